"""The doctor's report: one JSON file for machines, one PDF for people."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst
from msgspec import Struct, to_builtins

from kiosk.messages.hosts import DeviceInfo
from provisioning.doctor.findings import Finding, Level
from provisioning.doctor.trials import Outcome, Tried

TEMPLATE = Path(__file__).with_name("report.typ")
TEST_PAGE = Path(__file__).with_name("test_page.typ")
Found = Mapping[str, Sequence[Mapping[str, str]]]


class Report(Struct, frozen=True):
    when: str
    """Local time, ISO."""
    terminal: str
    findings: tuple[Finding, ...]
    devices: tuple[DeviceInfo, ...] = ()
    tried: tuple[Tried, ...] = ()
    found: Found | None = None

    @property
    def fit(self) -> bool:
        """Nothing to mend, and nothing tried that did not work."""
        well = (Outcome.WORKED, Outcome.SKIPPED)
        mended = all(finding.level is not Level.FAIL for finding in self.findings)
        return mended and all(tried.outcome in well for tried in self.tried)

    def as_data(self) -> dict[str, Any]:
        """As it is written to JSON. Nothing in it is about a citizen."""
        return {
            "when": self.when,
            "terminal": self.terminal,
            "fit": self.fit,
            "findings": [to_builtins(finding) for finding in self.findings],
            "devices": [to_builtins(info) for info in self.devices],
            "trials": [to_builtins(tried) for tried in self.tried],
            "found": self.found or {},
        }


def write_report(report: Report, folder: Path) -> tuple[Path, Path]:
    """Writes doctor.json and doctor.pdf below `folder`, made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(report.as_data(), ensure_ascii=False, indent=1)
    table, page = folder / "doctor.json", folder / "doctor.pdf"
    table.write_text(data + "\n", encoding="utf-8")
    page.write_bytes(_typeset(TEMPLATE, {"report": data}))
    return table, page


def test_page(terminal: str) -> bytes:
    """PDF of one A4 page with what a technician compares: margins, greys, small and rare signs."""
    return _typeset(TEST_PAGE, {"terminal": terminal})


def _typeset(template: Path, inputs: dict[str, str]) -> bytes:
    made = typst.compile(str(template), format="pdf", sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made

"""The doctor with real hosts and simulated devices: what works, what does not, and the report."""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.device import Device
from kiosk.messages.sims import FaultRule, Inject
from provisioning.doctor.command import Doctor
from provisioning.settings import load_config, only_one
from tests.devices.id_reader.vectors import RESIDENT
from ui.dock.sims import ID_READER, LAMPS, receipt_printer
from ui.dock.terminal import Terminal

pytestmark = pytest.mark.slow

PROGRAM = (sys.executable, str(Path(__file__).parents[3] / "main.py"))
FITTED = (ID_READER, receipt_printer("generic-80mm-gb18030"), LAMPS)
PLATFORM = "https://platform.example"
LAMP_COUNT = 6


@pytest.fixture
def terminal(tmp_short: Path) -> Iterator[Terminal]:
    keys = tmp_short / "central" / "terminals" / "T00003"
    keys.mkdir(parents=True)
    secrets = {"token": "none", "platform.pub": "00" * 32, "hall.key": "00" * 32}
    for name, text in (secrets | {"platform-sign.pub": "", "packs-root.json": "{}"}).items():
        (keys / name).write_text(text, encoding="ascii")
        (keys / name).chmod(0o600)
    with closing(Terminal(PROGRAM, tmp_short, "T00003", tmp_short / "central", FITTED)) as made:
        made.configure(PLATFORM, made.simulated(PLATFORM))
        yield made


class Technician:
    """Answers y to everything, but for the questions named."""

    def __init__(self, **answers: str) -> None:
        self.asked: list[str] = []
        self._answers = answers

    def __call__(self, question: str) -> str:
        self.asked.append(question)
        return next((a for word, a in self._answers.items() if word in question), "y")


def visit(terminal: Terminal, technician: Technician | None) -> tuple[int, str]:
    out = io.StringIO()
    doctor = Doctor(PROGRAM, terminal.config, demo=True, out=out, report=terminal.folder / "report")
    if technician is not None:
        doctor.try_devices, doctor.ask = True, technician
    return doctor.run(), out.getvalue()


def move_run(terminal: Terminal) -> Path:
    """To a folder that nobody has made yet, beside that of the simulators."""
    text = terminal.config.read_text(encoding="utf-8")
    terminal.config.write_text(text.replace('run = "run"', 'run = "r2"'), encoding="utf-8")
    return terminal.folder / "r2"


def report_of(terminal: Terminal) -> dict[str, object]:
    read = json.loads((terminal.folder / "report" / "doctor.json").read_text(encoding="utf-8"))
    assert isinstance(read, dict)
    assert (terminal.folder / "report" / "doctor.pdf").read_bytes().startswith(b"%PDF-")
    return read


@pytest.mark.row("CP-01")
def test_a_machine_in_order_is_tried_device_by_device(terminal: Terminal) -> None:
    terminal.put_card(RESIDENT.hex())
    technician = Technician(lit="n")
    code, said = visit(terminal, technician)
    assert "ID card reader: online" in said
    assert "worked  ID card reader" in said
    assert "worked  receipt printer" in said
    assert said.count("not confirmed  indicator lamps") == LAMP_COUNT
    assert code == 1, "lamps that nobody saw do not count as working"
    assert len(terminal.output().receipts) == 1
    report = report_of(terminal)
    assert report["fit"] is False
    everything = said + json.dumps(report, ensure_ascii=False)
    assert "440524188001010014" not in everything
    assert "测试甲" not in everything


def test_a_device_that_is_not_well_is_named_with_what_to_do(terminal: Terminal) -> None:
    terminal.sims.ask(Device.RECEIPT_PRINTER, Inject((FaultRule("receipt_printer", "paper_out"),)))
    terminal.sims.ask(Device.LAMPS, Inject((FaultRule("lamps", "unplug"),)))
    code, said = visit(terminal, None)
    assert code == 1
    assert "fail  receipt printer: userError, paper out" in said
    assert "fail  indicator lamps: noDevice" in said
    assert "-> check the board's cable" in said
    assert "ok    ID card reader: online" in said


def test_a_terminal_that_runs_is_looked_at_and_not_tried(terminal: Terminal) -> None:
    config = load_config(terminal.config, demo=True)
    with only_one(config):
        _code, said = visit(terminal, Technician())
    assert "host does not answer" in said
    assert "the terminal runs: no device was tried" in said


def test_after_a_start_of_the_machine_there_is_no_run_folder_and_devices_are_tried(
    terminal: Terminal,
) -> None:
    move_run(terminal)
    _code, said = visit(terminal, Technician(Lay="s", slip="s", lit="y"))
    assert "the terminal runs" not in said
    assert "skipped  ID card reader" in said
    assert said.count("worked  indicator lamps") == LAMP_COUNT


def test_a_run_folder_that_cannot_be_made_is_a_finding_of_its_own(terminal: Terminal) -> None:
    run = move_run(terminal)
    run.write_text("", encoding="utf-8")
    code, said = visit(terminal, Technician())
    assert "the terminal runs" not in said
    assert f"fail  no device was asked: {run} cannot be made" in said
    assert code == 1


def test_a_skipped_trial_is_no_failure(terminal: Terminal) -> None:
    technician = Technician(Lay="s", slip="s", lit="y")
    code, said = visit(terminal, technician)
    assert "skipped  ID card reader" in said
    assert "skipped  receipt printer" in said
    assert code == 0, said

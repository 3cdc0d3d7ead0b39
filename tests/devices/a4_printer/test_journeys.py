"""Documents through the runner onto a printer process over IPP, and what is told before a job."""

from pathlib import Path

import pytest

from devices.a4_printer.driver import MOST_BYTES
from kiosk.device import Cover, DeviceState, Media, PaperSupply, Toner
from kiosk.faults import Fault
from kiosk.messages.printing import PrintEnded
from kiosk.print_state import PrintState
from tests.devices.a4_printer.document import pdf
from tests.devices.a4_printer.rig import Line, Sim


def test_every_page_of_a_document_comes_out(sim: Sim, line: Line) -> None:
    assert line.print("whole") == PrintEnded("whole", PrintState.PRINTED)
    assert line.progress("whole")[-1] == 3
    assert sim.came_out("whole") == 3
    kept = sim.folder / sim.pages().files[-1]
    assert kept.read_bytes() == pdf(3)
    assert sim.pages().unknown == 0


def test_two_copies_are_twice_the_pages(sim: Sim, line: Line) -> None:
    ended = line.print("copies", pages=2, copies=2, two_sided=True)
    assert ended.state is PrintState.PRINTED
    assert line.progress("copies")[-1] == 4
    assert sim.came_out("copies") == 4


def test_documents_wait_for_each_other(sim: Sim, line: Line) -> None:
    names = [f"waiting-{number}" for number in range(3)]
    for name in names:
        line.submit(name, pages=2)
    assert {line.ended(name).state for name in names} == {PrintState.PRINTED}
    out = [page.job for page in sim.pages().pages if page.job in names]
    assert out == [name for name in names for _ in range(2)]


def test_a_printer_without_create_job_gets_print_job(sim: Sim) -> None:
    with Line(sim.url, one_step=True) as line:
        assert line.print("one-step").state is PrintState.PRINTED
    assert sim.came_out("one-step") == 3


def test_the_status_is_what_the_printer_says(sim: Sim, line: Line) -> None:
    status = line.status(lambda status: status.can_print)
    assert status.identity == "Zizhu Simulated A4"
    assert (status.paper, status.toner) == (PaperSupply.FULL, Toner.FULL)
    assert (status.cover, status.media) == (Cover.CLOSED, Media.NOT_PRESENT)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("paper_out", Fault.A4_NO_PAPER),
        ("other_paper", Fault.A4_NO_PAPER),
        ("toner_out", Fault.A4_NO_TONER),
        ("cover_open", Fault.A4_COVER_OPEN),
        ("jam", Fault.A4_JAMMED),
        ("output_full", Fault.A4_OUTPUT_FULL),
        ("broken", Fault.A4_ERROR),
        ("not_accepting", Fault.A4_ERROR),
        ("no_pdf", Fault.A4_NO_PDF),
        ("stranger", Fault.A4_BUSY),
    ],
)
def test_a_printer_that_cannot_gets_nothing(sim: Sim, line: Line, fault: str, said: Fault) -> None:
    name = f"before-{fault}"
    sim.script(f"now {fault}")
    ended = line.print(name)
    assert (ended.state, ended.fault) == (PrintState.FAILED, said)
    if fault != "no_pdf":
        assert not line.status(lambda status: not status.can_print).can_print
    sim.heal()
    line.ready()
    assert sim.came_out(name) == 0
    assert line.print(f"{name}-again").state is PrintState.PRINTED


def test_low_paper_and_low_toner_are_told_and_print(sim: Sim) -> None:
    sim.script("now paper_low", "now toner_low")
    with Line(sim.url) as line:
        status = line.status(lambda status: status.paper is PaperSupply.LOW)
        assert status.toner is Toner.LOW
        assert status.state is DeviceState.ONLINE
        assert line.print("low").state is PrintState.PRINTED


def test_a_busy_printer_is_waited_for_a_little(sim: Sim) -> None:
    with Line(sim.url, busy_s=20.0) as line:
        sim.script("now stranger")
        line.submit("patient")
        line.status(lambda status: True)
        sim.heal()
        assert line.ended("patient").state is PrintState.PRINTED


@pytest.mark.parametrize(
    ("document", "pages", "copies", "flaw"),
    [
        (b"PK\x03\x04", 1, 1, "not a PDF"),
        (b"", 1, 1, "not a PDF"),
        (b"%PDF-" + bytes(MOST_BYTES), 1, 1, "too long"),
        (pdf(1), 0, 1, "no pages"),
        (pdf(1), 1, 0, "no pages"),
    ],
    ids=["no PDF", "empty", "too long", "no pages", "no copies"],
)
def test_what_is_no_document_is_never_sent(
    sim: Sim, line: Line, document: bytes, pages: int, copies: int, flaw: str
) -> None:
    ended = line.print("flawed", pdf=document, pages=pages, copies=copies)
    assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.A4_DOCUMENT_REFUSED)
    assert ended.detail == flaw
    assert sim.came_out("flawed") == 0


@pytest.mark.parametrize("wish", [{"colour": True}, {"copies": 100}], ids=["colour", "copies"])
def test_what_the_printer_cannot_do_is_not_printed_otherwise(
    sim: Sim, line: Line, wish: dict[str, int]
) -> None:
    ended = line.print("wish", pages=1, **wish)
    assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.A4_DOCUMENT_REFUSED)
    assert sim.came_out("wish") == 0


def test_the_picture_of_a_page_is_kept_for_who_looks_on(tmp_short: Path) -> None:
    with Sim(tmp_short, "--pictures") as sim, Line(sim.url) as line:
        assert line.print("pictures", pages=2).state is PrintState.PRINTED
        line.heard.until("the pictures", lambda: bool(sim.pages().files))
        assert sorted(path.name for path in sim.folder.glob("*.png")) == [
            "0001-1.png",
            "0001-2.png",
        ]

"""A real cupsd between the driver and the printer: what it calls completed is no proof."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.a4_printer.protocol import Order
from kiosk.device import DeviceState, PaperSupply, Toner
from kiosk.faults import Fault
from kiosk.print_state import PrintState
from tests.devices.a4_printer.cupsd import Cupsd, is_there
from tests.devices.a4_printer.document import pdf
from tests.devices.a4_printer.rig import Line, Sim, remote

pytestmark = [
    pytest.mark.skipif(not is_there(), reason="no cupsd here"),
    pytest.mark.slow,
]
COMPLETED = "queue: state 9"
ROOT = os.getuid() == 0


@contextmanager
def running(drop: bool) -> Iterator[Cupsd]:
    folder = Path(tempfile.mkdtemp(prefix="zz-cups-", dir="/tmp"))
    folder.chmod(0o755)
    with Cupsd(folder, drop) as cupsd:
        yield cupsd
    shutil.rmtree(folder)


@pytest.fixture
def cupsd() -> Iterator[Cupsd]:
    """Run by an ordinary user; a fresh one for each test, as it may fall."""
    with running(drop=ROOT) as found:
        yield found


@pytest.fixture
def line(cupsd: Cupsd, sim: Sim) -> Iterator[Line]:
    """Through a queue to `sim`, which is asked too."""
    with Line(cupsd.add_queue(sim.url), via="cups", device_url=sim.url) as found:
        yield found


@pytest.mark.skipif(not ROOT, reason="only root can run a cupsd as root")
def test_a_cupsd_run_by_root(sim: Sim) -> None:
    with running(drop=False) as cupsd:
        url = cupsd.add_queue(sim.url)
        with Line(url, via="cups", device_url=sim.url) as line:
            assert line.print("by-root").state is PrintState.PRINTED
    assert sim.came_out("by-root") == 3


def test_a_document_is_printed_when_the_printer_says_so(sim: Sim, line: Line) -> None:
    for name in ("queued", "queued-again"):
        ended = line.print(name)
        assert ended.state is PrintState.PRINTED
        assert line.progress(name)[-1] == 3
        assert sim.came_out(name) == 3
    assert sim.pages().unknown == 0


def test_without_the_printers_own_word_nothing_is_called_printed(cupsd: Cupsd, sim: Sim) -> None:
    with Line(cupsd.add_queue(sim.url), via="cups") as line:
        status = line.status(lambda status: status.can_print)
        assert status.paper is PaperSupply.NOT_SUPPORTED
        assert status.toner is Toner.NOT_SUPPORTED
        ended = line.print("unproved")
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_ONLY_SPOOLED)
    assert ended.detail.startswith(COMPLETED)


def test_the_idle_printer_is_asked_and_not_the_queue(sim: Sim, line: Line) -> None:
    sim.script("now paper_out")
    assert line.status(lambda status: not status.can_print).paper is PaperSupply.OUT
    ended = line.print("no-paper")
    assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.A4_NO_PAPER)


def test_a_former_job_of_the_same_name_proves_nothing(sim: Sim, line: Line) -> None:
    assert line.print("twice").state is PrintState.PRINTED
    line.heard.forget()
    sim.script("at page 2 jam")
    assert line.print("twice").state is PrintState.UNKNOWN


def test_a_jam_ends_the_job_in_the_queue_and_in_the_printer(sim: Sim, line: Line) -> None:
    sim.script("at page 2 jam")
    ended = line.print("queued-jam")
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_JAM)
    sim.heal()
    line.ready()
    assert line.print("after-queued-jam").state is PrintState.PRINTED
    assert sim.came_out("queued-jam") == 1


def test_a_broken_document_stops_in_the_queue_and_is_taken_away(sim: Sim, line: Line) -> None:
    ended = line.print("queued-broken", pdf=b"%PDF-1.7\nnothing in it", pages=1)
    assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.A4_DOCUMENT_REFUSED)
    assert ended.detail.startswith("queue: state 6")
    line.ready()
    assert line.print("after-queued-broken").state is PrintState.PRINTED


def test_a_job_of_a_printer_that_is_away_never_comes_out_later(sim: Sim, line: Line) -> None:
    sim.script("at page 1 unplug", "now lost_history")
    ended = line.print("queued-away", deadline_s=15.0)
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_CONNECTION_LOST)
    assert line.status(lambda status: not status.can_print).state is DeviceState.NO_DEVICE
    sim.heal()
    line.ready()
    assert line.print("after-queued-away").state is PrintState.PRINTED
    assert sim.came_out("queued-away") == 0


def test_what_an_earlier_process_left_is_cancelled_at_the_start(cupsd: Cupsd, sim: Sim) -> None:
    url = cupsd.add_queue(sim.url)
    sim.script("now cover_open")
    with remote(url, "kiosk") as queue:
        queue.print_job(Order("left-in-queue"), pdf(2))
        with Line(url, ready=False, via="cups", device_url=sim.url) as line:
            line.heard.until("the queue to be empty", lambda: not queue.jobs())
            sim.heal()
            line.ready()
            assert line.print("after-left").state is PrintState.PRINTED
    assert sim.came_out("left-in-queue") == 0


@pytest.mark.parametrize("asked", [True, False], ids=["printer asked", "queue only"])
def test_false_success_after_the_printer_was_killed_and_restarted(
    cupsd: Cupsd, tmp_short: Path, asked: bool
) -> None:
    first = Sim(tmp_short / "a", page_s=0.5)
    url = cupsd.add_queue(first.url)
    with Line(url, via="cups", device_url=first.url if asked else "", lost_s=20.0) as line:
        line.submit("killed", deadline_s=40.0)
        line.heard.until("page 1", lambda: first.came_out("killed") == 1)
        first.kill()
        with Sim(tmp_short / "b", port=first.port) as second:
            ended = line.ended("killed")
            assert second.came_out("killed") == 0
    assert ended.state is PrintState.UNKNOWN, "one of three pages is out"
    assert asked or ended.detail.startswith(COMPLETED)


def test_false_success_after_dropped_connections(cupsd: Cupsd, tmp_short: Path) -> None:
    with Sim(tmp_short, page_s=1.0) as sim, Line(cupsd.add_queue(sim.url), via="cups") as line:
        sim.script("at page 2 drop 6000")
        ended = line.print("dropped-queue", pages=12, deadline_s=40.0)
        assert sim.came_out("dropped-queue") < 12
    assert ended.detail.startswith(COMPLETED)
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_ONLY_SPOOLED)


def test_the_printer_is_believed_where_the_queue_has_lost_it(cupsd: Cupsd, tmp_short: Path) -> None:
    with Sim(tmp_short, page_s=0.3) as sim:
        url = cupsd.add_queue(sim.url)
        with Line(url, via="cups", device_url=sim.url, lost_s=20.0) as line:
            sim.script("at page 2 drop 1500")
            ended = line.print("dropped-asked", pages=8, deadline_s=40.0)
            assert ended.state is PrintState.PRINTED
            assert sim.came_out("dropped-asked") == 8

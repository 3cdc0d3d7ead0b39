"""Jobs that are not wanted any more, and jobs that lie in the printer from before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.a4_printer.protocol import JobState, Order
from devices.a4_printer.remote import Remote
from kiosk.device import DeviceState
from kiosk.faults import Fault
from kiosk.print_state import PrintState
from tests.devices.a4_printer.document import pdf
from tests.devices.a4_printer.rig import Line, Sim, remote


@pytest.fixture
def other(sim: Sim) -> Iterator[Remote]:
    """Somebody else who prints on `sim`."""
    with remote(sim.url, "somebody") as found:
        yield found


def state_of(remote: Remote, job: int) -> int | None:
    seen = remote.job(job)
    return None if seen is None else seen.state


def test_the_citizen_leaves_in_the_middle(sim: Sim, line: Line) -> None:
    line.submit("left", pages=100)
    line.page("left", 1)
    line.cancel("left")
    ended = line.ended("left")
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_CANCELLED)
    line.ready()
    assert line.print("after-left").state is PrintState.PRINTED
    assert [page.job for page in sim.pages().pages][-3:] == ["after-left"] * 3


def test_the_citizen_leaves_while_a_stranger_prints(sim: Sim) -> None:
    with Line(sim.url, busy_s=20.0) as line:
        sim.script("now stranger")
        line.status(lambda status: status.state is DeviceState.BUSY)
        line.submit("early")
        line.heard.until("taken on", lambda: bool(line.heard.about("early")))
        line.cancel("early")
        ended = line.ended("early")
        assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.DEVICE_CANCELLED)
    assert sim.came_out("early") == 0


def test_the_deadline_passes_in_the_middle(sim: Sim, line: Line) -> None:
    ended = line.print("slow", pages=200, deadline_s=1.0)
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.DEVICE_TIMED_OUT)
    assert 0 < sim.came_out("slow") < 200
    line.ready()
    assert line.print("after-slow").state is PrintState.PRINTED


def test_a_job_that_cannot_be_cancelled_blocks_the_next_until_it_is_gone(
    sim: Sim, line: Line
) -> None:
    sim.script("at page 2 jam", "now no_cancel")
    ended = line.print("stuck", deadline_s=2.0)
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_JAM)
    assert ended.detail.endswith("perhaps still inside")
    assert line.print("behind").state is PrintState.FAILED
    sim.heal()
    line.ready()
    assert line.print("after-stuck").state is PrintState.PRINTED
    assert sim.came_out("stuck") == 1
    assert sim.came_out("behind") == 0


def test_a_job_behind_one_that_cannot_be_cancelled_is_told_that_it_is_busy(
    sim: Sim, line: Line
) -> None:
    sim.script("now no_cancel")
    line.print("endless", pages=400, deadline_s=1.0)
    assert line.status(lambda status: not status.can_print).state is DeviceState.BUSY
    ended = line.print("behind-endless")
    assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.A4_BUSY)


def test_what_an_earlier_process_left_is_cancelled_at_the_start(sim: Sim, other: Remote) -> None:
    sim.script("now paper_out")
    with remote(sim.url, "kiosk") as former:
        job = former.print_job(Order("former"), pdf(2))
    with Line(sim.url, ready=False) as line:
        line.heard.until("it is gone", lambda: state_of(other, job) == JobState.CANCELED)
        sim.load_paper()
        line.ready()
        assert line.print("fresh").state is PrintState.PRINTED
    assert sim.came_out("former") == 0


def test_a_strangers_job_is_never_cancelled_and_never_printed_behind(
    sim: Sim, other: Remote
) -> None:
    sim.script("now broken")
    job = other.print_job(Order("not-ours"), pdf(2))
    with Line(sim.url, ready=False) as line:
        assert line.print("ours-before").state is PrintState.FAILED
        sim.heal()
        line.ready()
        assert state_of(other, job) == JobState.COMPLETED
        assert line.print("ours").state is PrintState.PRINTED
    out = [page.job for page in sim.pages().pages]
    assert out[-5:] == ["not-ours"] * 2 + ["ours"] * 3


def test_the_printer_is_not_there(own_sim: Sim) -> None:
    with Line(own_sim.url) as line:
        own_sim.close()
        assert line.status(lambda status: not status.can_print).state is DeviceState.NO_DEVICE
        ended = line.print("nowhere")
        assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.A4_ABSENT)


def test_the_printer_is_silent_before_the_job(sim: Sim) -> None:
    with Line(sim.url, poll_s=60.0) as line:
        sim.script("now silent")
        ended = line.print("unheard")
        assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.A4_SILENT)
    assert sim.came_out("unheard") == 0


def test_another_printer_process_comes_up_at_the_same_place(tmp_short: Path) -> None:
    first = Sim(tmp_short / "a", page_s=0.2)
    with Line(first.url, lost_s=10.0) as line:
        line.submit("moved")
        line.page("moved", 1)
        first.kill()
        with Sim(tmp_short / "b", port=first.port) as second:
            ended = line.ended("moved")
            assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_NO_ANSWER)
            line.ready()
            assert line.print("after-moved").state is PrintState.PRINTED
            assert second.came_out("moved") == 0

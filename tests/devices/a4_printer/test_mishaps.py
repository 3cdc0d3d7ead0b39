"""What goes wrong while a document prints: what is told, and that nothing of it comes out later."""

import pytest

from kiosk.device import DeviceState
from kiosk.faults import Fault
from kiosk.print_state import PrintState
from tests.devices.a4_printer.rig import Line, Sim


def assert_prints_again(sim: Sim, line: Line, before: str) -> None:
    """The next citizen's document is whole, and nothing of the one before comes out with it."""
    sim.heal()
    line.ready()
    assert line.print(f"after-{before}").state is PrintState.PRINTED
    out = [page.job for page in sim.pages().pages]
    assert out[-3:] == [f"after-{before}"] * 3


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("paper_out", Fault.A4_PRINT_PAPER_END),
        ("jam", Fault.A4_PRINT_JAM),
        ("cover_open", Fault.A4_PRINT_COVER_OPENED),
        ("toner_out", Fault.A4_PRINT_TONER_END),
        ("output_full", Fault.A4_PRINT_ERROR),
        ("broken", Fault.A4_PRINT_ERROR),
    ],
)
def test_the_printer_stops_on_page_two(sim: Sim, line: Line, fault: str, said: Fault) -> None:
    name = f"mid-{fault}"
    sim.script(f"at page 2 {fault}")
    ended = line.print(name)
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, said)
    assert ended.detail.startswith("1/3 pages")
    line.status(lambda status: not status.can_print)
    assert_prints_again(sim, line, name)
    assert sim.came_out(name) == 1


def test_paper_that_is_refilled_after_the_job_was_given_up(sim: Sim, line: Line) -> None:
    sim.script("at page 2 paper_out")
    assert line.print("refilled").state is PrintState.UNKNOWN
    sim.load_paper()
    line.ready()
    assert line.print("next").state is PrintState.PRINTED
    assert sim.came_out("refilled") == 1


def test_a_document_that_the_printer_throws_away(sim: Sim, line: Line) -> None:
    sim.script("at page 1 abort")
    ended = line.print("thrown-away")
    assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.A4_DOCUMENT_REFUSED)
    assert_prints_again(sim, line, "thrown-away")


def test_a_broken_document(sim: Sim, line: Line) -> None:
    ended = line.print("broken", pdf=b"%PDF-1.7\nnothing in it", pages=1)
    assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.A4_DOCUMENT_REFUSED)
    assert_prints_again(sim, line, "broken")


@pytest.mark.parametrize("one_step", [False, True])
def test_a_document_that_the_printer_refuses(sim: Sim, one_step: bool) -> None:
    name = f"refused-{one_step}"
    with Line(sim.url, one_step=one_step) as line:
        sim.script("now refuse")
        ended = line.print(name)
        assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.A4_DOCUMENT_REFUSED)
        assert_prints_again(sim, line, name)


def test_aborted_in_the_middle(sim: Sim, line: Line) -> None:
    sim.script("at page 2 abort")
    ended = line.print("aborted")
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_ERROR)
    assert_prints_again(sim, line, "aborted")


def test_completed_with_a_page_missing_is_not_printed(sim: Sim, line: Line) -> None:
    sim.script("at page 3 false_end")
    ended = line.print("missing")
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_ERROR)
    assert ended.detail.startswith("2/3 pages")
    assert_prints_again(sim, line, "missing")


def test_a_printer_that_counts_no_pages_proves_nothing(sim: Sim, line: Line) -> None:
    sim.script("now no_count")
    ended = line.print("uncounted")
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_ONLY_SPOOLED)
    assert_prints_again(sim, line, "uncounted")


def test_the_printer_answers_for_another_job(sim: Sim, line: Line) -> None:
    sim.script("at page 2 other_job")
    ended = line.print("mine")
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_OTHER_JOB)
    assert sim.came_out("mine") < 3
    assert_prints_again(sim, line, "mine")


@pytest.mark.parametrize("history", ["kept", "lost"])
def test_power_is_gone_on_page_two(sim: Sim, line: Line, history: str) -> None:
    name = f"power-{history}"
    sim.script("at page 2 unplug", *(["now lost_history"] if history == "lost" else []))
    ended = line.print(name, pages=20)
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_CONNECTION_LOST)
    assert line.status(lambda status: not status.can_print).state is DeviceState.NO_DEVICE
    assert_prints_again(sim, line, name)
    assert sim.came_out(name) < 20


def test_power_blinks_and_the_job_is_forgotten(sim: Sim, line: Line) -> None:
    sim.script("at page 2 unplug", "now lost_history")
    line.submit("blink")
    line.heard.until("the power to go", lambda: not sim.listens())
    sim.heal()
    ended = line.ended("blink")
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_NO_ANSWER)
    assert_prints_again(sim, line, "blink")


def test_connections_drop_for_a_moment_and_all_pages_are_proved(sim: Sim, line: Line) -> None:
    sim.script("at page 2 drop 200")
    assert line.print("moment", pages=8).state is PrintState.PRINTED
    assert sim.came_out("moment") == 8


def test_connections_drop_for_good(sim: Sim, line: Line) -> None:
    sim.script("at page 2 drop")
    ended = line.print("dropped", pages=60)
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_CONNECTION_LOST)
    assert_prints_again(sim, line, "dropped")
    assert sim.came_out("dropped") < 60


@pytest.mark.parametrize("fault", ["silent", "hang", "garbage", "endless"])
def test_nothing_useful_is_heard_any_more(sim: Sim, line: Line, fault: str) -> None:
    name = f"nonsense-{fault}"
    sim.script(f"at page 2 {fault}")
    ended = line.print(name, pages=80, deadline_s=20.0)
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_NO_ANSWER)
    line.status(lambda status: not status.can_print)
    assert_prints_again(sim, line, name)
    assert sim.came_out(name) < 80


def test_late_answers_are_waited_for(sim: Sim, line: Line) -> None:
    sim.script("always late 150")
    assert line.print("late").state is PrintState.PRINTED


@pytest.mark.parametrize("one_step", [False, True])
def test_the_answer_to_the_document_is_lost_but_not_the_document(sim: Sim, one_step: bool) -> None:
    name = f"answer-lost-{one_step}"
    with Line(sim.url, one_step=one_step, poll_s=60.0) as line:
        sim.script("at reply 4 truncate 5")
        assert line.print(name).state is PrintState.PRINTED
    assert sim.came_out(name) == 3


def test_the_document_never_arrived(sim: Sim) -> None:
    with Line(sim.url, one_step=True, poll_s=60.0) as line:
        sim.script("at command 4 drop 20")
        ended = line.print("never-arrived")
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.A4_PRINT_CONNECTION_LOST)
    assert sim.came_out("never-arrived") == 0


def test_a_job_without_an_answer_gets_no_document(sim: Sim) -> None:
    with Line(sim.url, poll_s=60.0) as line:
        sim.script("at reply 3 truncate 5")
        ended = line.print("unanswered")
        assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.A4_ERROR)
        assert_prints_again(sim, line, "unanswered")
    assert sim.came_out("unanswered") == 0

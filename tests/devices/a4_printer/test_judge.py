"""When a job is printed, failed or unknown: the rules, and that no answer can lead round them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.a4_printer.judge import HALTED_S, SETTLE_S, TROUBLE_S, Judge, Verdict
from devices.a4_printer.protocol import JobState, PrinterState
from devices.a4_printer.seen import JobSeen, PrinterSeen
from kiosk.faults import Fault
from kiosk.print_state import PrintState
from kiosk.values import replace

WELL = PrinterSeen(PrinterState.PROCESSING, frozenset())
RUNS = JobSeen(7, "T-1", "kiosk", JobState.PROCESSING, (), 1)
DONE = replace(RUNS, state=JobState.COMPLETED, impressions=3)
REASONS = ("media-empty", "media-jam", "cover-open", "toner-empty", "media-low", "other", "paused")

jobs = st.builds(
    JobSeen,
    st.sampled_from((7, 7, 7, 8, None)),
    st.sampled_from(("T-1", "T-1", "T-1", "T-2", None)),
    st.none(),
    st.none() | st.integers(2, 10),
    st.lists(st.sampled_from(("queued-in-device", "job-completed-with-errors")), max_size=1).map(
        tuple
    ),
    st.none() | st.integers(-1, 5),
)
printers = st.builds(
    PrinterSeen,
    st.none() | st.integers(3, 5),
    st.none() | st.frozensets(st.sampled_from(REASONS), max_size=2),
)
looks = st.lists(st.tuples(st.none() | jobs, printers, st.floats(0, 2)), max_size=8)


def last(*seen: tuple[JobSeen | None, PrinterSeen, float]) -> Verdict | None:
    """The verdict after these looks: job, printer, seconds since the look before."""
    judge, now, verdict = Judge(7, "T-1", 3), 0.0, None
    for job, printer, seconds in seen:
        assert verdict is None, "a verdict is the end"
        now += seconds
        verdict = judge.look(job, printer, now)
    return verdict


def short(verdict: Verdict | None) -> tuple[PrintState, Fault | None] | None:
    return None if verdict is None else (verdict.state, verdict.fault)


@given(looks)
@settings(max_examples=150)
def test_printed_is_only_what_is_completed_and_counted_and_ours(
    seen: list[tuple[JobSeen | None, PrinterSeen, float]],
) -> None:
    judge, now, counted = Judge(7, "T-1", 3), 0.0, 0
    for job, printer, seconds in seen:
        now += seconds
        verdict = judge.look(job, printer, now)
        if job is not None and (job.id, job.name) == (7, "T-1"):
            counted = max(counted, job.impressions or 0)
        if verdict is None:
            continue
        if verdict.state is PrintState.PRINTED:
            assert job is not None
            assert (job.id, job.name, job.state) == (7, "T-1", JobState.COMPLETED)
            assert counted >= 3
            assert not job.reasons
        elif verdict.state is PrintState.FAILED:
            assert job is not None
            assert (job.state, counted) == (JobState.ABORTED, 0)
        else:
            assert (verdict.state, bool(verdict.fault)) == (PrintState.UNKNOWN, True)
        return


@pytest.mark.parametrize("wanted", [JobState.COMPLETED, JobState.CANCELED, JobState.ABORTED])
def test_a_job_that_is_over_gets_a_verdict_soon(wanted: JobState) -> None:
    job = replace(RUNS, state=wanted, impressions=None)
    judge = Judge(7, "T-1", 3)
    assert judge.look(job, WELL, 0) or judge.look(job, WELL, SETTLE_S)


def test_all_pages_of_our_job() -> None:
    assert last((RUNS, WELL, 0), (DONE, WELL, 0.3)) == Verdict(PrintState.PRINTED)


def test_the_last_count_may_come_a_moment_after_the_state() -> None:
    early = replace(DONE, impressions=2)
    assert last((early, WELL, 0), (DONE, WELL, 0.3)) == Verdict(PrintState.PRINTED)


def test_paper_that_ends_with_the_last_page_is_no_trouble() -> None:
    empty = replace(WELL, reasons=frozenset({"media-empty"}))
    more = replace(RUNS, impressions=2)
    slow = TROUBLE_S - 1
    seen = ((RUNS, empty, 0), (more, empty, slow), (more, empty, slow), (DONE, empty, 0.5))
    assert last(*seen) == Verdict(PrintState.PRINTED)


def test_another_tray_that_is_empty_all_the_time_is_no_trouble() -> None:
    empty = replace(WELL, reasons=frozenset({"media-empty"}), severe=frozenset({"media-empty"}))
    judge = Judge(7, "T-1", 3, frozenset({"media-empty"}))
    assert judge.look(RUNS, empty, 0) is None
    assert judge.look(RUNS, empty, 3 * TROUBLE_S) is None
    stopped = replace(empty, state=PrinterState.STOPPED)
    assert judge.look(RUNS, stopped, 4 * TROUBLE_S) is None
    verdict = judge.look(RUNS, stopped, 4 * TROUBLE_S + HALTED_S)
    assert short(verdict) == (PrintState.UNKNOWN, Fault.A4_PRINT_PAPER_END)


@pytest.mark.parametrize(
    ("reason", "state", "seconds", "fault"),
    [
        ("media-empty", PrinterState.PROCESSING, TROUBLE_S, Fault.A4_PRINT_PAPER_END),
        ("media-empty", PrinterState.STOPPED, HALTED_S, Fault.A4_PRINT_PAPER_END),
        ("media-needed", PrinterState.PROCESSING, HALTED_S, Fault.A4_PRINT_PAPER_END),
        ("toner-empty", PrinterState.PROCESSING, TROUBLE_S, Fault.A4_PRINT_TONER_END),
        ("media-jam", PrinterState.PROCESSING, HALTED_S, Fault.A4_PRINT_JAM),
        ("door-open", PrinterState.PROCESSING, HALTED_S, Fault.A4_PRINT_COVER_OPENED),
        ("paused", PrinterState.STOPPED, HALTED_S, Fault.A4_PRINT_ERROR),
    ],
)
def test_trouble_that_lasts(reason: str, state: PrinterState, seconds: float, fault: Fault) -> None:
    printer = PrinterSeen(state, frozenset({reason}))
    assert last((RUNS, printer, 0), (RUNS, printer, seconds - 0.1)) is None
    found = last((RUNS, printer, 0), (RUNS, printer, seconds))
    assert short(found) == (PrintState.UNKNOWN, fault)


def test_a_stop_without_a_reason_is_looked_at_again() -> None:
    halted = replace(RUNS, state=JobState.STOPPED)
    assert last((halted, WELL, 0), (RUNS, WELL, 0.9), (halted, WELL, 0.9)) is None
    expected = (PrintState.UNKNOWN, Fault.A4_PRINT_ERROR)
    assert short(last((halted, WELL, 0), (halted, WELL, HALTED_S))) == expected


def test_a_job_that_only_went_to_the_device_is_not_printed() -> None:
    handed_on = replace(DONE, reasons=("queued-in-device",))
    expected = (PrintState.UNKNOWN, Fault.A4_PRINT_ERROR)
    assert short(last((handed_on, WELL, 0), (handed_on, WELL, SETTLE_S))) == expected


def test_cancelled_at_the_panel() -> None:
    job = replace(RUNS, state=JobState.CANCELED)
    assert short(last((job, WELL, 0))) == (PrintState.UNKNOWN, Fault.A4_PRINT_CANCELLED)


def test_forgotten_or_somebody_elses() -> None:
    assert short(last((None, WELL, 0))) == (PrintState.UNKNOWN, Fault.A4_PRINT_NO_ANSWER)
    for other in (replace(DONE, name="T-2"), replace(DONE, id=8), replace(DONE, name=None)):
        expected = (PrintState.UNKNOWN, Fault.A4_PRINT_OTHER_JOB)
        assert short(last((other, WELL, 0))) == expected

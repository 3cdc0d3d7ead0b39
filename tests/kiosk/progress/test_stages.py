"""The stepper of 8 stages, whatever a platform sends; states and their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.progress.stages import (
    Process,
    Stage,
    StageEvent,
    StepState,
    process_words,
    stage_words,
    stepper,
)
from kiosk.progress.states import ENDED, STAGE_OF, AppState, may_follow, state_words

EVENTS = st.lists(
    st.builds(
        StageEvent,
        code=st.sampled_from([*(stage.value for stage in Stage), "09", "3", "", "联办"]),
        start=st.sampled_from(["", "2026-03-02T09:00:00+08:00"]),
        end=st.sampled_from(["", "2026-03-02T10:00:00+08:00"]),
        name=st.text(max_size=5),
    ),
    max_size=12,
)


@pytest.mark.row("S013")
@pytest.mark.parametrize("stage", Stage)
def test_an_application_at_any_stage_shows_the_right_step(stage: Stage) -> None:
    shown = stepper([StageEvent(stage.value, "2026-03-02T09:00:00+08:00")])
    assert [step.code for step in shown.steps] == [one.value for one in Stage]
    states = {step.code: step.state for step in shown.steps}
    assert states[stage] is StepState.NOW and not shown.unknown
    for other in Stage:
        if other < stage:
            assert states[other] is StepState.DONE
        if other > stage:
            assert states[other] is StepState.AHEAD


@pytest.mark.row("S013")
def test_an_unknown_stage_is_shown_by_its_words_after_the_one_before_it() -> None:
    began, ended = "2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00"
    shown = stepper(
        [
            StageEvent("03", began, ended),
            StageEvent("15", ended, name="现场踏勘"),
            StageEvent("99", ended),
        ]
    )
    after = [step for step in shown.steps if step.code in ("03", "04", "")]
    assert [step.words[0] for step in after] == ["受理", "现场踏勘", "99", "审查"]
    assert shown.unknown == ("15", "99")


@pytest.mark.row("S013")
@given(EVENTS)
def test_whatever_comes_there_are_8_steps_and_what_came(events: list[StageEvent]) -> None:
    shown = stepper(events)
    ours = [step for step in shown.steps if step.code]
    assert [step.code for step in ours] == [one.value for one in Stage]
    assert len(shown.steps) == 8 + len(shown.unknown)
    assert sum(step.state is StepState.NOW for step in ours) <= 1
    order = [StepState.DONE, StepState.NOW, StepState.AHEAD]
    places = [order.index(step.state) for step in ours]
    assert places == sorted(places)


def test_a_stage_that_comes_again_lasts_from_its_first_start() -> None:
    again = [StageEvent("04", "a", "b"), StageEvent("04", "c", "")]
    (review,) = [step for step in stepper(again).steps if step.code == "04"]
    assert (review.start, review.end, review.state) == ("a", "", StepState.NOW)


def test_words_are_there_for_every_code_and_an_unknown_code_is_its_own() -> None:
    assert all(stage_words(one)[0] != one for one in Stage)
    assert all(process_words(one)[0] != one for one in Process)
    assert all(state_words(one)[0] != one for one in AppState)
    assert len(Process) == 11 and len(Stage) == 8
    for words in (stage_words, process_words, state_words):
        assert words("somewhat") == ("somewhat", "somewhat")


def test_what_has_ended_stays_ended_and_every_state_can_be_reached() -> None:
    for one in AppState:
        followers = {other for other in AppState if may_follow(one, other)}
        assert bool(followers) is (one not in ENDED)
    reached = {AppState.DRAFT}
    while True:
        more = {b for a in reached for b in AppState if may_follow(a, b)} - reached
        if not more:
            break
        reached |= more
    assert reached == set(AppState)


@pytest.mark.row("S118")
def test_it_can_be_withdrawn_before_it_is_accepted_and_not_after() -> None:
    before = {AppState.PENDING_UPLOAD, AppState.UPLOADED, AppState.TO_VERIFY}
    allowed = {one for one in AppState if may_follow(one, AppState.WITHDRAWN)}
    assert allowed == before | {AppState.NEED_SUPPLEMENT}
    assert AppState.ACCEPTED not in allowed


def test_states_go_with_the_stages_in_order() -> None:
    way = [AppState.UPLOADED, AppState.ACCEPTED, AppState.IN_REVIEW, AppState.DECIDED]
    stages = [STAGE_OF[one] for one in way]
    assert stages == sorted(stages)

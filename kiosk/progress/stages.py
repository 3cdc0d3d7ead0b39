"""The 8 stages that every approval passes, the 11 other processes, and steps of a progress screen.

A platform may send a stage that is not among them: it is shown by its own words, after the stage
that it came after, and named in `Stepper.unknown` so that the caller can log it.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Stage(StrEnum):
    BOOKING = "01"
    APPLICATION = "02"
    ACCEPTANCE = "03"
    REVIEW = "04"
    DECISION = "05"
    DELIVERY = "06"
    PUBLICATION = "07"
    SUPERVISION = "08"


STAGE_WORDS: dict[Stage, tuple[str, str]] = {
    Stage.BOOKING: ("预约", "Booking"),
    Stage.APPLICATION: ("申请", "Application"),
    Stage.ACCEPTANCE: ("受理", "Acceptance"),
    Stage.REVIEW: ("审查", "Review"),
    Stage.DECISION: ("决定", "Decision"),
    Stage.DELIVERY: ("证件制作与送达", "Making and delivery"),
    Stage.PUBLICATION: ("决定公开", "Publication"),
    Stage.SUPERVISION: ("监督检查", "Supervision"),
}
"""Chinese, English."""


class Process(StrEnum):
    """Processes beside a first application. REISSUE and ANNUAL are this project's reading of a
    list of 11 that names 9."""

    CHANGE = "change"
    RENEW = "renew"
    SUPPLEMENT = "supplement"
    CANCEL = "cancel"
    TRANSFER = "transfer"
    REVOKE = "revoke"
    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    TERMINATE = "terminate"
    REISSUE = "reissue"
    ANNUAL = "annual"


PROCESS_WORDS: dict[Process, tuple[str, str]] = {
    Process.CHANGE: ("变更", "Change"),
    Process.RENEW: ("延续", "Renewal"),
    Process.SUPPLEMENT: ("补正", "Supplement"),
    Process.CANCEL: ("注销", "Cancellation"),
    Process.TRANSFER: ("转让", "Transfer"),
    Process.REVOKE: ("撤销", "Revocation"),
    Process.WITHDRAW: ("撤回", "Withdrawal"),
    Process.SUSPEND: ("中止", "Suspension"),
    Process.TERMINATE: ("终止", "Termination"),
    Process.REISSUE: ("补办", "Reissue"),
    Process.ANNUAL: ("年检", "Annual inspection"),
}


_CODES = frozenset(stage.value for stage in Stage)


class StageEvent(Struct, frozen=True):
    """`code` as the platform sent it, of 8 stages or another. `start`, `end`: ISO 8601, "" where it
    has not come. `name`: the platform's own words."""

    code: str
    start: str = ""
    end: str = ""
    name: str = ""


class StepState(StrEnum):
    AHEAD = "ahead"
    NOW = "now"
    DONE = "done"


class Step(Struct, frozen=True):
    """`code` "" for a step that is none of the 8; `words` are then the platform's."""

    code: str
    words: tuple[str, str]
    state: StepState
    start: str = ""
    end: str = ""


class Stepper(Struct, frozen=True):
    steps: tuple[Step, ...]
    unknown: tuple[str, ...] = ()
    """Codes that are none of the 8, for the log."""


def stage_words(code: str) -> tuple[str, str]:
    """Chinese and English; an unknown code itself."""
    try:
        return STAGE_WORDS[Stage(code)]
    except ValueError:
        return (code, code)


def process_words(code: str) -> tuple[str, str]:
    """Chinese and English; "" for a first application; an unknown code itself."""
    try:
        return PROCESS_WORDS[Process(code)]
    except ValueError:
        return (code, code)


def stepper(events: Iterable[StageEvent]) -> Stepper:
    """The 8 steps, with what happened in each, and unknown ones where they came. A stage is done
    when it ended or a later one has begun; of what lasts, the latest is now."""
    seen: dict[str, StageEvent] = {}
    others: list[tuple[str, StageEvent]] = []
    latest = ""
    for one in events:
        if one.code in _CODES:
            latest = max(latest, one.code)
            seen[one.code] = _merged(seen.get(one.code), one)
        else:
            others.append((latest, one))
    steps = [_other(one) for after, one in others if not after]
    for stage in Stage:
        steps.append(_step(stage, seen.get(stage), latest))
        steps += [_other(one) for after, one in others if after == stage]
    return Stepper(tuple(steps), tuple(one.code for _, one in others))


def _merged(former: StageEvent | None, one: StageEvent) -> StageEvent:
    """A stage may come again, after a supplement: from its first start to its last end."""
    if former is None:
        return one
    return StageEvent(one.code, former.start or one.start, one.end, one.name or former.name)


def _step(stage: Stage, event: StageEvent | None, latest: str) -> Step:
    words = STAGE_WORDS[stage]
    if event is None:
        return Step(stage, words, StepState.DONE if stage < latest else StepState.AHEAD)
    done = bool(event.end) or stage < latest
    return Step(stage, words, StepState.DONE if done else StepState.NOW, event.start, event.end)


def _other(event: StageEvent) -> Step:
    words = event.name or event.code
    state = StepState.DONE if event.end else StepState.NOW
    return Step("", (words, words), state, event.start, event.end)

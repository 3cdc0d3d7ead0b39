"""The states of an application (code list CL-52), what may follow what, and the stage of each."""

from enum import StrEnum

from kiosk.progress.stages import Stage


class AppState(StrEnum):
    DRAFT = "draft"
    PENDING_UPLOAD = "pending_upload"
    UPLOADED = "uploaded"
    TO_VERIFY = "to_verify"
    ACCEPTED = "accepted"
    NEED_SUPPLEMENT = "need_supplement"
    IN_REVIEW = "in_review"
    DECIDED = "decided"
    FINISHED = "finished"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


STATE_WORDS: dict[AppState, tuple[str, str]] = {
    AppState.DRAFT: ("草稿", "Draft"),
    AppState.PENDING_UPLOAD: ("待上传", "Waits to be sent"),
    AppState.UPLOADED: ("已上传", "Sent"),
    AppState.TO_VERIFY: ("待核验", "To be verified"),
    AppState.ACCEPTED: ("已受理", "Accepted"),
    AppState.NEED_SUPPLEMENT: ("待补正", "Needs a supplement"),
    AppState.IN_REVIEW: ("审查中", "In review"),
    AppState.DECIDED: ("已决定", "Decided"),
    AppState.FINISHED: ("已办结", "Finished"),
    AppState.REJECTED: ("不予受理或不予许可", "Refused"),
    AppState.WITHDRAWN: ("已撤回", "Withdrawn"),
    AppState.EXPIRED: ("已失效", "Expired"),
}
"""Chinese, English."""

ENDED = frozenset({AppState.FINISHED, AppState.REJECTED, AppState.WITHDRAWN, AppState.EXPIRED})

_FOLLOWS: dict[AppState, frozenset[AppState]] = {
    AppState.DRAFT: frozenset({AppState.PENDING_UPLOAD, AppState.EXPIRED}),
    AppState.PENDING_UPLOAD: frozenset({AppState.UPLOADED, AppState.WITHDRAWN}),
    AppState.UPLOADED: frozenset(
        {
            AppState.TO_VERIFY,
            AppState.ACCEPTED,
            AppState.NEED_SUPPLEMENT,
            AppState.REJECTED,
            AppState.WITHDRAWN,
        }
    ),
    AppState.TO_VERIFY: frozenset(
        {
            AppState.ACCEPTED,
            AppState.NEED_SUPPLEMENT,
            AppState.REJECTED,
            AppState.WITHDRAWN,
            AppState.EXPIRED,
        }
    ),
    AppState.NEED_SUPPLEMENT: frozenset(
        {
            AppState.UPLOADED,
            AppState.ACCEPTED,
            AppState.IN_REVIEW,
            AppState.REJECTED,
            AppState.WITHDRAWN,
            AppState.EXPIRED,
        }
    ),
    AppState.ACCEPTED: frozenset(
        {
            AppState.NEED_SUPPLEMENT,
            AppState.IN_REVIEW,
            AppState.DECIDED,
            AppState.FINISHED,
            AppState.REJECTED,
        }
    ),
    AppState.IN_REVIEW: frozenset(
        {AppState.NEED_SUPPLEMENT, AppState.DECIDED, AppState.FINISHED, AppState.REJECTED}
    ),
    AppState.DECIDED: frozenset({AppState.FINISHED}),
} | {state: frozenset() for state in ENDED}

STAGE_OF: dict[AppState, Stage] = {
    AppState.DRAFT: Stage.APPLICATION,
    AppState.PENDING_UPLOAD: Stage.APPLICATION,
    AppState.UPLOADED: Stage.APPLICATION,
    AppState.TO_VERIFY: Stage.ACCEPTANCE,
    AppState.ACCEPTED: Stage.ACCEPTANCE,
    AppState.IN_REVIEW: Stage.REVIEW,
    AppState.DECIDED: Stage.DECISION,
    AppState.FINISHED: Stage.DELIVERY,
}
"""The stage that a state begins; a state that is not here keeps the stage that lasts."""


def may_follow(former: AppState, later: AppState) -> bool:
    """An ended application stays ended; withdrawal is for what is not accepted yet."""
    return later in _FOLLOWS[former]


def state_words(code: str) -> tuple[str, str]:
    """Chinese and English; an unknown code itself."""
    try:
        return STATE_WORDS[AppState(code)]
    except ValueError:
        return (code, code)

"""Of the table: identified by other means than a card, stepping up, a face before the camera."""

from collections.abc import Callable

from kiosk.flow import rules_common as c
from kiosk.flow.identify import rules_face as face
from kiosk.flow.identify import rules_identify as i
from kiosk.flow.identify import rules_means as means
from kiosk.flow.identify import rules_means_up as up
from kiosk.flow.identify import rules_who as who
from kiosk.flow.items import rules_items as m
from kiosk.flow.model import Facts, Model
from kiosk.flow.states import Signal, State

S, G = State, Signal

MEANS: dict[State, dict[Signal, Callable[[Model, object, Facts], c.Step]]] = {
    S.STEP_UP: {
        G.READ_PROGRESS: i.progress,
        G.CARD: who.card_read,
        G.CARD_FAILED: i.card_failed,
        G.MEANS: who.choose_means,
        G.AGAIN: up.somebody_else,
        G.GUIDE: m.guide_instead,
        G.MORE: i.to_business,
        G.BACK: who.back_from_means,
    },
    S.FACE: {
        G.COMPARED: face.compared,
        G.CODE_HINT: face.hint,
        G.LIVE: face.live,
        G.LOOK_FAILED: face.failed,
        G.AGAIN: face.start,
        G.BACK: face.back,
    },
    S.MOBILE: {G.KEY: means.key, G.NEXT: means.mobile_done, G.BACK: means.back},
    S.SMS_CODE: {
        G.KEY: means.key,
        G.NEXT: means.code_done,
        G.AGAIN: means.send_again,
        G.BACK: means.to_mobile,
    },
    S.IDENTIFYING: {
        G.HOME: c.nothing,
        G.HELP: c.nothing,
        G.FIND: c.nothing,
        G.IDLE_TIME: c.nothing,
        G.CODE_SENT: means.code_sent,
        G.IDENTITY: means.found,
        G.REFUSED: means.refused,
        G.PATIENCE: means.patience,
        G.SERVICE_BACK: means.service_again,
    },
}

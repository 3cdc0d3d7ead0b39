"""Of the table: a code under the reader, and a paper verified by its code."""

from collections.abc import Callable

from kiosk.flow import rules_common as c
from kiosk.flow.model import Facts, Model
from kiosk.flow.scan import rules_scan as scan
from kiosk.flow.scan import rules_scanned as scanned
from kiosk.flow.scan import rules_verify as verify
from kiosk.flow.states import Signal, State

S, G = State, Signal

SCANS: dict[State, dict[Signal, Callable[[Model, object, Facts], c.Step]]] = {
    S.SCAN: {
        G.CODE_READ: scanned.read,
        G.CODE_HINT: scan.hint,
        G.LIVE: scan.live,
        G.LOOK_FAILED: scan.failed,
        G.AGAIN: scan.again,
        G.BY_HAND: scanned.by_hand,
        G.BACK: scan.back,
    },
    S.VERIFY: {
        G.TYPE: verify.type_text,
        G.NEXT: verify.typed_done,
        G.SCAN: verify.scan,
        G.BACK: verify.back,
    },
    S.VERDICT: {
        G.VERIFIED: verify.verified,
        G.REFUSED: verify.refused,
        G.PATIENCE: verify.patience,
        G.SERVICE_BACK: verify.ask_again,
        G.SCAN: verify.scan,
        G.DONE: verify.done,
        G.BACK: verify.back,
    },
}

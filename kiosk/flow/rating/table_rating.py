"""Of the table: what is said of a service."""

from collections.abc import Callable

from kiosk.flow import rules_common as c
from kiosk.flow.model import Facts, Model
from kiosk.flow.rating import rules_rating as r
from kiosk.flow.rating import rules_why as w
from kiosk.flow.states import Signal, State

S, G = State, Signal

RATE: dict[State, dict[Signal, Callable[[Model, object, Facts], c.Step]]] = {
    S.RATE: {G.RATE: r.rate, G.DONE: r.skip, G.BACK: r.skip},
    S.RATE_WHY: {
        G.REASON: w.choose_reason,
        G.WRITE: w.to_text,
        G.CALLBACK: w.to_call,
        G.PHONE: w.to_phone,
        G.SEND: r.send,
        G.DONE: r.skip,
        G.BACK: w.to_levels,
    },
    S.RATE_TEXT: {G.TYPE: w.type_text, G.NEXT: w.to_why, G.BACK: w.to_why},
    S.RATE_CALL: {G.CALLBACK: w.choose_call, G.BACK: w.to_why},
    S.RATE_PHONE: {G.KEY: w.key, G.NEXT: w.phone_done, G.DONE: w.no_phone, G.BACK: w.no_phone},
}

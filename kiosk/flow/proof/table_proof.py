"""Of the table: a certificate, from what was booked to the paper in the hand."""

from collections.abc import Callable

from kiosk.flow import rules_common as c
from kiosk.flow import rules_ticket as t
from kiosk.flow.identify import rules_identify as i
from kiosk.flow.items import rules_items as m
from kiosk.flow.items import rules_query as q
from kiosk.flow.model import Facts, Model
from kiosk.flow.proof import rules_paper as paper
from kiosk.flow.proof import rules_prove as p
from kiosk.flow.proof import rules_wish as w
from kiosk.flow.rating import rules_rating as r
from kiosk.flow.states import Signal, State

S, G = State, Signal
Row = dict[Signal, Callable[[Model, object, Facts], c.Step]]

_NO_WAY_OUT: Row = {
    G.HOME: c.nothing,
    G.HELP: c.nothing,
    G.FIND: c.nothing,
    G.IDLE_TIME: c.nothing,
}
PROOF: dict[State, Row] = {
    S.LOOKING: {
        **_NO_WAY_OUT,
        G.WAITING_FOUND: p.waiting_found,
        G.REFUSED: p.look_refused,
        G.PATIENCE: p.look_patience,
    },
    S.CERT_HERE: {G.HELD: p.take_held, G.FRESH: p.make_anew, G.BACK: q.to_item},
    S.PICKUP_CODE: {G.TYPE: w.type_code, G.NEXT: w.code_done, G.BACK: q.to_item},
    S.ISSUING: {
        **_NO_WAY_OUT,
        G.CERT_READY: p.ready,
        G.REFUSED: p.issue_refused,
        G.PATIENCE: p.issue_patience,
        G.SERVICE_BACK: p.ask_again,
    },
    S.PREVIEW: {G.PAGE: p.turn, G.PRINT: paper.to_paper, G.BACK: q.to_item},
    S.CERT_PRINTING: {
        **_NO_WAY_OUT,
        G.PRINT_QUEUED: paper.queued,
        G.PAGES_OUT: paper.pages_out,
        G.PRINT_NEWS: paper.print_news,
        G.REFUSED: paper.print_refused,
        G.PATIENCE: paper.print_patience,
        G.SERVICE_BACK: paper.order_again,
    },
    S.CERT_TROUBLE: {G.AGAIN: paper.again, G.DONE: t.farewell, G.BACK: q.to_item},
    S.CERT_UNSURE: {
        G.WHOLE: paper.is_whole,
        G.DAMAGED: paper.next_copy,
        G.PRINT_NEWS: paper.print_news,
    },
    S.CERT_TAKE: {G.DONE: r.to_rating, G.MORE: i.to_business},
    S.WISH: {G.WISH: w.wish, G.BACK: q.back},
    S.WISHING: {
        **_NO_WAY_OUT,
        G.WISH_KEPT: w.kept,
        G.REFUSED: w.refused,
        G.PATIENCE: w.patience,
        G.SERVICE_BACK: w.wish_again,
    },
    S.WISH_KEPT: {G.DONE: r.to_rating, G.MORE: i.to_business, G.PRINT_NEWS: w.slip_news},
}
BEGINS: Row = {G.PICKUP: m.start_pickup, G.BOOKED: m.start_booked}
"""Of an item's card, beside beginning anew."""
IN_TROUBLE: Row = {G.CERT_READY: p.late_ready, G.WISH_KEPT: w.kept}
"""An answer that came too late is still good where the citizen waits for it."""
ANYWHERE: Row = {G.CERT_READY: p.late}

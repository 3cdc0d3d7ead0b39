"""Of the table: slips, telephones, and the flow chart of a guide."""

from collections.abc import Callable

from kiosk.flow import rules_common as c
from kiosk.flow.model import Facts, Model
from kiosk.flow.states import Signal, State
from kiosk.flow.takeaway import rules_picture as p
from kiosk.flow.takeaway import rules_takeaway as a

S, G = State, Signal
Row = dict[Signal, Callable[[Model, object, Facts], c.Step]]

TAKES: Row = {G.PAPER: a.paper, G.CARRY: a.carry}
"""What a screen with something to take away answers too."""
AWAY: dict[State, Row] = {
    S.SLIP: {
        G.HOME: c.nothing,
        G.HELP: c.nothing,
        G.FIND: c.nothing,
        G.IDLE_TIME: c.nothing,
        G.PRINT_QUEUED: a.queued,
        G.PRINT_NEWS: a.news,
        G.REFUSED: a.refused,
        G.PATIENCE: a.patience,
        G.SERVICE_BACK: a.ask_again,
    },
    S.SLIP_OUT: {G.DONE: a.to_page, G.BACK: a.to_page},
    S.SLIP_TROUBLE: {
        G.PAPER: a.paper,
        G.CARRY: a.carry,
        G.PRINT_NEWS: a.news,
        G.DONE: a.to_page,
        G.BACK: a.to_page,
    },
    S.CARRY: {
        G.PAPER: a.paper,
        G.CARRY: a.carry,
        G.REFUSED: a.not_handed,
        G.PATIENCE: a.carry_patience,
        G.DONE: a.to_page,
        G.BACK: a.to_page,
    },
    S.FLOW_CHART: {
        G.ZOOM: p.zoom,
        G.FILE_SHOWN: p.shown,
        G.REFUSED: p.refused,
        G.PATIENCE: p.patience,
        G.DONE: p.back,
        G.BACK: p.back,
    },
}

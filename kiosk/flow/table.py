"""The ticket flow on one page: for each state, which rule answers which signal.

A signal that a state's row does not name is answered by COMMON; one that neither names is answered
by `nothing`. Working states (the machine is recording or printing) take no way out by touch.
"""

from collections.abc import Callable

from kiosk.flow import rules_common as c
from kiosk.flow import rules_identify as i
from kiosk.flow import rules_ticket as t
from kiosk.flow.model import Facts, Model
from kiosk.flow.states import Signal, State

Rule = Callable[[Model, object, Facts], c.Step]
S, G = State, Signal

COMMON: dict[Signal, Rule] = {
    G.HALL: c.hall_changed,
    G.SERVICE_LOST: c.service_lost,
    G.SERVICE_BACK: c.service_back,
    G.READER: c.reader_changed,
    G.CARDS_LOST: c.cards_lost,
    G.CARDS_BACK: c.cards_back,
    G.RECORDED: c.recorded,
    G.MINUTE: c.minute,
    G.LIFT: c.lift,
    G.IDLE_TIME: c.idle_time,
    G.SECOND: c.second,
    G.GO_ON: c.go_on,
    G.HELP: c.help_asked,
    G.CALL: c.call_staff,
    G.HOME: c.leave,
    G.LARGE: c.toggle_mode,
    G.CONTRAST: c.toggle_mode,
    G.LOW: c.toggle_mode,
    G.VOICE: c.toggle_mode,
    G.LANG: c.next_language,
}

_READS: dict[Signal, Rule] = {
    G.READ_PROGRESS: i.progress,
    G.CARD: i.card_read,
    G.CARD_FAILED: i.card_failed,
}

_NO_WAY_OUT: dict[Signal, Rule] = {G.HOME: c.nothing, G.HELP: c.nothing, G.IDLE_TIME: c.nothing}

TABLE: dict[State, dict[Signal, Rule]] = {
    S.IDLE: {**_READS, G.START: i.start, G.IDLE_TIME: c.forget_modes},
    S.CHOOSE_BUSINESS: {**_READS, G.CHOOSE: i.choose, G.BACK: c.leave},
    S.CHOOSE_MEANS: {**_READS, G.MEANS: i.choose_means, G.BACK: i.to_business},
    S.READ_CARD: {**_READS, G.MEANS: i.choose_means, G.BACK: i.to_means},
    S.TYPE_NUMBER: {G.KEY: i.key, G.NEXT: i.typed_done, G.BACK: i.to_means},
    S.CONFIRM: {
        G.CONFIRM: i.confirm,
        G.REVEAL: i.reveal,
        G.HIDE: i.hide,
        G.HOLDER: i.holder_checked,
        G.PATIENCE: i.check_patience,
        G.SERVICE_BACK: i.check_again,
        G.BACK: i.not_me,
    },
    S.AHEAD: {G.DECLARE: t.declare, G.TAKE: t.take, G.BACK: t.back_from_ahead, G.MORE: t.more},
    S.TAKING: {
        **_NO_WAY_OUT,
        G.TAKEN: t.taken,
        G.REFUSED: t.refused,
        G.PATIENCE: t.record_patience,
        G.SERVICE_BACK: t.ask_again,
    },
    S.PRINTING: {
        **_NO_WAY_OUT,
        G.TAKEN: t.taken,
        G.PRINT_QUEUED: t.print_queued,
        G.PRINT_NEWS: t.print_news,
        G.REFUSED: t.print_refused,
        G.PATIENCE: t.print_patience,
        G.SERVICE_BACK: t.ask_again,
    },
    S.TAKE_AWAY: {G.DONE: t.to_rating, G.MORE: t.more},
    S.ON_SCREEN: {
        G.DONE: t.to_rating,
        G.MORE: t.more,
        G.AGAIN: t.print_again,
        G.PRINT_NEWS: t.late_proof,
    },
    S.PRINT_TROUBLE: {
        G.AGAIN: t.print_again,
        G.DONE: t.show_number,
        G.PRINT_NEWS: t.late_proof,
    },
    S.OPEN_TICKET: {G.AGAIN: t.print_again, G.DONE: t.show_number, G.MORE: t.more},
    S.TROUBLE: {
        G.MORE: i.to_business,
        G.BACK: i.to_business,
        G.DONE: t.farewell,
        G.TAKEN: t.taken,
        G.REFUSED: t.refused,
        G.SERVICE_BACK: t.resume_order,
    },
    S.RATE: {G.RATE: t.rate, G.DONE: t.rate},
    S.GOODBYE: {
        G.REFUSED: t.rating_refused,
        G.FAREWELL: c.leave,
        G.START: c.leave,
        G.HELP: c.nothing,
        G.IDLE_TIME: c.nothing,
    },
    S.HELP: {G.BACK: t.back_from_help, G.HELP: c.nothing},
}


def rule_for(state: State, signal: Signal) -> Rule:
    """Every state answers every signal."""
    return TABLE[state].get(signal) or COMMON.get(signal) or c.nothing

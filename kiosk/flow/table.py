"""Every flow on one page: for each state, which rule answers which signal.

A signal that a state's row does not name is answered by COMMON; one that neither names is answered
by `nothing`. Working states (the machine is recording or printing) take no way out by touch.
"""

from collections.abc import Callable

from kiosk.flow import rules_common as c
from kiosk.flow import rules_ticket as t
from kiosk.flow.identify import rules_identify as i
from kiosk.flow.identify import rules_who as who
from kiosk.flow.identify.table_means import MEANS
from kiosk.flow.items import rules_calc as calc
from kiosk.flow.items import rules_items as m
from kiosk.flow.items import rules_lists as lists
from kiosk.flow.items import rules_mine as mine
from kiosk.flow.items import rules_query as q
from kiosk.flow.items import rules_typing as typing
from kiosk.flow.items.table_own import BACK_FROM_ITEM, FROM_FIND, OWN
from kiosk.flow.model import Facts, Model
from kiosk.flow.proof.table_proof import ANYWHERE, BEGINS, IN_TROUBLE, PROOF
from kiosk.flow.rating import rules_rating as r
from kiosk.flow.rating.table_rating import RATE
from kiosk.flow.scan import looking
from kiosk.flow.scan import rules_verify as verify
from kiosk.flow.scan.table_scan import SCANS
from kiosk.flow.states import Signal, State
from kiosk.flow.takeaway import rules_picture as picture
from kiosk.flow.takeaway import rules_takeaway as away
from kiosk.flow.takeaway.table_takeaway import AWAY, TAKES

Rule = Callable[[Model, object, Facts], c.Step]
S, G = State, Signal

COMMON: dict[Signal, Rule] = {
    G.HALL: c.hall_changed,
    G.SERVICE_LOST: c.service_lost,
    G.SERVICE_BACK: c.service_back,
    G.READER: c.reader_changed,
    G.CARDS_LOST: c.cards_lost,
    G.CARDS_BACK: c.cards_back,
    G.IMAGING_LOST: looking.lost,
    G.IMAGING_BACK: looking.back,
    G.VERIFIED: verify.verified,
    G.RECORDED: c.recorded,
    G.HANDED_OFF: away.handed,
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
    G.FIND: m.open_find,
    **ANYWHERE,
}

_READS: dict[Signal, Rule] = {
    G.READ_PROGRESS: i.progress,
    G.CARD: who.card_read,
    G.CARD_FAILED: i.card_failed,
}

_NO_WAY_OUT: dict[Signal, Rule] = {
    G.HOME: c.nothing,
    G.HELP: c.nothing,
    G.FIND: c.nothing,
    G.IDLE_TIME: c.nothing,
}

TABLE: dict[State, dict[Signal, Rule]] = {
    S.IDLE: {
        **_READS,
        G.START: i.start,
        G.IDLE_TIME: c.forget_modes,
    },
    S.CHOOSE_BUSINESS: {**_READS, G.CHOOSE: i.choose, G.BACK: c.leave},
    S.CHOOSE_MEANS: {**_READS, G.MEANS: who.choose_means, G.BACK: who.back_from_means},
    S.READ_CARD: {**_READS, G.MEANS: who.choose_means, G.BACK: i.to_means},
    S.TYPE_NUMBER: {G.KEY: i.key, G.NEXT: i.typed_done, G.BACK: i.to_means},
    S.CONFIRM: {
        G.CONFIRM: who.confirm,
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
    S.TAKE_AWAY: {G.DONE: r.to_rating, G.MORE: t.more},
    S.ON_SCREEN: {
        G.DONE: r.to_rating,
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
        G.BACK: who.back_from_trouble,
        G.AGAIN: mine.once_more,
        G.GUIDE: m.guide_instead,
        G.DONE: t.farewell,
        G.TAKEN: t.taken,
        G.REFUSED: t.refused,
        G.SERVICE_BACK: t.resume_order,
        **IN_TROUBLE,
    },
    **RATE,
    S.GOODBYE: {
        G.REFUSED: r.rating_refused,
        G.FAREWELL: c.leave,
        G.START: c.leave,
        G.HELP: c.nothing,
        G.FIND: c.nothing,
        G.IDLE_TIME: c.nothing,
    },
    S.HELP: {G.BACK: t.back_from_help, G.RATE_HERE: r.rate_here, G.HELP: c.nothing},
    S.FIND: {
        G.TYPE: m.type_text,
        G.CATEGORY: m.choose_category,
        G.ITEM: m.choose_item,
        G.OPEN_LISTS: lists.open_lists,
        G.VERIFY: verify.open_verify,
        **FROM_FIND,
        G.FOUND: m.found,
        G.SHOWN: m.item_shown,
        G.REFUSED: m.item_refused,
        G.PATIENCE: m.item_patience,
        G.SERVICE_BACK: m.look_again,
        G.BACK: m.back_from_find,
    },
    S.ITEM: {
        G.GUIDE: m.read_guide,
        G.BEGIN: m.start_item,
        **BEGINS,
        G.RATE_HERE: r.rate_here,
        G.MORE: i.to_business,
        **BACK_FROM_ITEM,
    },
    S.QUESTION: {G.ANSWER: m.answer, G.BACK: m.back_from_question},
    S.GUIDE: {
        **TAKES,
        G.PICTURE: picture.open_picture,
        G.OPEN_LIST: lists.choose,
        G.LIST_SHOWN: lists.shown,
        G.REFUSED: lists.refused,
        G.PATIENCE: lists.patience,
        G.CORRECT: m.to_correct,
        G.DONE: r.to_rating,
        G.AGAIN: m.answer_anew,
        G.MORE: i.to_business,
        G.BACK: m.back_from_guide,
    },
    S.CORRECT: {G.ELEMENT: m.correct, G.BACK: m.back_to_guide},
    S.CALC: {
        G.KEY: calc.key,
        G.NEXT: calc.next_field,
        G.ANSWER: calc.choose,
        G.BACK: calc.back,
    },
    S.QUERY: {
        G.KEY: typing.key,
        G.TYPE: typing.type_text,
        G.NEXT: q.next_field,
        G.ANSWER: q.choose,
        G.BACK: q.back,
    },
    S.QUERY_WAIT: {
        **_NO_WAY_OUT,
        G.QUERY_ANSWER: q.answered,
        G.REFUSED: q.refused,
        G.PATIENCE: q.patience,
        G.SERVICE_BACK: q.ask_again,
    },
    S.QUERY_RESULT: {
        **TAKES,
        G.REVEAL: i.reveal,
        G.HIDE: i.hide,
        G.ITEM: m.choose_item,
        G.SHOWN: m.item_shown,
        G.REFUSED: m.item_refused,
        G.PATIENCE: m.item_patience,
        G.AGAIN: who.start,
        G.MORE: i.to_business,
        G.DONE: r.to_rating,
        G.BACK: q.back,
    },
    S.LISTS: {
        G.OPEN_LIST: lists.choose,
        G.LIST_SHOWN: lists.shown,
        G.REFUSED: lists.refused,
        G.PATIENCE: lists.patience,
        G.BACK: m.open_find,
    },
    S.LIST: {
        G.ITEM: m.choose_item,
        G.SHOWN: m.item_shown,
        G.REFUSED: m.item_refused,
        G.PATIENCE: m.item_patience,
        G.BACK: lists.back,
    },
    **OWN,
    **SCANS,
    **MEANS,
    **AWAY,
    **PROOF,
    S.CALC_RESULT: {
        **TAKES,
        G.DONE: r.to_rating,
        G.AGAIN: calc.again,
        G.MORE: i.to_business,
        G.BACK: calc.back,
    },
}


def rule_for(state: State, signal: Signal) -> Rule:
    """Every state answers every signal."""
    return TABLE[state].get(signal) or COMMON.get(signal) or c.nothing

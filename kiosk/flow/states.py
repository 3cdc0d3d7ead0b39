"""Where a citizen can be, and every kind of thing that can happen there."""

from enum import StrEnum


class State(StrEnum):
    IDLE = "idle"
    CHOOSE_BUSINESS = "choose_business"
    CHOOSE_MEANS = "choose_means"
    READ_CARD = "read_card"
    TYPE_NUMBER = "type_number"
    CONFIRM = "confirm"
    AHEAD = "ahead"
    TAKING = "taking"
    PRINTING = "printing"
    TAKE_AWAY = "take_away"
    ON_SCREEN = "on_screen"
    PRINT_TROUBLE = "print_trouble"
    OPEN_TICKET = "open_ticket"
    TROUBLE = "trouble"
    RATE = "rate"
    GOODBYE = "goodbye"
    HELP = "help"


class Signal(StrEnum):
    """Kinds of events. Touches are named by their verb."""

    START = "start"
    CHOOSE = "choose"
    MEANS = "means"
    KEY = "key"
    NEXT = "next"
    CONFIRM = "confirm"
    DECLARE = "declare"
    TAKE = "take"
    AGAIN = "again"
    MORE = "more"
    DONE = "done"
    RATE = "rate"
    CALL = "call"
    BACK = "back"
    HOME = "home"
    HELP = "help"
    LARGE = "large"
    CONTRAST = "contrast"
    LOW = "low"
    VOICE = "voice"
    LANG = "lang"
    GO_ON = "go_on"
    REVEAL = "reveal"

    HALL = "HallView"
    SERVICE_LOST = "ServiceLost"
    SERVICE_BACK = "ServiceBack"
    READER = "ReaderChanged"
    CARDS_LOST = "CardsLost"
    CARDS_BACK = "CardsBack"
    READ_PROGRESS = "ReadProgress"
    CARD = "CardRead"
    CARD_FAILED = "CardFailed"
    HOLDER = "HolderChecked"
    TAKEN = "NumberTaken"
    REFUSED = "Refused"
    PRINT_QUEUED = "PrintQueued"
    PRINT_NEWS = "PrintNews"
    RECORDED = "Recorded"
    IDLE_TIME = "timer_idle"
    SECOND = "timer_second"
    HIDE = "timer_hide"
    PATIENCE = "timer_patience"
    FAREWELL = "timer_farewell"
    MINUTE = "timer_minute"


TOUCHES = frozenset(s for s in Signal if s.value.islower() and not s.value.startswith("timer_"))

WORKING = frozenset({State.TAKING, State.PRINTING})
"""The machine works: no back, no home, no idle warning until it has answered."""

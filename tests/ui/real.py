"""The screens that the presenter really makes, state by state, from synthetic persons."""

from kiosk.faults import Fault
from kiosk.flow.model import ANONYMOUS, Holder, Model
from kiosk.flow.rating.rating import ANONYMOUSLY, Rating, Subject
from kiosk.flow.states import State
from kiosk.flow.typed import NUMBERS as NUMBERS_TYPED
from kiosk.flow.visit import Visit
from kiosk.identity import Assurance, Means
from kiosk.messages.cards import ReadStage
from kiosk.messages.service import Priority, TakeNumber
from kiosk.present.build import build
from kiosk.present.snapshot import Modes, Snapshot
from kiosk.values import replace
from tests.kiosk.flow.means_screens import MEANS
from tests.kiosk.flow.mine_screens import OWN
from tests.kiosk.flow.place_screens import PLACES
from tests.kiosk.flow.prove_screens import PROOFS
from tests.kiosk.flow.query_screens import QUERIES
from tests.kiosk.flow.takeaway_screens import TAKEN
from tests.kiosk.item_samples import (
    NUMBERS,
    PROOF,
    RENEWAL,
    SHARES,
    TRAVEL,
    answers,
    calc_of,
    hit,
    item,
    sample_input,
)
from tests.kiosk.samples import HALL, HALL_WITHOUT_PAPER, JIA, READER_OK, YI, ticket
from tests.ui.verify_screens import VERIFYING

HOLDER = Holder(YI.name, YI.id_no, "resident", YI.birth, Means.IDCARD, Assurance.AL2)
SOCIAL = replace(HOLDER, kind="social_security", means=Means.SSCARD)
ORDER = TakeNumber("0" * 32, "s", "A", Means.IDCARD, Assurance.AL2, Priority.NORMAL, "0" * 64)
TYPED = Holder("", JIA.id_no, "resident", JIA.birth, Means.TYPED, Assurance.AL1)

READY = Model(
    hall=HALL,
    service_up=True,
    cards_up=True,
    reader=READER_OK,
    clock="21:36",
    day="2026-03-02",
    group_id="A",
)
KNOWN = replace(READY, holder=HOLDER, age_priority=True, ticket=ticket())

WITH_ITEMS = replace(READY, hall=replace(HALL, items=47))
HITS = Visit(
    typed="sb", hits=tuple(hit(code) for code in (PROOF, RENEWAL, SHARES, NUMBERS)), answered=True
)
ASKED_TOO = replace(HITS, typed="shenfenzheng", faq=answers(RENEWAL, 0, 1))
NOTHING = Visit(typed="qqq", answered=True)
FIELDS = calc_of(SHARES).inputs
ANSWERED = Visit(item=item(SHARES), inputs=tuple(sample_input(field) for field in FIELDS))
FIRST_NUMBER = next(at for at, field in enumerate(FIELDS) if field.type in NUMBERS_TYPED)
ASKED = replace(ANSWERED, inputs=ANSWERED.inputs[:FIRST_NUMBER])

BAD = Rating(Subject("service-1", "0" * 32, ticket().ticket_id), level=2)
EXPLAINED = replace(
    BAD, reasons=("speed", "ease"), text="a" * 40, callback=ANONYMOUSLY, phone="13900000001"
)

MODELS: dict[str, Model] = {
    "starting": Model(),
    "idle": READY,
    "choose_business": replace(READY, state=State.CHOOSE_BUSINESS),
    "choose_no_paper": replace(READY, state=State.CHOOSE_BUSINESS, hall=HALL_WITHOUT_PAPER),
    "choose_means": replace(READY, state=State.CHOOSE_MEANS, group_id="D"),
    "read_card": replace(READY, state=State.READ_CARD),
    "reading": replace(READY, state=State.READ_CARD, read_stage=ReadStage.FOUND),
    "read_failed": replace(READY, state=State.READ_CARD, fault=Fault.CARD_READ_FAILED),
    "type_number": replace(READY, state=State.TYPE_NUMBER, typed="44052418800101"),
    "type_wrong": replace(
        READY, state=State.TYPE_NUMBER, typed=YI.id_no, fault=Fault.NUMBER_INVALID
    ),
    "confirm": replace(KNOWN, state=State.CONFIRM),
    "ahead": replace(KNOWN, state=State.AHEAD),
    "ahead_nobody": replace(READY, state=State.AHEAD, holder=ANONYMOUS, group_id="C"),
    "ahead_no_paper": replace(
        KNOWN, state=State.AHEAD, hall=HALL_WITHOUT_PAPER, holder=TYPED, group_id="B"
    ),
    "taking": replace(KNOWN, state=State.TAKING),
    "printing": replace(KNOWN, state=State.PRINTING, copy=True),
    "take_away": replace(KNOWN, state=State.TAKE_AWAY),
    "take_away_social": replace(KNOWN, state=State.TAKE_AWAY, holder=SOCIAL),
    "lost_order": replace(
        KNOWN, state=State.TROUBLE, fault=Fault.SERVICE_LOST, ticket=None, order=ORDER
    ),
    "on_screen": replace(KNOWN, state=State.ON_SCREEN),
    "on_screen_after": replace(KNOWN, state=State.ON_SCREEN, fault=Fault.PRINT_PAPER_END),
    "open_ticket": replace(KNOWN, state=State.OPEN_TICKET),
    "print_trouble": replace(KNOWN, state=State.PRINT_TROUBLE, fault=Fault.PRINT_PAPER_END),
    "print_called": replace(
        KNOWN,
        state=State.PRINT_TROUBLE,
        fault=Fault.PRINT_NO_ANSWER,
        hall=HALL_WITHOUT_PAPER,
        called=True,
    ),
    "rate": replace(KNOWN, state=State.RATE),
    "rate_why": replace(KNOWN, state=State.RATE_WHY, rating=EXPLAINED),
    "rate_why_begun": replace(KNOWN, state=State.RATE_WHY, rating=BAD),
    "rate_text": replace(KNOWN, state=State.RATE_TEXT, rating=EXPLAINED),
    "rate_call": replace(KNOWN, state=State.RATE_CALL, rating=EXPLAINED),
    "rate_phone": replace(KNOWN, state=State.RATE_PHONE, rating=EXPLAINED),
    "goodbye": replace(READY, state=State.GOODBYE),
    "help": replace(READY, state=State.HELP),
    "idle_items": WITH_ITEMS,
    "mine_wait": replace(WITH_ITEMS, state=State.MINE_WAIT),
    "find": replace(WITH_ITEMS, state=State.FIND),
    "find_hits": replace(WITH_ITEMS, state=State.FIND, visit=HITS),
    "find_answers": replace(WITH_ITEMS, state=State.FIND, visit=ASKED_TOO),
    "find_nothing": replace(WITH_ITEMS, state=State.FIND, visit=NOTHING),
    "item": replace(WITH_ITEMS, state=State.ITEM, visit=Visit(item=item(PROOF))),
    "item_depends": replace(WITH_ITEMS, state=State.ITEM, visit=Visit(item=item(TRAVEL))),
    "question": replace(WITH_ITEMS, state=State.QUESTION, visit=Visit(item=item(RENEWAL))),
    "guide": replace(WITH_ITEMS, state=State.GUIDE, visit=Visit(item=item(PROOF), thanked=True)),
    "correct": replace(WITH_ITEMS, state=State.CORRECT, visit=Visit(item=item(PROOF))),
    "calc": replace(WITH_ITEMS, state=State.CALC, visit=Visit(item=item(SHARES))),
    "calc_number": replace(WITH_ITEMS, state=State.CALC, visit=ASKED, typed="12", wrong="below"),
    "calc_result": replace(WITH_ITEMS, state=State.CALC_RESULT, visit=ANSWERED),
    **QUERIES,
    **MEANS,
    **TAKEN,
    **PROOFS,
    **OWN,
    **PLACES,
    **VERIFYING,
    "warned": replace(KNOWN, state=State.AHEAD, warning_left=14),
}


def real(modes: Modes, lang: str) -> dict[str, Snapshot]:
    """Every state once."""
    return {
        f"{lang}-{name}": build(replace(model, modes=modes, lang=lang))
        for name, model in MODELS.items()
    }


def troubles(modes: Modes, lang: str) -> dict[str, Snapshot]:
    """Every fault, told whole."""
    model = replace(KNOWN, state=State.TROUBLE, modes=modes, lang=lang)
    return {f"{lang}-{fault.value}": build(replace(model, fault=fault)) for fault in Fault}

"""The table is whole: every state answers every signal, and an impossible one changes nothing."""

import pytest
from msgspec import Struct

from kiosk.device import CompletionCode, Device, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow import table
from kiosk.flow.advance import advance
from kiosk.flow.effects import ORDER, Command, Leave, Look, Query, Record, SetTimer, in_order
from kiosk.flow.events import (
    CardsBack,
    CardsLost,
    ImagingBack,
    ImagingLost,
    ServiceBack,
    ServiceLost,
    TimerFired,
    Touched,
    signal_of,
)
from kiosk.flow.model import ANONYMOUS, Facts, Model
from kiosk.flow.rules_common import nothing
from kiosk.flow.states import TOUCHES, Signal, State
from kiosk.identity import Assurance, Means
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadStage
from kiosk.messages.certificates import (
    CertificateReady,
    CodeVerified,
    PagesOut,
    WaitingFound,
    WishKept,
)
from kiosk.messages.devices import CommandFailed, StatusChanged
from kiosk.messages.hints import HintsShown
from kiosk.messages.identity import CodeSent, IdentityFound
from kiosk.messages.imaging import CodeRead, FaceCompared, PreviewHint, PreviewReady
from kiosk.messages.items import ItemsFound, ItemShown
from kiosk.messages.mine import MineShown
from kiosk.messages.places import PlacesShown
from kiosk.messages.queries import ListShown, QueryAnswered
from kiosk.messages.service import (
    HolderChecked,
    NumberTaken,
    PrintNews,
    PrintQueued,
    Recorded,
    Refused,
)
from kiosk.messages.takeaway import FileShown, HandedOff
from kiosk.messages.themes import ThemeLine, ThemeShown, ThemesShown
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.clock import MONDAY_MORNING
from tests.kiosk.samples import HALL, JIA, OpenVault, ticket

EVENTS: dict[Signal, object] = {
    **{signal: Touched(signal.value) for signal in TOUCHES},
    Signal.HALL: HALL,
    Signal.SERVICE_LOST: ServiceLost(),
    Signal.SERVICE_BACK: ServiceBack(),
    Signal.READER: StatusChanged(Device.ID_READER, DeviceStatus()),
    Signal.CARDS_LOST: CardsLost(),
    Signal.CARDS_BACK: CardsBack(),
    Signal.READ_PROGRESS: ReadProgress("?", ReadStage.FOUND),
    Signal.CARD: CardRead("?", JIA),
    Signal.CARD_FAILED: CardFailed("?", Fault.CARD_READ_FAILED),
    Signal.HOLDER: HolderChecked(),
    Signal.TAKEN: NumberTaken("?", ticket()),
    Signal.REFUSED: Refused("?", Fault.STORE_ERROR),
    Signal.PRINT_QUEUED: PrintQueued("?", "?"),
    Signal.PRINT_NEWS: PrintNews("?", "?", PrintState.PRINTED),
    Signal.RECORDED: Recorded("?"),
    Signal.FOUND: ItemsFound("?", 0, ()),
    Signal.SHOWN: ItemShown("?", "?", 1, b""),
    Signal.QUERY_ANSWER: QueryAnswered("?"),
    Signal.LIST_SHOWN: ListShown("?", "powers", (), 0),
    Signal.MINE_SHOWN: MineShown("?"),
    Signal.HINTS_SHOWN: HintsShown("?", ()),
    Signal.THEMES_SHOWN: ThemesShown("?", ()),
    Signal.THEME_SHOWN: ThemeShown("?", ThemeLine("?", "", "", "", "", "", 0), ()),
    Signal.PLACES_SHOWN: PlacesShown("?", (), ()),
    Signal.HANDED_OFF: HandedOff("?", "?", 600),
    Signal.FILE_SHOWN: FileShown("?", "?", b""),
    Signal.IMAGING_LOST: ImagingLost(),
    Signal.IMAGING_BACK: ImagingBack(),
    Signal.CODE_READ: CodeRead("?", "QRCode", "?"),
    Signal.CODE_HINT: PreviewHint("?", None),
    Signal.LIVE: PreviewReady("?", "?", 1, 1),
    Signal.LOOK_FAILED: CommandFailed(
        "?", Device.CODE_READER, CompletionCode.TIMED_OUT, Fault.CODE_NOT_FOUND
    ),
    Signal.COMPARED: FaceCompared("?", True, 1.0),
    Signal.VERIFIED: CodeVerified("?", None),
    Signal.WAITING_FOUND: WaitingFound("?"),
    Signal.CERT_READY: CertificateReady("?", "?", 1, 1, "?"),
    Signal.PAGES_OUT: PagesOut("?", 1, 2),
    Signal.WISH_KEPT: WishKept("?", "?"),
    Signal.CODE_SENT: CodeSent("?", 60, 300),
    Signal.IDENTITY: IdentityFound("?", Means.SMS, Assurance.AL1, "?", "?"),
    Signal.IDLE_TIME: TimerFired("idle"),
    Signal.SECOND: TimerFired("second"),
    Signal.HIDE: TimerFired("hide"),
    Signal.LIFT: TimerFired("lift"),
    Signal.PATIENCE: TimerFired("patience"),
    Signal.FAREWELL: TimerFired("farewell"),
    Signal.MINUTE: TimerFired("minute"),
}
FACTS = Facts(MONDAY_MORNING, "fresh", OpenVault())
EVERY = pytest.mark.parametrize("state", State)


def model_in(state: State) -> Model:
    """In that state, with nothing asked and nobody identified: no answer is expected."""
    return Model(state=state, hall=HALL, service_up=True, clock="09:00", day="2026-03-02")


def test_every_state_has_a_row() -> None:
    assert set(table.TABLE) == set(State)


def test_every_signal_has_an_event_that_means_it() -> None:
    assert set(EVENTS) == set(Signal)
    assert all(signal_of(event) is signal for signal, event in EVENTS.items())


def test_every_signal_is_expected_somewhere() -> None:
    named = {signal for row in table.TABLE.values() for signal in row} | set(table.COMMON)
    assert named == set(Signal)


@EVERY
def test_every_state_answers_every_signal(state: State) -> None:
    for event in EVENTS.values():
        model, effects = advance(model_in(state), event, FACTS)
        assert isinstance(model, Model)
        assert effects == in_order(effects)


@EVERY
def test_an_event_that_cannot_happen_here_changes_nothing(state: State) -> None:
    impossible = [signal for signal in Signal if table.rule_for(state, signal) is nothing]
    assert impossible
    for signal in impossible:
        before = model_in(state)
        after, effects = advance(before, EVENTS[signal], FACTS)
        assert after is before, signal
        assert effects == (), signal


ANSWERS = [
    Signal.READ_PROGRESS,
    Signal.CARD,
    Signal.CARD_FAILED,
    Signal.HOLDER,
    Signal.TAKEN,
    Signal.REFUSED,
    Signal.PRINT_QUEUED,
    Signal.PRINT_NEWS,
    Signal.RECORDED,
    Signal.QUERY_ANSWER,
    Signal.WAITING_FOUND,
    Signal.CERT_READY,
    Signal.PAGES_OUT,
    Signal.WISH_KEPT,
]


@EVERY
def test_an_answer_to_nothing_that_was_asked_changes_nothing(state: State) -> None:
    for signal in ANSWERS:
        before = replace(model_in(state), reading="now", again="asked", holder=ANONYMOUS)
        after, effects = advance(before, EVENTS[signal], FACTS)
        assert after is before, signal
        assert effects == (), signal


class Unheard(Struct, frozen=True):
    """A message that this flow does not know."""


STRANGERS = (
    Unheard(),
    Touched("no such verb"),
    Touched("HallView"),
    Touched("timer_idle"),
    TimerFired("no such timer"),
    None,
    "start",
)


@EVERY
def test_a_stranger_changes_nothing(state: State) -> None:
    before = model_in(state)
    for event in STRANGERS:
        assert advance(before, event, FACTS) == (before, ()), event


def test_effects_come_durable_first_and_the_end_last() -> None:
    mixed = (
        Leave(),
        SetTimer("a", 1.0),
        Look("l"),
        Command("c"),
        Query("q"),
        SetTimer("b", None),
        Record("r"),
    )
    assert [type(effect) for effect in in_order(mixed)] == [
        Record,
        Query,
        Command,
        Look,
        SetTimer,
        SetTimer,
        Leave,
    ]
    assert in_order(mixed)[4:6] == (SetTimer("a", 1.0), SetTimer("b", None))
    assert set(ORDER) == {Record, Query, Command, Look, SetTimer, Leave}

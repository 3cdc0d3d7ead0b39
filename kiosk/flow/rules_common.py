"""Rules that hold in every state unless its row says otherwise: news, help, modes, idling."""

from kiosk.device import Device, DeviceState
from kiosk.faults import Fault
from kiosk.flow import card_out, timeouts
from kiosk.flow.effects import Command, Effect, Leave, Record, SetTimer
from kiosk.flow.events import Touched
from kiosk.flow.model import Facts, Model, Told
from kiosk.flow.rating.rating import Rating
from kiosk.flow.scan import looking
from kiosk.flow.states import RATING, WORKING, State
from kiosk.messages.cards import ReadStage, StartReading, StopReading
from kiosk.messages.devices import StatusChanged
from kiosk.messages.service import CallStaff, HallView, Recorded
from kiosk.messages.takeaway import EndHandOff
from kiosk.present.snapshot import Modes
from kiosk.values import replace

Step = tuple[Model, tuple[Effect, ...]]

PATIENCE_OFF = SetTimer("patience", None)

HOME_LANGUAGE = timeouts.LANGUAGES[0]

READING = frozenset(
    {State.IDLE, State.CHOOSE_BUSINESS, State.CHOOSE_MEANS, State.READ_CARD, State.STEP_UP}
)
"""States in which a card put on the reader is read."""


def nothing(model: Model, event: object, facts: Facts) -> Step:
    """The answer to an impossible event."""
    return model, ()


def go(model: Model, state: State, *effects: Effect) -> Step:
    """Enter a state: the reader is asked or left alone, and the idle timer starts anew."""
    model = replace(model, state=state, warning_left=0, revealed=False, lift=False)
    lift = SetTimer("lift", timeouts.LIFT if state is State.READ_CARD else None)
    extra: list[Effect] = [idle_timer(model), lift]
    model, away = looking.look_away(model, state)
    extra.extend(away)
    wanted = state in READING and model.wants_card
    if not wanted and model.reading:
        extra.append(Command(StopReading(model.reading)))
        model = replace(model, reading="", read_stage=ReadStage.POLLING)
    return model, (*effects, *extra)


def read_if_wanted(step: Step, facts: Facts) -> Step:
    """Start the reader where the state wants it and it is not asked yet."""
    model, effects = step = looking.look_if_wanted(step, facts)
    wanted = model.state in READING and model.wants_card and model.cards_up
    if not wanted or model.reading:
        return step
    model = replace(model, reading=facts.new_id, read_stage=ReadStage.POLLING)
    return model, (*effects, Command(StartReading(facts.new_id)))


def idle_timer(model: Model) -> SetTimer:
    as_found = model.modes == Modes() and model.lang == HOME_LANGUAGE and model.fault is None
    if model.state in WORKING or model.state is State.GOODBYE:
        return SetTimer("idle", None)
    if model.state is State.IDLE and as_found:
        return SetTimer("idle", None)
    factor = timeouts.IDLE_EASY_FACTOR if model.easy else 1
    return SetTimer("idle", timeouts.IDLE * factor)


def leave(model: Model, event: object, facts: Facts) -> Step:
    """End the session. On the idle screen without a trace of anybody, home has nothing to end."""
    if model.state is State.IDLE and not model.session_id and model.holder is None:
        return model, ()
    ends: list[Effect] = [Command(StopReading(model.reading))] if model.reading else []
    ends.extend(looking.look_away(model)[1])
    if model.away.handed:
        ends.append(Record(EndHandOff(model.session_id)))
    return _forgotten(model), (*ends, SetTimer("second", None), Leave())


def _forgotten(model: Model) -> Model:
    """The idle screen as it is without the citizen: of the terminal only what is no person's."""
    return Model(
        hall=model.hall,
        service_up=model.service_up,
        cards_up=model.cards_up,
        reader=model.reader,
        ssc_reader=model.ssc_reader,
        imaging_up=model.imaging_up,
        code_reader=model.code_reader,
        face_camera=model.face_camera,
        clock=model.clock,
        day=model.day,
    )


def hall_changed(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, HallView)
    return replace(model, hall=event, service_up=True), ()


def service_lost(model: Model, event: object, facts: Facts) -> Step:
    return replace(model, service_up=False), ()


def service_back(model: Model, event: object, facts: Facts) -> Step:
    """What it may not have heard is said again; it keeps each request id once."""
    return replace(model, service_up=True), tuple(Record(message) for message in model.unheard)


def tell(model: Model, message: Told) -> Step:
    """A record beside the ticket, kept until the service has confirmed it."""
    return replace(model, unheard=(*model.unheard, message)), (Record(message),)


def reader_changed(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, StatusChanged)
    if event.device is Device.CODE_READER:
        return looking.reader_changed(model, event.status, facts)
    if event.device is Device.FACE_CAMERA:
        return replace(model, face_camera=event.status), ()
    if event.device not in (Device.ID_READER, Device.SSC_READER):
        return model, ()
    if event.device is Device.SSC_READER:
        taken = card_out.is_taken(model, event.status)
        model = replace(model, ssc_reader=event.status, card_out=model.card_out or taken)
        if taken and card_out.ends(model):
            return leave(model, event, facts)
    else:
        model = replace(model, reader=event.status)
    gone = event.status.state not in (DeviceState.ONLINE, DeviceState.BUSY)
    return (_broken_off(model) if gone else model), ()


def cards_lost(model: Model, event: object, facts: Facts) -> Step:
    return replace(_broken_off(model), cards_up=False, reading=""), ()


def _broken_off(model: Model) -> Model:
    """A reading that was under way ends: its card must be put down again, and that is said."""
    if model.read_stage is ReadStage.POLLING:
        return model
    return replace(model, read_stage=ReadStage.POLLING, fault=Fault.CARD_READ_FAILED)


def lift(model: Model, event: object, facts: Facts) -> Step:
    waiting = model.state is State.READ_CARD and model.read_stage is ReadStage.POLLING
    return (replace(model, lift=True) if waiting else model), ()


def cards_back(model: Model, event: object, facts: Facts) -> Step:
    return read_if_wanted((replace(model, cards_up=True), ()), facts)


def minute(model: Model, event: object, facts: Facts) -> Step:
    return replace(model, clock=facts.now.strftime("%H:%M")), ()


def idle_time(model: Model, event: object, facts: Facts) -> Step:
    """Nobody touched anything: warn, count down, and show nothing that somebody let stand."""
    factor = timeouts.IDLE_EASY_FACTOR if model.easy else 1
    left = timeouts.WARNING * factor
    return replace(model, warning_left=left, revealed=False), (SetTimer("second", 1.0),)


def forget_modes(model: Model, event: object, facts: Facts) -> Step:
    """On the idle screen: the former visitor's modes, language and failed card fall back."""
    model = replace(_as_for_the_first(model), modes=Modes(), lang=HOME_LANGUAGE, fault=None)
    return read_if_wanted((model, (SetTimer("idle", None),)), facts)


def second(model: Model, event: object, facts: Facts) -> Step:
    if not model.warning_left:
        return model, ()
    left = model.warning_left - 1
    if left == 0:
        return leave(replace(model, warning_left=1), event, facts)
    return replace(model, warning_left=left), (SetTimer("second", 1.0),)


def go_on(model: Model, event: object, facts: Facts) -> Step:
    return replace(model, warning_left=0), (SetTimer("second", None), idle_timer(model))


def help_asked(model: Model, event: object, facts: Facts) -> Step:
    """From a rating that help led to, help is where it was: that rating is not given."""
    if model.state in RATING and model.rating.back_to is State.HELP:
        return go(replace(model, rating=model.rating.dropped()), State.HELP)
    return go(replace(model, help_from=model.state), State.HELP)


def help_back(model: Model, event: object, facts: Facts) -> Step:
    """Where it was. On the idle screen nobody knows who touches it next."""
    if model.help_from is State.IDLE and not model.session_id:
        model = _as_for_the_first(model)
    return read_if_wanted(go(model, model.help_from), facts)


def _as_for_the_first(model: Model) -> Model:
    """Each citizen may call somebody and rate, whoever did so before a session began."""
    return replace(model, called=False, rating=Rating(), help_from=State.IDLE)


def call_staff(model: Model, event: object, facts: Facts) -> Step:
    """One call per session is enough for the staff; a second touch can only repeat it."""
    if model.called:
        return model, (idle_timer(model),)
    for message in model.unheard:
        if isinstance(message, CallStaff):
            return model, (Record(message), idle_timer(model))
    call = CallStaff(facts.new_id, model.session_id, model.state.value, model.fault)
    model, effects = tell(model, call)
    return model, (*effects, idle_timer(model))


def recorded(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Recorded)
    heard = tuple(one for one in model.unheard if one.request_id == event.request_id)
    if not heard:
        return model, ()
    # On the idle screen whoever called is gone.
    here = model.state is not State.IDLE
    called = model.called or (here and any(isinstance(one, CallStaff) for one in heard))
    unheard = tuple(one for one in model.unheard if one not in heard)
    return replace(model, unheard=unheard, called=called), ()


def toggle_mode(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    modes = replace(model.modes, **{event.verb: not getattr(model.modes, event.verb)})
    model = replace(model, modes=modes)
    return model, (idle_timer(model),)


def next_language(model: Model, event: object, facts: Facts) -> Step:
    at = timeouts.LANGUAGES.index(model.lang)
    lang = timeouts.LANGUAGES[(at + 1) % len(timeouts.LANGUAGES)]
    model = replace(model, lang=lang)
    return model, (idle_timer(model),)

"""What stands on every screen: header, footer, stepper, the idle warning."""

from kiosk.flow import timeouts
from kiosk.flow.model import Model
from kiosk.flow.states import WORKING, State
from kiosk.identity import mask_number
from kiosk.messages.service import Network
from kiosk.present.snapshot import Action, Countdown, Header, Step
from kiosk.texts.language import Language

_STEP_OF = {
    State.CHOOSE_BUSINESS: 0,
    State.CHOOSE_MEANS: 1,
    State.READ_CARD: 1,
    State.TYPE_NUMBER: 1,
    State.CONFIRM: 2,
    State.AHEAD: 2,
    State.TAKING: 3,
    State.PRINTING: 3,
    State.TAKE_AWAY: 3,
    State.ON_SCREEN: 3,
    State.OPEN_TICKET: 3,
}
_STEPS = ("step_business", "step_identity", "step_confirm", "step_number")


def header_of(model: Model, words: Language) -> Header:
    hall = model.hall
    network = hall.network if hall is not None and model.service_up else Network.UNKNOWN
    who = ""
    if model.holder is not None and model.holder.id_no:
        number = mask_number(model.holder.id_no)
        who = f"{model.holder.mask} · {number}" if model.holder.name else number
    return Header(
        site=hall.site if hall else "",
        zone=f"{hall.zone} · {hall.terminal}" if hall else "",
        time=model.clock,
        network=network.value,
        network_text=words.say(f"network_{network.value}"),
        who=who,
    )


def footer_of(model: Model, words: Language) -> tuple[Action, ...]:
    """Always at the same place; the ways out are missing while the machine works."""
    actions: list[Action] = []
    if model.state not in WORKING and model.state not in (State.IDLE, State.GOODBYE):
        if model.state in _BACK or (model.state is State.RATE and model.rating.back_to):
            actions.append(Action("back", words.say("back"), icon="back"))
        actions.append(Action("home", words.say("home"), icon="home"))
    for verb in ("large", "contrast", "voice", "low"):
        actions.append(
            Action(verb, words.say(verb), icon=verb, on=bool(getattr(model.modes, verb)))
        )
    actions.append(Action("lang", words.say("lang"), icon="lang"))
    if model.hall is not None and model.hall.items:
        free = model.state not in WORKING and model.state not in (State.FIND, State.GOODBYE)
        actions.append(Action("find", words.say("find"), icon="find", enabled=free))
    if model.state not in WORKING and model.state not in (State.HELP, State.GOODBYE):
        actions.append(Action("help", words.say("help"), icon="help"))
    return tuple(actions)


_BACK = frozenset(
    {
        State.CHOOSE_BUSINESS,
        State.CHOOSE_MEANS,
        State.READ_CARD,
        State.TYPE_NUMBER,
        State.CONFIRM,
        State.AHEAD,
        State.TROUBLE,
        State.HELP,
        State.FIND,
        State.ITEM,
        State.QUESTION,
        State.GUIDE,
        State.CORRECT,
        State.CALC,
        State.CALC_RESULT,
        State.QUERY,
        State.QUERY_RESULT,
        State.LISTS,
        State.LIST,
        State.RATE_WHY,
        State.RATE_TEXT,
        State.RATE_CALL,
        State.RATE_PHONE,
    }
)


def steps_of(model: Model, words: Language) -> tuple[Step, ...]:
    at = _STEP_OF.get(model.state)
    if at is None or model.visit.doing:
        return ()
    finished = model.state in (State.TAKE_AWAY, State.ON_SCREEN, State.OPEN_TICKET)

    def state_at(index: int) -> str:
        if index < at or finished:
            return "done"
        return "now" if index == at else "todo"

    return tuple(Step(words.say(key), state_at(i)) for i, key in enumerate(_STEPS))


def countdown_of(model: Model, words: Language) -> Countdown | None:
    if not model.warning_left:
        return None
    factor = timeouts.IDLE_EASY_FACTOR if model.easy else 1
    return Countdown(
        left=model.warning_left,
        total=timeouts.WARNING * factor,
        title=words.say("idle_title"),
        body=words.say("idle_body", n=model.warning_left),
        go_on=Action("go_on", words.say("go_on")),
        leave=Action("home", words.say("end")),
    )

"""What stands on every screen: header, footer, stepper, the idle warning."""

from kiosk.flow import timeouts
from kiosk.flow.model import Model
from kiosk.flow.states import WORKING, State
from kiosk.identity import mask_number
from kiosk.items.proving import proves
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
_PROOF_STEP_OF = {
    **dict.fromkeys((State.CHOOSE_MEANS, State.READ_CARD, State.CONFIRM), 0),
    **dict.fromkeys((State.LOOKING, State.CERT_HERE, State.PICKUP_CODE, State.QUERY), 1),
    **dict.fromkeys((State.ISSUING, State.PREVIEW), 2),
    **dict.fromkeys((State.CERT_PRINTING, State.CERT_TAKE), 3),
}
_PROOF_STEPS = ("step_who", "step_choose", "step_check", "step_paper")
_FINISHED = (State.TAKE_AWAY, State.ON_SCREEN, State.OPEN_TICKET, State.CERT_TAKE)


def header_of(model: Model, words: Language) -> Header:
    hall = model.hall
    network = hall.network if hall is not None and model.service_up else Network.UNKNOWN
    who = ""
    if model.holder is not None and model.holder.id_no:
        number = mask_number(model.holder.id_no)
        who = f"{model.holder.mask} · {number}" if model.holder.name else number
    if model.holder is not None and model.holder.is_company:
        who = model.holder.name
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
        State.CERT_HERE,
        State.PICKUP_CODE,
        State.PREVIEW,
        State.CERT_TROUBLE,
        State.WISH,
        State.LISTS,
        State.LIST,
        State.THEMES,
        State.THEME,
        State.THEME_LIST,
        State.PLACES,
        State.MINE,
        State.MINE_CASE,
        State.SCAN,
        State.STEP_UP,
        State.FACE,
        State.MOBILE,
        State.SMS_CODE,
        State.VERIFY,
        State.VERDICT,
        State.SLIP_OUT,
        State.SLIP_TROUBLE,
        State.CARRY,
        State.FLOW_CHART,
        State.RATE_WHY,
        State.RATE_TEXT,
        State.RATE_CALL,
        State.RATE_PHONE,
    }
)


def steps_of(model: Model, words: Language) -> tuple[Step, ...]:
    if model.visit.doing:
        issues = proves(model.visit.item)
        return _stepper(model, _PROOF_STEPS, _PROOF_STEP_OF, words) if issues else ()
    return _stepper(model, _STEPS, _STEP_OF, words)


def _stepper(
    model: Model, keys: tuple[str, ...], places: dict[State, int], words: Language
) -> tuple[Step, ...]:
    at = places.get(model.state)
    if at is None:
        return ()
    finished = model.state in _FINISHED

    def state_at(index: int) -> str:
        if index < at or finished:
            return "done"
        return "now" if index == at else "todo"

    return tuple(Step(words.say(key), state_at(i)) for i, key in enumerate(keys))


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

"""A fault told whole, on whatever page it stands."""

from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.present.snapshot import Tone, Trouble
from kiosk.present.values import usable, values_of
from kiosk.texts.language import Language


def trouble_of(
    model: Model, words: Language, now: tuple[str, ...] | None = None, seen: Fault | None = None
) -> Trouble | None:
    """None where there is no fault. `now`: what can be done, where the fault's own text does not
    fit; `seen`: whose code is shown, where another one lies behind it."""
    if model.fault is None:
        return None
    text, values = words.faults[model.fault], values_of(model, words)
    return Trouble(
        tone=Tone.WARN,
        title=text.title.format(**values),
        cause=text.cause.format(**values),
        now_heading=words.say("now"),
        now=usable(text.now, values) if now is None else now,
        code=(seen or model.fault).value,
        phone=words.say("phone", hotline=values["hotline"]),
    )

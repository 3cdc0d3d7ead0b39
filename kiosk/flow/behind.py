"""The screen behind help and behind a rating that leads back: where the citizen really is. Pure."""

from kiosk.flow.model import Model
from kiosk.flow.states import RATING, State


def behind(model: Model) -> State:
    """Of a rating that ends the session: the farewell."""
    state = model.state
    for _ in range(2):  # a rating opened from help, help opened from a rating
        if state is State.HELP:
            state = model.help_from
        if state in RATING:
            state = model.rating.back_to or State.GOODBYE
    return state


def behind_help(model: Model) -> State | None:
    """The screen to which help leads back, out of a rating that was opened from help too; None
    where nobody is in help."""
    rates = model.state in RATING and model.rating.back_to is State.HELP
    return model.help_from if rates or model.state is State.HELP else None

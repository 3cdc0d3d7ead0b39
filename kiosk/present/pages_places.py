"""Places whose items can be looked at, and what it means that an item is of another place."""

from kiosk.flow.here import scope_of
from kiosk.flow.model import Model
from kiosk.items.model import ServiceItem
from kiosk.items.validity import Scope
from kiosk.messages.items import FROM_ELSEWHERE
from kiosk.messages.places import PlaceLine
from kiosk.present.snapshot import Action, Notice, Snapshot, Tile, Tone
from kiosk.texts.language import Language
from kiosk.values import replace


def _own(model: Model) -> PlaceLine | None:
    return model.hall.place if model.hall is not None else None


def choose_tile(model: Model, words: Language) -> tuple[Tile, ...]:
    """Leads to the places; none where the service has not said where this terminal stands."""
    if model.hall is None or not model.hall.region:
        return ()
    shown = model.visit.place or _own(model)
    title = words.say("places", name=shown.say(model.lang)) if shown else words.say("places_bare")
    return (Tile("open_places", "", title, "", "building"),)


def home_tile(words: Language) -> Tile:
    return Tile("place", "", words.say("places_home"), "", "home")


def places(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """What is done here for others first, then the way down to the place, then those below it."""
    visit = model.visit
    if not visit.answered:
        return replace(base, busy=words.say("not_ready"))
    notice = None
    if not visit.path and not visit.below:
        notice = Notice(Tone.INFO, words.say("places_none"), words.say("places_none_body"))
    elsewhere = words.say(f"category_{FROM_ELSEWHERE}")
    detail = words.say("elsewhere_detail")
    first = Tile("category", str(FROM_ELSEWHERE), elsewhere, detail, "people")
    path = [_place(one, "hall", model, words) for one in visit.path]
    below = [_place(one, "building", model, words) for one in visit.below]
    return replace(
        base,
        tiles=(first, *path, *below),
        notice=notice,
        secondary=Action("back", words.say("back")),
    )


def _place(line: PlaceLine, icon: str, model: Model, words: Language) -> Tile:
    visit, own = model.visit, _own(model)
    detail = ""
    if own is not None and line.code == own.code:
        detail = words.say("places_own")
    elif line in visit.path:
        detail = words.say("places_now" if line == visit.path[-1] else "places_up")
    return Tile("place", line.code, line.say(model.lang), detail, icon)


def place_marks(model: Model, item: ServiceItem, words: Language) -> tuple[str, ...]:
    """Whose it is, where that is not plain; and that it can be done here all the same."""
    scope, owner = scope_of(model, item), model.visit.owner
    if scope is Scope.OWN and model.visit.place is None:
        return ()
    marks = (words.say("scope_elsewhere"),) if scope is Scope.ELSEWHERE else ()
    return (*marks, owner.say(model.lang)) if owner is not None else marks


def elsewhere(model: Model, item: ServiceItem, words: Language) -> Notice | None:
    """异地通办, with what it means."""
    if scope_of(model, item) is not Scope.ELSEWHERE:
        return None
    name = _owner(model, words)
    return Notice(Tone.INFO, words.say("elsewhere"), words.say("elsewhere_body", name=name))


def there(model: Model, item: ServiceItem, words: Language) -> Notice | None:
    """Only to be read about here."""
    if scope_of(model, item) is not Scope.NONE:
        return None
    title = words.say("there", name=_owner(model, words))
    return Notice(Tone.WARN, title, words.say("there_body"))


def _owner(model: Model, words: Language) -> str:
    owner = model.visit.owner
    return owner.say(model.lang) if owner is not None else words.say("places_other")

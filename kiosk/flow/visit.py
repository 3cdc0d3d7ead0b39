"""What a citizen looks for and looks at: part of the model, forgotten with it."""

from msgspec import Struct

from kiosk.flow.items.bundle import Bundle
from kiosk.items.asking import fields_of
from kiosk.items.exclusions import Hint
from kiosk.items.model import Exclusion, Field, ServiceItem
from kiosk.items.proving import choices_of, proves
from kiosk.items.scenario import Outcome, walk
from kiosk.messages.items import ItemAnswer, ItemHit
from kiosk.messages.mine import AskMine, MineShown
from kiosk.messages.places import PlaceLine
from kiosk.messages.queries import ListEntry, QueryAnswered, RunQuery
from kiosk.messages.themes import ThemeLine

LONGEST_TEXT = 40
"""Characters of a search."""


class Visit(Struct, frozen=True):
    """`typed` or `category` say what is looked for; `hits` answer it once `answered`. `item` is the
    one that is looked at, in the version that was valid when it was opened."""

    typed: str = ""
    category: int = 0
    hits: tuple[ItemHit, ...] = ()
    faq: tuple[ItemAnswer, ...] = ()
    """To questions of the packages that `typed` is like."""
    answered: bool = False
    asked: str = ""
    """Request id of the item that is waited for."""
    item: ServiceItem | None = None
    version: int = 0
    answers: tuple[tuple[str, str], ...] = ()
    """To the questions of the scenario: (node, option)."""
    thanked: bool = False
    """A mistake in the guide was told and is recorded."""
    inputs: tuple[str, ...] = ()
    """Of a calculation or a query, as typed, in the order of its fields."""
    text: str = ""
    """Letters and digits typed for the field that is asked now."""
    doing: bool = False
    """The item is being done: whoever is identified now is so for it."""
    pickup: bool = False
    """It is fetched by a code of before instead of being chosen anew."""
    booked: bool = False
    """Only what was booked and lies here already can be had: the network is down."""
    by: str = ""
    """The credential (CL-22) that was chosen for it, "" where none is needed."""
    why: tuple[Exclusion, ...] = ()
    """Behind ITEM_NOT_FOR_YOU: the package's own reasons."""
    query: RunQuery | None = None
    """What is looked up, kept so that it can be asked again."""
    answer: QueryAnswered | None = None
    listed: str = ""
    """A public list that is asked for or shown, with its `entries` of `total`."""
    entries: tuple[ListEntry, ...] = ()
    total: int = 0
    mine_asked: AskMine | None = None
    """A person's own matters, asked for; `mine` answers it. `case`: the application that is looked
    at, by its place there, -1 for none."""
    mine: MineShown | None = None
    case: int = -1
    hints: tuple[Hint, ...] = ()
    """Beside `mine`: what the person may be able to have done."""
    place: PlaceLine | None = None
    """Another place whose items are looked at; None: those of this terminal."""
    path: tuple[PlaceLine, ...] = ()
    below: tuple[PlaceLine, ...] = ()
    """Places to choose from."""
    owner: PlaceLine | None = None
    """Whose `item` is, None where that has no name."""
    themes: tuple[ThemeLine, ...] = ()
    bundle: Bundle | None = None
    """The theme that is looked at, or that led to `item`."""

    @property
    def region(self) -> str:
        """Of the place whose items are looked at, "" for this terminal's."""
        return self.place.code if self.place is not None else ""

    @property
    def outcome(self) -> Outcome:
        """Only where there is an item."""
        assert self.item is not None
        return walk(self.item, dict(self.answers))

    @property
    def fields(self) -> tuple[Field, ...]:
        """What a calculation or a query asks for."""
        if self.item is None:
            return ()
        if self.doing and proves(self.item):
            return () if self.pickup else choices_of(self.item)
        if self.doing:
            return fields_of(self.item, self.by)
        return self.item.calc.inputs if self.item.calc is not None else ()

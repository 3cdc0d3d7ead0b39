"""A theme that a citizen looks at: its items as they were valid when it was opened, and what was
answered to their questions."""

from msgspec import Struct

from kiosk.items.model import ServiceItem
from kiosk.items.scenario import Outcome, walk
from kiosk.items.theme import Merged, merge
from kiosk.messages.themes import ThemeLine
from kiosk.values import replace

Answers = tuple[tuple[str, str], ...]


class Bundle(Struct, frozen=True):
    """`items` with their versions, in the theme's order; `absent`: how many this place lacks."""

    line: ThemeLine
    items: tuple[tuple[ServiceItem, int], ...]
    absent: int = 0
    answers: tuple[tuple[str, Answers], ...] = ()
    """By catalogue code; only of items whose questions were answered, in part or whole."""

    def find(self, code: str) -> tuple[ServiceItem, int] | None:
        return next((one for one in self.items if one[0].catalog_code == code), None)

    def answered(self, code: str) -> Answers:
        return dict(self.answers).get(code, ())

    def with_answers(self, code: str, answers: Answers) -> "Bundle":
        if self.find(code) is None:
            return self
        others = tuple(one for one in self.answers if one[0] != code)
        return replace(self, answers=(*others, (code, answers)) if answers else others)

    @property
    def merged(self) -> tuple[Merged, ...]:
        """Of this citizen's own situation, as far as it was told."""
        outcomes: dict[str, Outcome] = {}
        for item, _ in self.items:
            given = self.answered(item.catalog_code)
            if given:
                outcomes[item.catalog_code] = walk(item, dict(given))
        return merge((item for item, _ in self.items), outcomes)

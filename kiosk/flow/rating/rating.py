"""What a citizen rates, and what was said of it so far: part of the model, forgotten with it."""

from msgspec import Struct

from kiosk.flow.states import State
from kiosk.flow.typed import with_char, with_digit
from kiosk.items.indicators import BAD
from kiosk.messages.ratings import RatedItem
from kiosk.values import Private, replace

LONGEST_TEXT = 500
"""Characters of what a citizen writes."""
PHONE_DIGITS = 11
LEVELS = ("1", "2", "3", "4", "5")

ANONYMOUSLY = "anonymous"
NAMED = "named"
NO_CALL = "no"


class Subject(Struct, frozen=True):
    """`service_id` is "" where no finished service is meant; without an item and a ticket it is the
    terminal itself. `token` opens the page for a later rating."""

    service_id: str = ""
    token: str = ""
    ticket_id: str = ""
    item: RatedItem | None = None
    number: str = ""

    @property
    def key(self) -> str:
        """Rated once, and once again."""
        code = self.item.code if self.item is not None else ""
        return self.service_id or f"{self.ticket_id}/{code}"


class Rating(Private, frozen=True):
    """Of `subject`. Nothing of it is sent before the citizen touches a level, or "send"."""

    subject: Subject | None = None
    ticket: Subject | None = None
    """The number that was taken in this session, as a service."""
    back_to: State | None = None
    """Where the citizen goes on afterwards; None: the session ends with this."""
    level: int = 0
    reasons: tuple[str, ...] = ()
    text: str = ""
    callback: str = NO_CALL
    phone: str = ""
    done: tuple[str, ...] = ()
    """Keys of what was rated in this session."""
    thanked: bool = False

    @property
    def bad(self) -> bool:
        return self.level in BAD

    def about(self, subject: Subject, back_to: State | None) -> "Rating":
        """Anew; what was rated before stays known."""
        return Rating(subject, self.ticket, back_to, done=self.done)

    def given(self) -> "Rating":
        """It is sent: nothing of what was said is kept, only that it was."""
        key = self.subject.key if self.subject is not None else ""
        return Rating(self.subject, self.ticket, done=(*self.done, key), thanked=True)

    def dropped(self) -> "Rating":
        """Not given: nothing of what was chosen is kept."""
        return Rating(ticket=self.ticket, done=self.done)

    def times(self, subject: Subject) -> int:
        return self.done.count(subject.key)


def typed_text(rating: Rating, char: str) -> Rating:
    """One key more: a character, "delete" or "clear"."""
    return replace(rating, text=with_char(rating.text, char, LONGEST_TEXT))


def typed_phone(rating: Rating, char: str) -> Rating:
    return replace(rating, phone=with_digit(rating.phone, char, PHONE_DIGITS))

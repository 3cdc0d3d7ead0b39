"""What the screen shows now: one frozen value, complete, already in the citizen's language.

QML draws it and decides nothing. Every action carries a verb (and an argument) that comes back to
the inbox as `Touched(verb, arg)`. An empty string or None means: not shown.
"""

from enum import StrEnum

from msgspec import Struct


class Tone(StrEnum):
    """Never colour alone: each tone has its own icon, and words stand beside it."""

    PLAIN = "plain"
    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Action(Struct, frozen=True):
    """Something to touch. `verb` and `arg` are sent back; `icon` names a drawn icon."""

    verb: str
    label: str
    arg: str = ""
    icon: str = ""
    enabled: bool = True
    on: bool = False
    """A toggle that is on (large text, high contrast, voice, a declared priority)."""


class Step(Struct, frozen=True):
    label: str
    state: str
    """done | now | todo"""


class Tile(Struct, frozen=True):
    """A large choice. Disabled tiles can still be touched: the answer says why not."""

    verb: str
    arg: str
    title: str
    detail: str
    icon: str
    badge: str = ""
    tone: Tone = Tone.PLAIN
    primary: bool = False


class Fact(Struct, frozen=True):
    label: str
    value: str
    tone: Tone = Tone.PLAIN
    large: bool = False
    """Large facts stand side by side at the top of the card; others are rows below."""
    hold: Action | None = None
    """A small control beside the value: its verb is sent with "on" when it is pressed and "off"
    when it is let go, wherever the finger is then."""


class Card(Struct, frozen=True):
    """The main card: a heading, large figures, rows of label and value."""

    heading: str
    facts: tuple[Fact, ...] = ()
    big: str = ""
    """The one thing to remember, drawn huge: the ticket number."""
    note: str = ""


class Notice(Struct, frozen=True):
    """A band with an icon: a hint (info), something to know (warn), a fault (bad)."""

    tone: Tone
    title: str
    body: str = ""
    code: str = ""


class Trouble(Struct, frozen=True):
    """A fault told whole: what happened, what is kept, what can be done now, in order."""

    tone: Tone
    title: str
    cause: str
    now_heading: str
    now: tuple[str, ...]
    code: str
    phone: str


class Keypad(Struct, frozen=True):
    """Digits typed so far, grouped for reading, and the keys 0-9, X, delete, clear."""

    shown: str
    """What stands in the field: typed characters, middle ones masked, e.g. "99 ****** 1949 ..."."""
    hint: str
    error: str
    keys: tuple[Action, ...]
    """Twelve keys in reading order of a 3 x 4 grid: 1 2 3 4 5 6 7 8 9 X 0 delete."""


class Keyboard(Struct, frozen=True):
    """Letters for a search: what stands in the field, and the keys row by row."""

    shown: str
    hint: str
    rows: tuple[tuple[Action, ...], ...]
    error: str = ""


class Section(Struct, frozen=True):
    """A part of a text to read: a heading, rows of label and value, and its lines."""

    heading: str
    lines: tuple[str, ...]
    facts: tuple[Fact, ...] = ()


class Code(Struct, frozen=True):
    """A QR code for a telephone, with what it is for beside it."""

    payload: str
    title: str
    note: str
    large: bool = False
    """The one thing on its screen."""


class Preview(Struct, frozen=True):
    """One page of a paper as a picture (PNG, b"" for none), with what it is and the pages beside
    it. Drawn from here, never written anywhere."""

    picture: bytes
    mark: str
    note: str = ""
    place: str = ""
    before: Action | None = None
    after: Action | None = None

    def __repr__(self) -> str:
        return f"Preview({self.place}, ***)"


class Chart(Struct, frozen=True):
    """A picture to read (PNG), `zoom` steps larger than it fits its place; `name` says what it is
    to who does not see it."""

    picture: bytes
    zoom: int
    name: str

    def __repr__(self) -> str:
        return f"Chart({self.name}, {self.zoom})"


class Countdown(Struct, frozen=True):
    """The idle warning, over everything: seconds left of total, and the one touch to go on."""

    left: int
    total: int
    title: str
    body: str
    go_on: Action
    leave: Action


class Header(Struct, frozen=True):
    site: str
    zone: str
    time: str
    network: str
    """up | down | unknown"""
    network_text: str
    who: str
    """Masked name and number once identified, "" before."""


class Modes(Struct, frozen=True):
    large: bool = False
    contrast: bool = False
    low: bool = False
    voice: bool = False


class Snapshot(Struct, frozen=True):
    screen: str
    """Name of the state (kiosk.flow.states.State). `trouble` is filled on trouble and print_trouble
    alone."""
    lang: str
    title: str
    spoken: str
    header: Header
    modes: Modes
    footer: tuple[Action, ...]
    lead: str = ""
    steps: tuple[Step, ...] = ()
    tiles: tuple[Tile, ...] = ()
    card: Card | None = None
    options: tuple[Action, ...] = ()
    """Small toggles under the card (declared priority), or the five levels of the rating."""
    primary: Action | None = None
    secondary: Action | None = None
    notice: Notice | None = None
    trouble: Trouble | None = None
    keypad: Keypad | None = None
    keyboard: Keyboard | None = None
    code: Code | None = None
    preview: Preview | None = None
    chart: Chart | None = None
    sections: tuple[Section, ...] = ()
    """A text longer than the screen: it scrolls."""
    hold: Action | None = None
    """Shows what is masked in the sections while it is held, as `Fact.hold` does."""
    picture: str = ""
    """Moving picture that shows the hand what to do: card_in, card_reading, chip_in,
    chip_reading, paper_out, card_and_paper, sheets_out, card_and_sheets, thanks, code_in,
    verdict_good, ... "" for none; "live:" and the name of shared memory: what a camera sees."""
    picture_text: str = ""
    picture_note: str = ""
    """Words beside the picture: what to do, and a quieter line under it."""
    busy: str = ""
    """Words beside a progress ring while the machine works."""
    countdown: Countdown | None = None
    caption: str = ""
    """The spoken text as a caption when voice is on."""

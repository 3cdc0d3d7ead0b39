"""What a citizen takes along, on a slip or a telephone: part of the model, forgotten with it."""

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.flow.rating.rating import Subject
from kiosk.flow.states import State
from kiosk.messages.takeaway import AskFile, HandOff, PrintGuide, PrintSheet

FROM = frozenset({State.GUIDE, State.QUERY_RESULT, State.CALC_RESULT})
"""Screens with something to take away."""
NEAREST = 3
"""Steps of the picture; each doubles its size."""
MINUTE_S = 60


class Away(Struct, frozen=True):
    """`back_to`: the screen whose content it is."""

    back_to: State = State.GUIDE
    order: PrintGuide | PrintSheet | None = None
    """The slip asked for, asked again with the same request id until it is answered."""
    job_id: str = ""
    seen: Fault | None = None
    """What the printer or the service said of it."""
    wish: HandOff | None = None
    """The page asked for last; its answer is `url`, which lives `lives_s` seconds."""
    url: str = ""
    lives_s: int = 0
    handed: bool = False
    """Something was given to a telephone in this session: leaving ends it."""
    file: AskFile | None = None
    picture: bytes = b""
    """PNG, within kiosk.items.png's limits."""
    zoom: int = 0
    served: Subject | None = None
    """The service behind `served_of`, told when its slip was asked for."""
    served_of: str = ""

    @property
    def minutes(self) -> int:
        return self.lives_s // MINUTE_S

"""A certificate on its way to paper: part of the model, forgotten with it."""

from msgspec import Struct

from kiosk.messages.certificates import (
    CertificateReady,
    NextCopy,
    PrintCertificate,
    WantCertificate,
    WishCertificate,
    WishKept,
)
from kiosk.print_state import PrintState
from kiosk.values import replace

_UNDER_WAY = frozenset(
    {PrintState.RESERVED, PrintState.RENDERING, PrintState.SPOOLED, PrintState.PRINTING}
)


class Proof(Struct, frozen=True):
    """`wanted` or `copied` is asked for, `ready` is what came of it, `order` puts it on paper.
    Previews are pictures of a person's papers: they live here and on the screen alone."""

    looking: str = ""
    """Request id of the question what was booked and lies here."""
    looked: bool = False
    found: tuple[CertificateReady, ...] = ()
    wanted: WantCertificate | None = None
    copied: NextCopy | None = None
    given_up: tuple[str, ...] = ()
    """Request ids that were not answered in time: what comes of them is left again."""
    ready: CertificateReady | None = None
    leaving: str = ""
    """Request id under which `ready` is left."""
    page: int = 0
    order: PrintCertificate | None = None
    job_id: str = ""
    done: int = 0
    """Pages that came out, as the printer counts."""
    used: bool = False
    """A print of this copy was begun: it is printed no second time."""
    out: bool = False
    """The citizen has the paper, or says so."""
    unsure: bool = False
    """Nobody knows whether it came out whole: it may be in the citizen's hand."""
    wish: WishCertificate | None = None
    kept: WishKept | None = None
    slip: PrintState | None = None
    """Of the slip with the pick-up code, as it was told last."""

    @property
    def left_open(self) -> bool:
        """Issued to this person and not on paper. What was booked waits for another time."""
        if self.ready is None or self.out or self.unsure:
            return False
        return self.used or self.copied is not None or not self.ready.held

    @property
    def slip_comes(self) -> bool:
        """Nobody has said yet what becomes of the slip that is being printed."""
        printing = self.kept is not None and self.kept.job_id != ""
        return printing and (self.slip is None or self.slip in _UNDER_WAY)

    def anew(self) -> "Proof":
        """Nothing but what may still come of requests that were given up."""
        return Proof(given_up=self.given_up)

    def with_ready(self, ready: CertificateReady, leaving: str) -> "Proof":
        """To be looked at. `leaving`: a fresh request id."""
        return replace(
            self,
            copied=None,
            ready=ready,
            leaving=leaving,
            page=0,
            order=None,
            job_id="",
            done=0,
            used=False,
            out=False,
            unsure=False,
        )

    def in_hand(self) -> "Proof":
        """On paper: its pictures are not needed any more."""
        ready = None if self.ready is None else replace(self.ready, preview=())
        return replace(self, ready=ready, out=True, unsure=False, found=())

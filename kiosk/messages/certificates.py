"""Screen <-> service: certificates asked for, shown, printed; codes on paper verified.

WantCertificate -> CertificateReady | Refused        the platform issues, the seal is checked
PrintCertificate -> PrintQueued | Refused, then PagesOut and PrintNews
NextCopy -> CertificateReady | Refused               after a copy that is void
LeaveCertificate                                     nothing was printed: its copy becomes void
WishCertificate -> WishKept | Refused                cut off: a pick-up code instead
AskWaiting -> WaitingFound                           booked beforehand, and here already
VerifyCode -> CodeVerified                           with no network
"""

from msgspec import Struct

from kiosk.certificates.claims import Verdict
from kiosk.identity import Assurance
from kiosk.messages.queries import Pairs


class WantCertificate(Struct, frozen=True):
    """`chosen`: period, language, purpose, ... by the package's options. `sealed` as in TakeNumber,
    bound to `request_id`. The same request id always gets the same certificate. `pickup_code`: of
    a wish of before, "" for none; then `chosen` and `lang` are the wish's."""

    request_id: str
    session_id: str
    code: str
    version: int
    credential: str
    assurance: Assurance
    chosen: Pairs = ()
    lang: str = "zh"
    holder_hash: str = ""
    sealed: bytes = b""
    pickup_code: str = ""

    def __repr__(self) -> str:
        return f"WantCertificate({self.request_id}, {self.code}, ***)"


class CertificateReady(Struct, frozen=True):
    """Issued, fetched, and its seal, chain, code and holder hold: it may be printed. `preview`: PNG
    of each page, masked. `held`: it was booked and lies here; nothing was asked of the platform."""

    request_id: str
    certificate_id: str
    copy_no: int
    pages: int
    type_name: str
    preview: tuple[bytes, ...] = ()
    held: bool = False

    def __repr__(self) -> str:
        return f"CertificateReady({self.request_id}, copy {self.copy_no}, {self.pages} pages)"


class PrintCertificate(Struct, frozen=True):
    """The citizen has seen it and wants the paper. Record: the print job is on disk before the
    answer. The same request id is printed once."""

    request_id: str
    certificate_id: str
    copy_no: int
    lang: str = "zh"


class PagesOut(Struct, frozen=True):
    """Progress of an A4 job, as the printer itself counts."""

    job_id: str
    done: int
    pages: int


class NextCopy(Struct, frozen=True):
    """A new original of a certificate of this session, whose copy before is void or becomes so by
    this: the citizen has said that nothing usable came out. Identity as in WantCertificate, sealed
    with this request's id."""

    request_id: str
    certificate_id: str
    holder_hash: str = ""
    sealed: bytes = b""

    def __repr__(self) -> str:
        return f"NextCopy({self.request_id}, ***)"


class LeaveCertificate(Struct, frozen=True):
    """Record: the citizen left without paper. Answered by `Recorded`."""

    request_id: str
    certificate_id: str


class WishCertificate(Struct, frozen=True):
    """Record, while cut off: asked for now, printed later at any terminal."""

    request_id: str
    session_id: str
    code: str
    version: int
    credential: str
    assurance: Assurance
    chosen: Pairs = ()
    lang: str = "zh"
    holder_hash: str = ""
    sealed: bytes = b""
    on_paper: bool = True

    def __repr__(self) -> str:
        return f"WishCertificate({self.request_id}, {self.code}, ***)"


class WishKept(Struct, frozen=True):
    """The wish is on disk. `pickup_code` is shown and printed once, and kept nowhere in clear; the
    same request id gets the same code while this screen lives. `PrintNews` of `job_id` follow."""

    request_id: str
    pickup_code: str
    job_id: str = ""

    def __repr__(self) -> str:
        return f"WishKept({self.request_id}, ***)"


class AskWaiting(Struct, frozen=True):
    """What was booked and lies here for this person; `code` of an item, "" for any."""

    request_id: str
    holder_hash: str
    code: str = ""

    def __repr__(self) -> str:
        return f"AskWaiting({self.request_id}, ***)"


class WaitingFound(Struct, frozen=True):
    """Each as ready as a new one (`held`); they are printed by `PrintCertificate`."""

    request_id: str
    found: tuple[CertificateReady, ...] = ()


class VerifyCode(Struct, frozen=True):
    """What a reader read from a certificate's QR, or what was typed from beside it."""

    request_id: str
    text: str

    def __repr__(self) -> str:
        return f"VerifyCode({self.request_id}, ***)"


class CodeVerified(Struct, frozen=True):
    """`verdict` None: this terminal has no lists yet and cannot say. `holder` is masked, as on the
    code. Dates ISO; `lists_as_of` ISO, when the lists were made on which this rests, "" where the
    platform itself was asked."""

    request_id: str
    verdict: Verdict | None
    type_name: str = ""
    issuer_name: str = ""
    holder: str = ""
    issued: str = ""
    valid_to: str = ""
    copy_no: int = 0
    serial: str = ""
    lists_as_of: str = ""
    age_s: int = 0
    stale: bool = False
    """The lists are older than this terminal may rest on without saying so."""

    def __repr__(self) -> str:
        return f"CodeVerified({self.request_id}, {self.verdict}, ***)"

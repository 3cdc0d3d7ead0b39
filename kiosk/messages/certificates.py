"""Screen <-> service: certificates asked for, shown, printed; codes on paper verified.

WantCertificate -> CertificateReady | Refused        the platform issues, the seal is checked
PrintCertificate -> PrintQueued | Refused, then PagesOut and PrintNews
NextCopy -> CertificateReady | Refused               after a copy that is void
LeaveCertificate                                     nothing was printed: its copy becomes void
WishCertificate -> WishKept | Refused                cut off: a pick-up code instead
AskWaiting -> WaitingFound                           booked beforehand, and here already
VerifyCode -> CodeVerified                           with no network
"""

from dataclasses import dataclass

from kiosk.certificates.claims import Verdict
from kiosk.identity import Assurance
from kiosk.messages.queries import Pairs


@dataclass(frozen=True, slots=True)
class WantCertificate:
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


@dataclass(frozen=True, slots=True)
class CertificateReady:
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


@dataclass(frozen=True, slots=True)
class PrintCertificate:
    """The citizen has seen it and wants the paper. Record: the print job is on disk before the
    answer. The same request id is printed once."""

    request_id: str
    certificate_id: str
    copy_no: int
    lang: str = "zh"


@dataclass(frozen=True, slots=True)
class PagesOut:
    """Progress of an A4 job, as the printer itself counts."""

    job_id: str
    done: int
    pages: int


@dataclass(frozen=True, slots=True)
class NextCopy:
    """A new original of a certificate of this session, whose copy before is void or becomes so by
    this: the citizen has said that nothing usable came out. Identity as in WantCertificate, sealed
    with this request's id."""

    request_id: str
    certificate_id: str
    holder_hash: str = ""
    sealed: bytes = b""

    def __repr__(self) -> str:
        return f"NextCopy({self.request_id}, ***)"


@dataclass(frozen=True, slots=True)
class LeaveCertificate:
    """Record: the citizen left without paper. Answered by `Recorded`."""

    request_id: str
    certificate_id: str


@dataclass(frozen=True, slots=True)
class WishCertificate:
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


@dataclass(frozen=True, slots=True)
class WishKept:
    """The wish is on disk. `pickup_code` is shown and printed once, and kept nowhere in clear; the
    same request id gets the same code while this screen lives. `PrintNews` of `job_id` follow."""

    request_id: str
    pickup_code: str
    job_id: str = ""

    def __repr__(self) -> str:
        return f"WishKept({self.request_id}, ***)"


@dataclass(frozen=True, slots=True)
class AskWaiting:
    """What was booked and lies here for this person; `code` of an item, "" for any."""

    request_id: str
    holder_hash: str
    code: str = ""

    def __repr__(self) -> str:
        return f"AskWaiting({self.request_id}, ***)"


@dataclass(frozen=True, slots=True)
class WaitingFound:
    """Each as ready as a new one (`held`); they are printed by `PrintCertificate`."""

    request_id: str
    found: tuple[CertificateReady, ...] = ()


@dataclass(frozen=True, slots=True)
class VerifyCode:
    """What a reader read from a certificate's QR, or what was typed from beside it."""

    request_id: str
    text: str

    def __repr__(self) -> str:
        return f"VerifyCode({self.request_id}, ***)"


@dataclass(frozen=True, slots=True)
class CodeVerified:
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

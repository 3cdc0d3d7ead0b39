"""Screen <-> service: who somebody is, as the identity provider of the configuration says.

SendCode -> CodeSent | Refused              a code by SMS, never its content
AskIdentity -> IdentityFound | Refused      a proof, once, against the person behind it
AskTicket -> TicketGiven | Refused          a one-time ticket for a page of somebody else
"""

from msgspec import Struct

from kiosk.identity import Assurance, Means


class SendCode(Struct, frozen=True):
    """A code by SMS to `mobile`, eleven digits. Answered by `CodeSent`, or `Refused`."""

    request_id: str
    mobile: str

    def __repr__(self) -> str:
        return f"SendCode({self.request_id}, ***)"


class CodeSent(Struct, frozen=True):
    """Whether anybody is registered under the number is not said. Seconds: another one may be sent
    after `wait_s`; this one counts for `valid_s`."""

    request_id: str
    wait_s: int
    valid_s: int


class AskIdentity(Struct, frozen=True):
    """`evidence`: the text of a QR code, or a code that was typed; "" for a U-key, which the
    service asks to sign. `mobile`: of a code by SMS. Answered by `IdentityFound`, or `Refused`."""

    request_id: str
    means: Means
    evidence: str = ""
    mobile: str = ""

    def __repr__(self) -> str:
        return f"AskIdentity({self.request_id}, {self.means.value}, ***)"


class IdentityFound(Struct, frozen=True):
    """Name and number of a person; of a company its name and unified social credit code, then with
    who acts for it. For STAFF the name is of who vouches and `id_no` their staff number."""

    request_id: str
    means: Means
    assurance: Assurance
    name: str
    id_no: str
    handler_name: str = ""
    handler_no: str = ""

    def __repr__(self) -> str:
        return f"IdentityFound({self.request_id}, {self.means.value}, {self.assurance.value}, ***)"


class AskTicket(Struct, frozen=True):
    """For single sign-on at `audience` (a word that the platform knows). `sealed` as in TakeNumber,
    bound to `request_id`: no token of the session leaves the terminal."""

    request_id: str
    audience: str
    holder_hash: str
    sealed: bytes

    def __repr__(self) -> str:
        return f"AskTicket({self.request_id}, {self.audience}, ***)"


class TicketGiven(Struct, frozen=True):
    """Redeemed once, within `valid_s` seconds."""

    request_id: str
    ticket: str
    valid_s: int

    def __repr__(self) -> str:
        return f"TicketGiven({self.request_id}, ***)"

"""One request to an identity provider and its answer: what every adapter shares.

Each call has a connection of its own. Nothing that is asked or answered is written or logged.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.identity import COMPANIES, Assurance, Means
from kiosk.identity_settings import IdentitySettings
from kiosk.items.codes import Credential
from kiosk.items.credentials import REACHES
from kiosk.messages.identity import AskIdentity, IdentityFound
from kiosk.numbers import is_credit_code, is_person_number
from kiosk.ports import NotIdentified
from offline_queue.sync.answers import Reply, json_object
from offline_queue.sync.transport import CutAdapter, NoReply, OnCable, Transport

LONGEST_NAME = 100
_STAFF_NO = re.compile(r"[0-9A-Za-z-]{1,32}")
LONGEST_EVIDENCE = 400
WHY: Mapping[str, Fault] = {
    "unknown": Fault.IDENTITY_UNKNOWN,
    "expired": Fault.IDENTITY_CODE_OLD,
    "used": Fault.IDENTITY_CODE_USED,
    "forged": Fault.IDENTITY_CODE_BAD,
    "wrong": Fault.SMS_WRONG,
    "locked": Fault.SMS_LOCKED,
    "wait": Fault.SMS_WAIT,
    "key": Fault.UKEY_REFUSED,
}
"""The words of a provider's refusal, as every adapter translates it."""


class Way(Struct, frozen=True):
    """To one provider. Thread-safe. `secret` reads the key anew at each call, "" where it cannot
    be read. `cable`: the demo's."""

    settings: IdentitySettings
    token: Callable[[], str]
    secret: Callable[[], str]
    epoch: Callable[[], int]
    """Seconds since 1970, for requests that are signed with their time."""
    cable: CutAdapter | None = None

    def send(
        self, path: str, content: bytes, headers: Mapping[str, str] | None = None, token: str = ""
    ) -> Reply:
        """Raises NotIdentified where nothing came back."""
        adapter = OnCable(self.cable) if self.cable is not None else None
        transport = Transport(self.settings.url, token, adapter)
        try:
            return transport.send(
                "POST", path, content, {"Content-Type": "application/json", **(headers or {})}
            )
        except NoReply as error:
            raise NotIdentified(Fault.IDENTITY_NO_ANSWER, str(error)) from None
        finally:
            transport.close()


def object_of(reply: Reply) -> dict[str, Any]:
    """Raises NotIdentified where the reply is no JSON object: a portal's page, a redirect."""
    payload = json_object(reply)
    if payload is not None:
        return payload
    if reply.status >= 500:
        raise NotIdentified(Fault.IDENTITY_NO_ANSWER, f"status {reply.status}")
    raise NotIdentified(Fault.IDENTITY_NOT_OURS, f"status {reply.status}, not the agreed answer")


def text(payload: Mapping[str, Any], name: str, longest: int = LONGEST_NAME) -> str:
    """A text that is not empty and has no control characters. Raises NotIdentified."""
    value = payload.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise not_ours(f"{name} is not as agreed")
    if not value.isprintable():
        raise not_ours(f"{name} has control characters")
    return value.strip()


def seconds(payload: Mapping[str, Any], name: str) -> int:
    value = payload.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 3600:
        raise not_ours(f"{name} is not as agreed")
    return value


def not_ours(detail: str) -> NotIdentified:
    return NotIdentified(Fault.IDENTITY_NOT_OURS, detail)


def judged(asked: AskIdentity, found: IdentityFound) -> IdentityFound:
    """As this terminal believes it: numbers with their check characters, of the kind of holder that
    was asked about, and never a higher level than the means can reach. Raises NotIdentified."""
    if found.request_id != asked.request_id:
        raise not_ours("another request")
    if asked.means is Means.STAFF:
        most = Assurance.AL4
        if found.assurance is not most or not _STAFF_NO.fullmatch(found.id_no):
            raise not_ours("nobody of the staff")
    else:
        most = REACHES[Credential(asked.means.value)]
        right = is_credit_code if asked.means in COMPANIES else is_person_number
        if not right(found.id_no):
            raise not_ours("the number is not one of its kind")
        if found.handler_no and not is_person_number(found.handler_no):
            raise not_ours("the number of who acts is none")
    if not Assurance.AL0 < found.assurance <= most:
        raise not_ours("a level that this means cannot reach")
    return found

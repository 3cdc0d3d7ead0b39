"""The wire of the platform's own provider (docs/platform.md). Implements IdentityProvider."""

from typing import Any

import msgspec
from msgspec import Struct

from kiosk.faults import Fault
from kiosk.identity import Assurance
from kiosk.messages.identity import AskIdentity, CodeSent, IdentityFound, SendCode
from kiosk.ports import NotIdentified
from offline_queue.identity.asking import WHY, Way, judged, not_ours, object_of, seconds, text

CODES = "/api/v1/identity/codes"
CHALLENGES = "/api/v1/identity/challenges"
PROOFS = "/api/v1/identity/proofs"


class City(Struct, frozen=True):
    way: Way

    def send_code(self, asked: SendCode) -> CodeSent:
        sent = self._ask(CODES, {"request_id": asked.request_id, "mobile": asked.mobile})
        if sent.get("request_id") != asked.request_id:
            raise not_ours("another request")
        return CodeSent(asked.request_id, seconds(sent, "wait_s"), seconds(sent, "valid_s"))

    def challenge(self) -> str:
        return text(self._ask(CHALLENGES, {}), "challenge")

    def prove(self, asked: AskIdentity) -> IdentityFound:
        body = {
            "request_id": asked.request_id,
            "means": asked.means.value,
            "evidence": asked.evidence,
            "mobile": asked.mobile,
        }
        answer = self._ask(PROOFS, body)
        subject, handler = answer.get("subject"), answer.get("handler")
        if not isinstance(subject, dict) or not isinstance(handler, dict | None):
            raise not_ours("no subject")
        if answer.get("means") != asked.means.value:
            raise not_ours("another means")
        found = IdentityFound(
            text(answer, "request_id"),
            asked.means,
            _level(answer.get("assurance")),
            text(subject, "name"),
            text(subject, "id_no"),
            text(handler, "name") if handler else "",
            text(handler, "id_no") if handler else "",
        )
        return judged(asked, found)

    def _ask(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        reply = self.way.send(path, msgspec.json.encode(body), token=self.way.token())
        payload = object_of(reply)
        if reply.status == 200:
            return payload
        why = payload.get("why")
        fault = WHY.get(why) if isinstance(why, str) else None
        if reply.status in (403, 429) and fault is not None:
            raise NotIdentified(fault, f"status {reply.status} {why}")
        refused = Fault.IDENTITY_REFUSED if reply.status < 500 else Fault.IDENTITY_NO_ANSWER
        raise NotIdentified(refused, f"status {reply.status}")


def _level(raw: object) -> Assurance:
    try:
        return Assurance(str(raw))
    except ValueError:
        raise not_ours("assurance is no level") from None

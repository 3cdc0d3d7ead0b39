"""The wire of a province's provider: one address, signed requests, everything in status 200.

Implements IdentityProvider. Member names are initials of Chinese words, as such gateways have them:
xm 姓名, zjhm 证件号码, yhlx 用户类型 (01 person, 02 company, 03 staff), rzdj 认证等级, jbr 经办人.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.faults import Fault
from kiosk.identity import Assurance, Means
from kiosk.messages.identity import AskIdentity, CodeSent, IdentityFound, SendCode
from kiosk.ports import NotIdentified
from offline_queue.identity.asking import WHY, Way, judged, not_ours, object_of, seconds, text

GATEWAY = "/gateway"
GOOD = "0000"
_WORDS = {
    "1001": "unknown",
    "1002": "expired",
    "1003": "used",
    "1004": "forged",
    "2001": "wrong",
    "2002": "locked",
    "2003": "wait",
    "3001": "key",
}
_REFUSED = frozenset({"9001", "9002", "9003"})
"""Signature, application, time."""
SERVICES: Mapping[Means, str] = {
    Means.QR_APP: "code.app",
    Means.EID: "code.eid",
    Means.EBL: "code.licence",
    Means.STAFF: "code.staff",
    Means.SMS: "sms.check",
    Means.UKEY: "key.check",
}
_TYPES = {Means.EBL: "02", Means.UKEY: "02", Means.STAFF: "03"}
_LEVELS = {"1": Assurance.AL1, "2": Assurance.AL2, "3": Assurance.AL3, "4": Assurance.AL4}


def signature(secret: str, stamp: str, content: bytes) -> str:
    """Hex HMAC-SHA256 over the time, a line feed, and the body."""
    return hmac.new(secret.encode(), stamp.encode() + b"\n" + content, hashlib.sha256).hexdigest()


class Province(Struct, frozen=True):
    way: Way

    def send_code(self, asked: SendCode) -> CodeSent:
        sent = self._ask("sms.send", asked.request_id, {"sjh": asked.mobile})
        return CodeSent(asked.request_id, seconds(sent, "jgs"), seconds(sent, "yxs"))

    def challenge(self) -> str:
        return text(self._ask("key.nonce", "nonce", {}), "sjs")

    def prove(self, asked: AskIdentity) -> IdentityFound:
        data = {"pz": asked.evidence, "sjh": asked.mobile}
        found = self._ask(SERVICES[asked.means], asked.request_id, data)
        acts = found.get("jbr")
        if not isinstance(acts, dict | None):
            raise not_ours("jbr is not as agreed")
        if found.get("yhlx") != _TYPES.get(asked.means, "01"):
            raise not_ours("another kind of user")
        level = _LEVELS.get(str(found.get("rzdj")))
        if level is None:
            raise not_ours("rzdj is no level")
        answer = IdentityFound(
            asked.request_id,
            asked.means,
            level,
            text(found, "xm"),
            text(found, "zjhm"),
            text(acts, "xm") if acts else "",
            text(acts, "zjhm") if acts else "",
        )
        return judged(asked, answer)

    def _ask(self, service: str, serial: str, data: dict[str, Any]) -> dict[str, Any]:
        content = msgspec.json.encode({"service": service, "serial": serial, "data": data})
        stamp = str(self.way.epoch())
        headers = {
            "X-App": self.way.settings.app_id,
            "X-Time": stamp,
            "X-Sign": signature(self.way.secret(), stamp, content),
        }
        reply = self.way.send(GATEWAY, content, headers, token="none")
        payload = object_of(reply)
        code, answer = payload.get("resultCode"), payload.get("data")
        if reply.status != 200 or payload.get("serial") != serial:
            raise not_ours(f"status {reply.status}, or another serial")
        if code == GOOD and isinstance(answer, dict):
            return answer
        if isinstance(code, str) and code in _WORDS:
            raise NotIdentified(WHY[_WORDS[code]], f"result {code}")
        if code in _REFUSED:
            raise NotIdentified(Fault.IDENTITY_REFUSED, f"result {code}")
        raise not_ours("a result that is not known")

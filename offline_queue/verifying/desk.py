"""Answers `VerifyCode`: a scanned code from memory, a typed number by the platform alone.

Nothing of codes or findings is written to disk or log: only the verdict.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kiosk.certificates.claims import Finding, Verdict
from kiosk.certificates.ids import parse_id
from kiosk.certificates.pickup import as_meant
from kiosk.faults import Fault
from kiosk.link import Envelope, Peer
from kiosk.messages.certificates import CodeVerified, VerifyCode
from kiosk.messages.service import Refused
from kiosk.ports import Verifying
from offline_queue.sync.asking import NotAnswered
from offline_queue.sync.lookup import Lookup
from offline_queue.turns import Question, Turns
from offline_queue.verifying.lists import Lists

VERIFICATIONS = "/api/v1/verifications"
DEADLINE_S = 10.0
"""A citizen stands there."""
MOST_AT_ONCE = 2
_TEXTS = ("type_name", "issuer_name", "holder")

log = logging.getLogger("offline_queue.verifying")


@dataclass
class VerifyDesk:
    """Thread-safe. `verifying` None: this process was given nobody who knows codes. `unknown` is
    called where a code is of nobody whom the lists name: they may be old."""

    lists: Lists
    verifying: Verifying | None
    now: Callable[[], datetime]
    stale_after: timedelta
    unknown: Callable[[], None]
    lookup: Callable[[], Lookup]

    def __post_init__(self) -> None:
        self._turns = Turns("verify", DEADLINE_S, MOST_AT_ONCE)

    def on_message(self, peer: Peer, envelope: Envelope, message: VerifyCode) -> None:
        question = Question(peer, envelope.id)
        serial = as_meant(message.text)
        if not serial:
            question.tell(self.judged(message))
            return

        def refuse() -> None:
            question.tell(Refused(message.request_id, Fault.QUERY_NO_ANSWER))

        def ask() -> None:
            question.tell(self.looked_up(message, serial))

        if not self._turns.begin(ask, refuse):
            refuse()

    def judged(self, message: VerifyCode) -> CodeVerified:
        """By the lists alone."""
        known = self.lists.known()
        if known is None or self.verifying is None:
            return CodeVerified(message.request_id, None)
        now = self.now()
        finding = self.verifying.verify(message.text, known, now)
        log.info("a code was verified: %s", finding.verdict)
        if finding.verdict is Verdict.UNKNOWN:
            self.unknown()
        age = max(timedelta(), now - known.as_of)
        return _told(
            message.request_id,
            finding,
            lists_as_of=known.as_of.isoformat(timespec="seconds"),
            age_s=int(age.total_seconds()),
            stale=age > self.stale_after,
        )

    def looked_up(self, message: VerifyCode, serial: str) -> CodeVerified | Refused:
        """A number says nothing by itself: the platform has to know it."""
        try:
            answer = self.lookup().ask(VERIFICATIONS, {"code": serial})
            return _read(message.request_id, serial, answer.payload)
        except NotAnswered as refusal:
            log.warning("a number was not verified: %s", refusal.fault.value)
            return Refused(message.request_id, refusal.fault)


def _told(request_id: str, finding: Finding, **lists: Any) -> CodeVerified:
    claims = finding.claims
    if claims is None:
        return CodeVerified(request_id, finding.verdict, **lists)
    return CodeVerified(
        request_id,
        finding.verdict,
        type_name=finding.type_name,
        issuer_name=finding.issuer_name,
        holder=claims.holder,
        issued=claims.issued.date().isoformat(),
        valid_to=claims.valid_to.isoformat() if claims.valid_to else "",
        copy_no=claims.copy_no,
        serial=claims.certificate.serial,
        **lists,
    )


def _read(request_id: str, serial: str, payload: Mapping[str, Any]) -> CodeVerified:
    """The platform's finding about this number. Raises NotAnswered where it is not of the agreed
    shape, or of another paper."""
    found = payload.get("finding")
    try:
        if not isinstance(found, dict):
            raise ValueError
        verdict = Verdict(str(found.get("verdict")))
        if "certificate_id" not in found:
            return CodeVerified(request_id, verdict)
        if parse_id(found["certificate_id"]).serial != serial:
            raise ValueError
        texts = {name: found.get(name, "") for name in _TEXTS}
        days = [found.get("issued_at", ""), found.get("valid_to", "")]
        issued, valid_to = (date.fromisoformat(one).isoformat() if one else "" for one in days)
        copy_no = found.get("copy_no", 0)
        if any(not isinstance(one, str) for one in texts.values()) or type(copy_no) is not int:
            raise ValueError
    except (TypeError, ValueError):
        raise NotAnswered(Fault.QUERY_NOT_OURS, "the finding cannot be read") from None
    return CodeVerified(
        request_id,
        verdict,
        issued=issued,
        valid_to=valid_to,
        copy_no=copy_no,
        serial=serial,
        **texts,
    )

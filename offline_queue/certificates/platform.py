"""The platform as the issuer of certificates: one question of a citizen, with its requests."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from msgspec import Struct

from kiosk.certificates.copies import CopyState
from kiosk.certificates.ids import CertificateId
from kiosk.faults import Fault
from kiosk.messages.certificates import NextCopy, WantCertificate
from offline_queue.certificates.wire import BadAnswer, Told, asked_for, next_asked, told_of
from offline_queue.sync.answers import Answer, Reply, central_answer
from offline_queue.sync.asking import KnownCut, NotAnswered, Way
from offline_queue.sync.bearer import NoToken
from offline_queue.sync.transport import NoReply, Transport

PATH = "/api/v1/certificates"
PATIENCE = (3.0, 20.0)
"""Seconds to connect, and for the next bytes: a document is typeset and sealed meanwhile."""
_PNG = b"\x89PNG\r\n\x1a\n"
_DENIED = {
    "holder": Fault.CERT_HOLDER,
    "assurance": Fault.CERT_MEANS,
    "credential": Fault.CERT_MEANS,
    "pickup": Fault.CERT_PICKUP,
}
_COPY = {
    "open": Fault.CERT_PRINTED,
    "over": Fault.CERT_PRINTED,
    "void": Fault.CERT_GONE,
    "held": Fault.CERT_GONE,
    "copies": Fault.CERT_GONE,
    "revoked": Fault.CERT_REVOKED,
}
_NOT_MADE = {"impossible": Fault.CERT_CHOICE, "template": Fault.CERT_TEMPLATE}
_GONE = {"not_found": Fault.ITEM_GONE, "differs": Fault.CERT_GONE}


class Line:
    """Of one question, in one thread. Every method raises NotAnswered."""

    def __init__(self, transport: Transport, now: Callable[[], datetime]) -> None:
        self._transport, self._now = transport, now

    def issue(self, asked: WantCertificate) -> Told:
        """The same request id always gets the same certificate."""
        return self._told("POST", PATH, asked_for(asked))

    def described(self, certificate: CertificateId) -> Told:
        return self._of(certificate, self._told("GET", f"{PATH}/{certificate}"))

    def open_next(
        self, certificate: CertificateId, copy_no: int, asked: WantCertificate | NextCopy
    ) -> Told:
        path = f"{PATH}/{certificate}/copies"
        return self._of(certificate, self._told("POST", path, next_asked(asked, copy_no)))

    def give_up(self, certificate: CertificateId, copy_no: int) -> Told:
        """Void there when this has returned."""
        at = self._now().isoformat(timespec="seconds")
        body = {"state": CopyState.VOID.value, "at": at}
        path = f"{PATH}/{certificate}/copies/{copy_no}"
        told = self._of(certificate, self._told("POST", path, body))
        found = [one.state for one in told.copies if one.copy_no == copy_no]
        if found != [CopyState.VOID]:
            raise NotAnswered(Fault.CERT_NOT_OURS, "the copy did not become void")
        return told

    def document(self, certificate: CertificateId, copy_no: int) -> bytes:
        """The sealed PDF as it came."""
        return self._content(f"{PATH}/{certificate}/copies/{copy_no}", "application/pdf")

    def picture(self, certificate: CertificateId, page: int) -> bytes:
        """PNG of a page, masked."""
        picture = self._content(f"{PATH}/{certificate}/preview?page={page}", "image/png")
        if not picture.startswith(_PNG):
            raise NotAnswered(Fault.CERT_NOT_OURS, "a picture that is no PNG")
        return picture

    def _of(self, certificate: CertificateId, told: Told) -> Told:
        if told.certificate != certificate:
            raise NotAnswered(Fault.CERT_NOT_OURS, "another certificate")
        return told

    def _told(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Told:
        try:
            reply = self._transport.send_json(method, path, body)
        except NoReply as error:
            raise NotAnswered(Fault.CERT_NO_ANSWER, str(error)) from None
        answer = central_answer(reply, self._now())
        if answer.fault is not None:
            raise _refused(answer)
        try:
            return told_of(answer.payload)
        except BadAnswer as bad:
            raise NotAnswered(Fault.CERT_NOT_OURS, str(bad)) from None

    def _content(self, path: str, kind: str) -> bytes:
        try:
            reply = self._transport.send("GET", path)
        except NoReply as error:
            raise NotAnswered(Fault.CERT_NO_ANSWER, str(error)) from None
        if reply.status == HTTPStatus.OK and _kind(reply) == kind:
            return reply.content
        answer = central_answer(reply, self._now())
        if answer.fault is None:
            raise NotAnswered(Fault.CERT_NOT_OURS, "not of the kind that was asked for")
        raise _refused(answer)


class Platform(Struct, frozen=True):
    """Thread-safe."""

    way: Way
    now: Callable[[], datetime]

    @contextlib.contextmanager
    def line(self) -> Iterator[Line]:
        """Raises NotAnswered."""
        try:
            with self.way.open() as transport:
                yield Line(transport, self.now)
        except KnownCut:
            detail = "the platform is known not to answer"
            raise NotAnswered(Fault.ITEM_NEEDS_NETWORK, detail) from None
        except NoToken as error:
            raise NotAnswered(Fault.CERT_NOT_OURS, str(error)) from None


def _kind(reply: Reply) -> str:
    return reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _refused(answer: Answer) -> NotAnswered:
    """What the platform's own word for it means for the citizen."""
    word, why = (str(answer.payload.get(name, "")) for name in ("error", "why"))
    tables = {"denied": _DENIED, "copy": _COPY}
    fault = tables[word].get(why) if word in tables else (_NOT_MADE | _GONE).get(word)
    if fault is not None:
        return NotAnswered(fault, f"{answer.detail} {why if word in tables else ''}".rstrip())
    if answer.fault is Fault.PLATFORM_ERROR and answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return NotAnswered(Fault.CERT_NO_ANSWER, answer.detail)
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotAnswered(Fault.CERT_NO_ANSWER, answer.detail)
    return NotAnswered(Fault.CERT_NOT_OURS, answer.detail)

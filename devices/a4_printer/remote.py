"""A printer, or a queue in front of one, as calls: each is one request, bounded and cancellable."""

import itertools
import time

from devices.a4_printer.client import IppClient, NoAnswer, Why
from devices.a4_printer.ipp import Message, Tag
from devices.a4_printer.protocol import (
    NOT_FOUND,
    PRINTER_ATTRIBUTES,
    STATE_ATTRIBUTES,
    Order,
    Requests,
)
from devices.a4_printer.seen import JobSeen, PrinterSeen, jobs_seen, printer_seen
from devices.contract import Stopped, Token
from kiosk.device import CompletionCode

CALL_S = 9.0
"""Longest call without a document: connecting, one read timeout, and a drip of the answer."""
DOCUMENT_S = 30.0
"""A printer that is slow to take a document; each piece and the answer have the read timeout."""
HUNG_S = 2.0
"""After its time limit a call counts as one that never returns."""
MOST_JOBS = 100


class Rejected(NoAnswer):
    """The printer understood and said no: `status` of RFC 8011 4.1.6."""

    def __init__(self, status: int) -> None:
        super().__init__(Why.NONSENSE, f"IPP status {status:04X}")
        self.status = status


class Remote:
    """Every call may raise NoAnswer or Stopped. `use` says for whom and until when."""

    def __init__(self, client: IppClient, user: str) -> None:
        self._client = client
        self._requests = Requests(client.uri, user)
        self._numbers = itertools.count(1)
        self._token: Token | None = None
        self._until = 0.0

    def use(self, token: Token, until: float) -> None:
        """`until` is CLOCK_MONOTONIC. A cancelled token still serves: the job must be withdrawn."""
        self._token, self._until = token, until

    def close(self) -> None:
        self._client.close()

    def printer(self) -> PrinterSeen:
        return self._printer(PRINTER_ATTRIBUTES)

    def state(self) -> PrinterSeen:
        """Only state, reasons and up-time."""
        return self._printer(STATE_ATTRIBUTES)

    def jobs(self, which: str = "not-completed") -> list[JobSeen]:
        number = next(self._numbers)
        return jobs_seen(self._read(self._requests.jobs(number, which, MOST_JOBS), number))

    def job(self, job: int) -> JobSeen | None:
        """None where the printer does not know it."""
        number = next(self._numbers)
        try:
            seen = jobs_seen(self._read(self._requests.job(number, job), number))
        except Rejected as rejected:
            if rejected.status == NOT_FOUND:
                return None
            raise
        return seen[0] if seen else None

    def cancel(self, job: int) -> None:
        """A job that is over already, or unknown, is no error."""
        number = next(self._numbers)
        try:
            self._send(self._requests.cancel(number, job), number)
        except Rejected:
            return

    def create(self, order: Order) -> int:
        """The id of a new job without a document."""
        number = next(self._numbers)
        return _job_id(self._send(self._requests.create(number, order), number))

    def send_document(self, job: int, document: bytes) -> None:
        number = next(self._numbers)
        self._send(self._requests.send_document(number, job), number, document)

    def print_job(self, order: Order, document: bytes) -> int:
        """The id of the job."""
        number = next(self._numbers)
        return _job_id(self._send(self._requests.print_job(number, order), number, document))

    def _printer(self, wanted: tuple[str, ...]) -> PrinterSeen:
        number = next(self._numbers)
        reply = self._read(self._requests.printer(number, wanted), number)
        return printer_seen(reply.first_of(Tag.PRINTER))

    def _read(self, request: bytes, number: int) -> Message:
        """A question: asked once more where the connection, kept from before, was gone."""
        try:
            return self._send(request, number)
        except NoAnswer as error:
            if error.why is not Why.LOST:
                raise
        return self._send(request, number)

    def _send(self, request: bytes, number: int, document: bytes = b"") -> Message:
        token, left = self._token, self._until - time.monotonic()
        if token is None or left <= 0:
            raise Stopped(CompletionCode.TIMED_OUT)
        limit_s = min(left, DOCUMENT_S if document else CALL_S)
        with token.call(limit_s + HUNG_S):
            reply = self._client.ask(request, number, document, limit_s)
        if token.over:  # this thread was left behind: another one has the printer now
            raise Stopped(CompletionCode.CANCELED)
        if reply.code >= 0x0100:
            raise Rejected(reply.code)
        return reply


def _job_id(reply: Message) -> int:
    jobs = jobs_seen(reply)
    if not jobs or jobs[0].id is None:
        raise NoAnswer(Why.NONSENSE, "an accepted job without an id")
    return jobs[0].id

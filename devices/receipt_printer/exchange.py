"""Questions and answers over one open transport. An exchange that met silence is not used again:
the missing answers could still come and be taken for those to the next question."""

import time
from contextlib import AbstractContextManager, nullcontext

from msgspec import Struct

from devices.contract import Stopped, Token
from devices.receipt_printer.profile import UNMARKED, Barrier, Profile
from devices.receipt_printer.protocol import (
    BarrierReached,
    Cleared,
    Counted,
    Heard,
    Replies,
    StatusByte,
    Stray,
    Told,
    barrier_command,
    status_names,
    status_query,
)
from devices.receipt_printer.status import Report, decode
from devices.receipt_printer.transport import Transport, TransportGarbled, TransportSilent
from kiosk.device import CompletionCode
from kiosk.values import replace

ANSWER_S = 1.0
"""A printer that is not printing answers in milliseconds."""
QUIET_S = 0.05
"""Nothing for so long after an answer: it was the only one."""
SLICE_S = 0.1
"""A cancelled command is noticed so soon."""
MOST_STRAYS = 4096
TRIES = 3


class Limit(Struct, frozen=True):
    """How long to wait (CLOCK_MONOTONIC), and for whom: without a token nobody can stop it."""

    until: float
    token: Token | None = None

    def left(self) -> float:
        return max(0.0, self.until - time.monotonic())

    def within(self, seconds: float) -> "Limit":
        return replace(self, until=min(self.until, time.monotonic() + seconds))

    def call(self, seconds: float) -> AbstractContextManager[None]:
        """Around a system call that may never return."""
        return self.token.call(seconds) if self.token is not None else nullcontext()

    def pause(self, seconds: float) -> None:
        """Sleep, no longer than is left. Raises Stopped."""
        self.check()
        time.sleep(min(seconds, self.left()))

    def check(self) -> None:
        """Raises Stopped where the command was cancelled. Passing the time raises nothing."""
        if self.token is not None and self.token.cancelled:
            raise Stopped(CompletionCode.CANCELED)


class Exchange:
    """Methods raise TransportLost, TransportStalled, TransportGarbled, and Stopped."""

    def __init__(self, transport: Transport, profile: Profile) -> None:
        self.transport = transport
        self.strays = 0
        """Bytes that answered nothing; whoever needs to know sets it back first."""
        self.in_step = False
        """A question of another kind was answered by its own answer (`keep_step`)."""
        self.marked = profile.barrier not in UNMARKED
        """A barrier's answer says to which barrier it belongs."""
        self._profile = profile
        self._replies = Replies(profile)
        self._names = status_names(profile)
        self._answers: dict[str, int] = {}
        self._asked_at: float | None = None

    @property
    def asked_at(self) -> float | None:
        """CLOCK_MONOTONIC of the status question that is not fully answered, or None."""
        return self._asked_at

    def send(self, data: bytes, limit: Limit) -> None:
        """Send whole commands."""
        limit.check()
        self.transport.send(data, limit.until)

    def ask(self, limit: Limit) -> None:
        """Send the status questions. Only between whole commands."""
        self._answers.clear()
        self._replies.expect_status()
        self.send(status_query(self._profile), limit)
        self._asked_at = time.monotonic()

    def hear(self, limit: Limit) -> list[Heard | Report]:
        """What came first; the answers of a status together are given as one Report. Waits no
        longer than SLICE_S."""
        limit.check()
        found: list[Heard | Report] = []
        for heard in self._replies.feed(self.transport.receive(min(SLICE_S, limit.left()))):
            if isinstance(heard, StatusByte):
                self._answers[heard.name] = heard.value
                if len(self._answers) == len(self._names):
                    self._asked_at = None
                    found.append(decode(self._answers, self._profile))
                continue
            found.append(heard)
            self.strays += isinstance(heard, Stray)
        if self.strays > MOST_STRAYS:
            raise TransportGarbled("endless answers to nothing")
        return found

    def status(self, limit: Limit) -> Report:
        """Ask now, or wait for the answer to what was asked; not `heard` when it does not come."""
        if self._asked_at is None:
            if self.drain(limit):
                self.in_step = False
            self.ask(limit)
        while limit.left() > 0:
            for heard in self.hear(limit):
                if isinstance(heard, Report):
                    return heard
        return self.unanswered()

    def unanswered(self) -> Report:
        """What is known while a status is not complete: nothing."""
        return decode(self._answers, self._profile)

    def drain(self, limit: Limit, quiet_s: float = 0.0) -> int:
        """Throw away what answers nothing that is going to be asked, until nothing comes for
        `quiet_s`; how many bytes there were."""
        self._replies.forget()
        self._answers.clear()
        self._asked_at = None
        size = 0
        while data := self.transport.receive(quiet_s):
            limit.check()
            size += len(data)
            if size > MOST_STRAYS or limit.left() <= 0:
                raise TransportGarbled("endless answers to nothing")
        return size

    def clear_buffers(self, limit: Limit) -> None:
        """Have the printer forget what it received, also while it is stopped by an error."""
        self.send(self._profile.clear, limit)
        while self._profile.clear_answers and limit.left() > 0:
            if any(isinstance(heard, Cleared) for heard in self.hear(limit)):
                return

    def send_barrier(self, mark: str, limit: Limit) -> None:
        self._replies.expect_barrier()
        if self._profile.barrier is Barrier.CUT_COUNTER:
            self._replies.expect_counter(self._profile.counters["cuts"].unit)
        self.send(barrier_command(self._profile, mark), limit)

    def counter(self, name: str, limit: Limit) -> int | None:
        """Ask an idle printer for one of its counters; None where it does not answer."""
        row = self._profile.counters[name]
        self._replies.expect_counter(row.unit)
        self.send(row.ask, limit)
        while limit.left() > 0:
            for heard in self.hear(limit):
                if isinstance(heard, Counted):
                    return heard.value
        return None

    def identity(self, limit: Limit) -> bytes:
        """Ask an idle printer which model it is; b"" where it does not answer."""
        self._replies.expect_bytes(len(self._profile.identity_is))
        self.send(self._profile.identity, limit)
        while limit.left() > 0:
            for heard in self.hear(limit):
                if isinstance(heard, Told):
                    return heard.data
        return b""

    def keep_step(self, mark: str, limit: Limit) -> None:
        """Make sure that answers belong to the questions that they follow, before the first job: so
        are found what an earlier process asked, what came too late, and a printer that is always
        one answer behind.

        Raises TransportSilent where the barrier is not answered, TransportGarbled where others are.
        """
        for _ in range(TRIES):
            self.drain(limit, QUIET_S)
            self.strays = 0
            if self.answers_once(mark, limit):
                self.in_step = True
                return
        raise TransportGarbled("answers belong to other questions")

    def answers_once(self, mark: str, limit: Limit) -> bool:
        """Whether a barrier sent to the idle printer is answered by one barrier's answer, and
        nothing else comes. Raises TransportSilent where it is not answered."""
        self.send_barrier(mark, limit)
        patience = limit.within(ANSWER_S)
        while patience.left() > 0:
            answers = self.hear(patience)
            if any(reaches(heard, mark) for heard in answers):
                more = self.hear(limit.within(QUIET_S))
                return not self.strays and len(answers) + len(more) == 1
        raise TransportSilent(f"{self._profile.barrier} is not answered")


def reaches(heard: Heard | Report, mark: str, above: int = -1) -> bool:
    """Whether this is the answer to the barrier with `mark` (models without marks answer "") or the
    count of cuts above `above`."""
    if isinstance(heard, Counted):
        return heard.value > above
    return isinstance(heard, BarrierReached) and heard.mark in ("", mark)

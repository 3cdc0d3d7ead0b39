"""The errand that brings what was booked: both sealed copies, checked, and pictures of the pages.

One exchange at a time, and each part is on the disk before the next is asked for: whatever is cut
off goes on with the part that is missing. What cannot be had, does not hold, or finds no room is
given up: its copies are void, and the platform is told why as the result of the inbox item.
"""

import hashlib
import io
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path

from msgspec import Struct

from kiosk.certificates.check import Checked, Expected
from kiosk.certificates.copies import CopyState
from kiosk.certificates.held import COPIES
from kiosk.certificates.lists import Known
from kiosk.clock import Clock
from kiosk.faults import Fault
from kiosk.ports import Checking
from offline_queue.attachments import store as files
from offline_queue.booked import parts, rows, settling
from offline_queue.booked.rows import Booked, Facts, State
from offline_queue.certificates.platform import PATH
from offline_queue.certificates.wire import BadAnswer, Told, told_of
from offline_queue.inbound import seen
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.room_watch import RoomWatch
from offline_queue.store.writer import Store
from offline_queue.sync.answers import Answer, Reply, central_answer, json_object
from offline_queue.sync.errands import POLL_S
from offline_queue.sync.line import Line

KIND = "booked"
"""What room.py calls it."""
MOST_PICTURES = 10
_PNG = b"\x89PNG\r\n\x1a\n"
_NEVER = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)
"""The platform heard it, and there is nothing to be had."""

log = logging.getLogger("offline_queue.booked")


class Quota(Struct, frozen=True):
    """Certificates that may lie here, and their bytes."""

    certificates: int = 200
    size: int = 256 * 1024 * 1024


class Refused(Exception):
    """It is given up; `why` is one word for the platform."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Fetching(Struct, frozen=True):
    """For the thread of the platform's line, which alone writes to `folder`. `known`: the lists
    that this terminal has; nothing is fetched before they are here. `proven` as BookedDesk has
    it."""

    store: Store
    line: Line
    folder: Path
    checking: Checking
    known: Callable[[], Known | None]
    room: RoomWatch
    clock: Clock
    quota: Quota = Quota()
    proven: Callable[[], bool] = lambda: False

    def run(self) -> float:
        proven = self.proven()
        work = partial(_next, now=self.clock.now(), proven=proven)
        found, known_files = self.store.call(work, relief=True)
        parts.sweep(self.folder, known_files)
        known = self.known()
        if found is None or known is None:
            return POLL_S
        try:
            self._make_room(found)
            self._go_on(found, known)
        except Refused as refused:
            self._give_up(found, refused.why)
        except StoreError as error:
            if error.fault is not Fault.DISK_FULL:
                raise
            self.room.refused(KIND)
            self._give_up(found, "no_room")
        return 0.0

    def _make_room(self, found: Booked) -> None:
        """Raises Refused."""
        count, size = self.store.call(parts.usage)
        over = count > self.quota.certificates or size > self.quota.size
        if over or self.room.refusal(KIND) is not None:
            self.room.refused(KIND)
            raise Refused("no_room")

    def _go_on(self, found: Booked, known: Known) -> None:
        """One exchange, or the last step. Raises Refused."""
        name = found.certificate_id
        here = self.store.call(lambda ledger: parts.names(ledger, name))
        if not found.facts.sha256:
            self._describe(found)
            return
        for number in rows.NUMBERS:
            if f"{rows.COPY}{number}" not in here:
                self._fetch_copy(found, number, known)
                return
        for page in range(1, min(found.facts.pages, MOST_PICTURES) + 1):
            if f"{rows.PREVIEW}{page}" not in here:
                self._fetch_picture(found, page)
                return
        self.store.call(partial(_ready, found=found, now=self.clock.now()))

    def _describe(self, found: Booked) -> None:
        told = self._ask(found, "", _described)
        if told is None:
            return
        try:
            one = told_of(told.payload)
        except BadAnswer:
            raise Refused("not_ours") from None
        _fits(found, one)
        facts = Facts(
            found.facts.holder_hash,
            one.type_name,
            one.copies[0].pages,
            tuple(copy.sha256 for copy in one.copies),
        )
        self.store.call(lambda ledger: rows.set_facts(ledger, found.certificate_id, facts))

    def _fetch_copy(self, found: Booked, number: int, known: Known) -> None:
        told = self._ask(found, f"/copies/{number}", _content)
        if told is None:
            return
        pdf = bytes(told.payload["content"])
        if hashlib.sha256(pdf).hexdigest() != found.facts.sha256[number - 1]:
            raise Refused("broken")
        certificate, holder = found.certificate_id, found.facts.holder_hash
        expected = Expected(found.type_code, number, holder, certificate)
        checked: Checked = self.checking.check(pdf, expected, known, self.clock.now())
        if checked.refusal is not None:
            raise Refused(checked.refusal.value)
        self._keep(found, f"{rows.COPY}{number}", pdf, parts.PDF)

    def _fetch_picture(self, found: Booked, page: int) -> None:
        told = self._ask(found, f"/preview?page={page}", _content)
        if told is None:
            return
        picture = bytes(told.payload["content"])
        if not picture.startswith(_PNG):
            raise Refused("not_ours")
        self._keep(found, f"{rows.PREVIEW}{page}", picture, parts.PNG)

    def _keep(self, found: Booked, name: str, content: bytes, media_type: str) -> None:
        kept = files.keep(self.folder, io.BytesIO(content), media_type)
        self.store.call(lambda ledger: parts.put(ledger, found.certificate_id, name, kept))

    def _ask(
        self, found: Booked, rest: str, read: Callable[[Reply, datetime], Answer]
    ) -> Answer | None:
        """None where it comes again later. Raises Refused."""
        path = f"{PATH}/{found.certificate_id}{rest}"
        answer = self.line.send("GET", path, None, {}, read)
        if answer.fault is not None:
            return None  # whoever called has the back-off
        if answer.status in _NEVER:
            raise Refused("gone")
        return answer

    def _give_up(self, found: Booked, why: str) -> None:
        log.warning("a booked certificate is given up: %s", why)
        at = self.clock.now()
        self.store.call(partial(_given_up, found=found, why=why, now=at), relief=True)


def _next(ledger: Ledger, now: datetime, proven: bool) -> tuple[Booked | None, frozenset[str]]:
    """What is to be fetched, and the files that must stay."""
    settling.settle(ledger, now, proven)
    return rows.first_wanted(ledger), parts.files(ledger)


def _fits(found: Booked, told: Told) -> None:
    """Raises Refused."""
    if str(told.certificate) != found.certificate_id or len(told.copies) < COPIES:
        raise Refused("not_ours")
    first, second = told.copies[:COPIES]
    open_ones = (CopyState.SEALED, CopyState.FETCHED)
    if told.revoked or first.state not in open_ones or second.state is not CopyState.HELD:
        raise Refused("gone")


def _ready(ledger: Ledger, found: Booked, now: datetime) -> None:
    """The holder's hash has done its work: the mark is enough from now on. Nothing where it has
    gone meanwhile."""
    facts = Facts("", found.facts.type_name, found.facts.pages, found.facts.sha256)
    rows.set_facts(ledger, found.certificate_id, facts)
    if rows.set_state(ledger, found.certificate_id, State.READY):
        seen.tell(ledger, found.item_id, "done", now)


def _given_up(ledger: Ledger, found: Booked, why: str, now: datetime) -> None:
    settling.give_up(ledger, found.certificate_id, now.isoformat(timespec="seconds"))
    seen.tell(ledger, found.item_id, "refused", now, why)


def _described(reply: Reply, now: datetime) -> Answer:
    return _definite(reply) or central_answer(reply, now)


def _content(reply: Reply, now: datetime) -> Answer:
    kind = reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if reply.status == HTTPStatus.OK and kind in (parts.PDF, parts.PNG):
        return Answer(None, payload={"content": reply.content}, status=reply.status)
    found = _definite(reply) or central_answer(reply, now)
    if found.fault is None and found.status == HTTPStatus.OK:
        return Answer(Fault.PLATFORM_NOT_OURS, "not a document", status=reply.status)
    return found


def _definite(reply: Reply) -> Answer | None:
    """A refusal of this one is no fault of the line; but a page of whoever stands between is."""
    if reply.status in _NEVER and json_object(reply) is not None:
        return Answer(None, "none", status=reply.status)
    return None

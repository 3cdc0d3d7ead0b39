"""Booked certificates for the screen and for printing: what waits for a person, and its documents.

Which copy may be printed says the print journal (kiosk.certificates.held). The void of a former
copy and the job of the next one are one transaction: `Paper.opens` runs in that of the job.
"""

import contextlib
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct

from kiosk.certificates.held import copy_to_print
from kiosk.faults import Fault
from kiosk.link import Envelope, LinkClosed, Peer
from kiosk.messages.certificates import AskWaiting, CertificateReady, WaitingFound
from offline_queue.attachments.material import Attachment
from offline_queue.attachments.sealed_file import Damaged
from offline_queue.booked import parts, rows, settling
from offline_queue.booked.fetch import MOST_PICTURES
from offline_queue.booked.rows import Booked
from offline_queue.certificates.papers import Paper
from offline_queue.printing import journal
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store

log = logging.getLogger("offline_queue.booked")


class _Waiting(Struct, frozen=True):
    """What is ready, and where its pictures are."""

    certificate_id: str
    copy_no: int
    pages: int
    type_name: str
    pictures: tuple[Attachment, ...]


class BookedDesk(Struct, frozen=True):
    """Thread-safe. `wake`: there is something to send. `proven` says whether `now` is the
    platform's time: only then a day is over."""

    store: Store
    folder: Path
    now: Callable[[], datetime]
    wake: Callable[[], None] = lambda: None
    proven: Callable[[], bool] = lambda: False

    def on_message(self, peer: Peer, envelope: Envelope, message: AskWaiting) -> None:
        with contextlib.suppress(LinkClosed):
            peer.send(self.waiting(message), re=envelope.id)

    def waiting(self, asked: AskWaiting) -> WaitingFound:
        """Nothing where the disk gives nothing."""
        self.settle()
        find = partial(_waiting, holder_hash=asked.holder_hash, now=self.now())
        try:
            found = self.store.call(lambda ledger: find(ledger, code=asked.code))
        except StoreError as error:
            log.error("%s no booked certificates read", error.fault.value)
            return WaitingFound(asked.request_id)
        return WaitingFound(
            asked.request_id, tuple(self._ready(asked.request_id, one) for one in found)
        )

    def next_copy(
        self, request_id: str, certificate_id: str, holder_hash: str
    ) -> CertificateReady | None:
        """The copy after one of which nothing usable came out. It becomes an original where it is
        printed: until then the former one may still be found. None: not of this person, or there is
        none here."""
        find = partial(_waiting, holder_hash=holder_hash, now=self.now(), code="")
        try:
            found = self.store.call(find)
        except StoreError:
            return None
        mine = (one for one in found if one.certificate_id == certificate_id)
        one = next(mine, None)
        return None if one is None else self._ready(request_id, one)

    def paper(self, certificate_id: str, copy_no: int) -> Paper | None:
        """The sealed document, to be printed. None where it is not here, or this copy may not be
        printed now; or it was changed on the disk, and is void from now on."""
        now = self.now()
        try:
            found, one = self.store.call(
                lambda ledger: _document(ledger, certificate_id, copy_no, now)
            )
            if found is None:
                return None
            if one is not None:
                with contextlib.suppress(Damaged):
                    facts = found.facts
                    ready = CertificateReady(
                        "", certificate_id, copy_no, facts.pages, facts.type_name, held=True
                    )
                    opens = partial(self._open, certificate_id=certificate_id, copy_no=copy_no)
                    return Paper(ready, parts.content(self.folder, one), opens)
            log.error("%s a booked document is damaged", Fault.STORE_ERROR.value)
            lose = partial(_lose, certificate_id=certificate_id, copy_no=copy_no, now=now)
            self.store.call(lose, relief=True)
        except StoreError as error:
            log.error("%s no booked document read", error.fault.value)
        self.wake()
        return None

    def recover(self) -> None:
        """At the start, before anything is fetched. Raises StoreError."""
        self.settle()
        parts.sweep(self.folder, self.store.call(parts.files))

    def settle(self) -> None:
        """What is printed, past its day or taken back goes, with its files."""
        proven = self.proven()  # before the time is read: it may be heard in between
        try:
            work = partial(_settle, now=self.now(), proven=proven)
            gone = self.store.call(work, relief=True)
        except StoreError as error:
            log.error("%s booked certificates not put in order", error.fault.value)
            return
        for name in gone:
            with contextlib.suppress(OSError):  # swept later
                (self.folder / name).unlink(missing_ok=True)
        if gone:
            self.wake()

    def _open(self, ledger: Ledger, certificate_id: str, copy_no: int) -> bool:
        return settling.open_copy(ledger, certificate_id, copy_no, self.now())

    def _ready(self, request_id: str, one: _Waiting) -> CertificateReady:
        pictures = []
        for picture in one.pictures:
            with contextlib.suppress(Damaged):
                pictures.append(parts.content(self.folder, picture))
        return CertificateReady(
            request_id,
            one.certificate_id,
            one.copy_no,
            one.pages,
            one.type_name,
            tuple(pictures),
            held=True,
        )


def _waiting(ledger: Ledger, holder_hash: str, now: datetime, code: str) -> tuple[_Waiting, ...]:
    found = []
    for one in rows.of_holder(ledger, holder_hash):
        number = copy_to_print(rows.jobs(ledger, one.certificate_id))
        wrong = bool(code) and one.item_code != code
        if wrong or number is None or not settling.may_print(ledger, one, now):
            continue
        shown = range(1, min(one.facts.pages, MOST_PICTURES) + 1)
        loaded = (parts.load(ledger, one.certificate_id, f"{rows.PREVIEW}{n}") for n in shown)
        pictures = tuple(picture for picture in loaded if picture is not None)
        facts = one.facts
        found.append(_Waiting(one.certificate_id, number, facts.pages, facts.type_name, pictures))
    return tuple(found)


def _document(
    ledger: Ledger, certificate_id: str, copy_no: int, now: datetime
) -> tuple[Booked | None, Attachment | None]:
    """What may be printed now, and where it is."""
    found = rows.load(ledger, certificate_id)
    number = copy_to_print(rows.jobs(ledger, certificate_id)) if found is not None else None
    if found is None or number != copy_no or not settling.may_print(ledger, found, now):
        return None, None
    return found, parts.load(ledger, certificate_id, f"{rows.COPY}{copy_no}")


def _lose(ledger: Ledger, certificate_id: str, copy_no: int, now: datetime) -> None:
    """Where nothing was printed of it in between."""
    if copy_to_print(rows.jobs(ledger, certificate_id)) == copy_no:
        for number in range(rows.NUMBERS.start, copy_no + 1):
            journal.give_up(ledger, certificate_id, number, now.isoformat(timespec="seconds"))


def _settle(ledger: Ledger, now: datetime, proven: bool) -> frozenset[str]:
    """The files that nobody knows any more."""
    before = parts.files(ledger)
    settling.settle(ledger, now, proven)
    return before - parts.files(ledger)

"""From a citizen's wish to a document that may be printed: issued, fetched, checked, shown.

A copy that was given up is void here (journal) and there (the platform's answer) before the next
one is opened; where something is cut off in between, the same question goes on from there.
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from msgspec import Struct

from kiosk.certificates.check import Checked, Expected, Refusal
from kiosk.certificates.copies import LAST, CopyState
from kiosk.certificates.ids import BadId, CertificateId, parse_id
from kiosk.certificates.lists import Known
from kiosk.faults import Fault
from kiosk.messages.certificates import CertificateReady, NextCopy, WantCertificate
from kiosk.ports import Checking
from offline_queue.audit.facts import as_digest
from offline_queue.audit.log import append
from offline_queue.certificates import copies
from offline_queue.certificates.copies import Standing
from offline_queue.certificates.papers import Paper
from offline_queue.certificates.platform import Line, Platform
from offline_queue.certificates.refusals import FAULTS
from offline_queue.certificates.wire import CopyTold, Told
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.asking import NotAnswered

T = TypeVar("T")

Check = Callable[[bytes, Expected], Checked]

MOST_PICTURES = 10
"""Of a preview; who needs more pages sees them on paper."""
MOST_STEPS = 4
"""Of giving up and opening copies for one question."""
_OPEN = (CopyState.SEALED, CopyState.FETCHED)
_ON_PAPER = (CopyState.PRINTED, CopyState.UNKNOWN)

log = logging.getLogger("offline_queue.certificates")


class Caller(Struct, frozen=True):
    """Whoever asks. `waits`: still; `begun` is told the copy before its first byte is fetched."""

    waits: Callable[[], bool]
    begun: Callable[[str, int], None]


class Getting(Struct, frozen=True):
    """Thread-safe. `known`: the lists that this terminal has. `wake`: there is something to send.
    Every method raises NotAnswered."""

    platform: Platform
    store: Store
    checking: Checking | None
    known: Callable[[], Known | None]
    now: Callable[[], datetime]
    wake: Callable[[], None]

    def certificate(self, asked: WantCertificate, type_code: str, caller: Caller) -> Paper:
        """`type_code`: what the item gives, by its package."""
        check = self._check()
        with self.platform.line() as line:
            told = line.issue(asked)
            if told.certificate.type_code != type_code:
                raise self._refused(line, told.certificate, told.newest.copy_no, Refusal.TYPE)
            told = self._open(line, told, asked)
            return self._fetched(line, told, asked, check, caller)

    def next_copy(self, asked: NextCopy, caller: Caller) -> Paper:
        """The citizen has said that of the copy before nothing usable came out."""
        check = self._check()
        try:
            certificate = parse_id(asked.certificate_id)
        except BadId as bad:
            raise NotAnswered(Fault.CERT_GONE, str(bad)) from None
        with self.platform.line() as line:
            told = line.described(certificate)
            copy_no = told.newest.copy_no
            if self._standing(certificate, copy_no) in (Standing.UNKNOWN, Standing.FETCHED):
                self._give_up(certificate, copy_no)
            told = self._open(line, told, asked)
            return self._fetched(line, told, asked, check, caller)

    def _check(self) -> Check:
        """Before anything is asked: what cannot be checked is not fetched."""
        known, checking = self.known(), self.checking
        if known is None or checking is None:
            missing = "lists" if known is None else "checker"
            raise NotAnswered(Fault.CERT_UNCHECKED, f"no {missing} here")
        return lambda pdf, expected: checking.check(pdf, expected, known, self.now())

    def _open(self, line: Line, told: Told, asked: WantCertificate | NextCopy) -> Told:
        """Until the newest copy is open there, and neither used nor given up here."""
        for _ in range(MOST_STEPS):
            if told.revoked:
                raise NotAnswered(Fault.CERT_REVOKED, "revoked, says the platform")
            copy, certificate = told.newest, told.certificate
            here = self._standing(certificate, copy.copy_no)
            if _is_usable(copy, here):
                return told
            if here in (Standing.OUT, Standing.UNKNOWN):
                raise NotAnswered(Fault.CERT_PRINTED, f"the copy is {here.value} here")
            if copy.state in _ON_PAPER and here is not Standing.VOID:
                raise NotAnswered(Fault.CERT_PRINTED, f"the copy is {copy.state.value} there")
            if copy.state is not CopyState.VOID:
                self._give_up(certificate, copy.copy_no)
                told = line.give_up(certificate, copy.copy_no)
            elif copy.copy_no >= LAST:
                raise NotAnswered(Fault.CERT_GONE, "no further copy")
            else:
                told = line.open_next(certificate, copy.copy_no + 1, asked)
        raise NotAnswered(Fault.CERT_NOT_OURS, "no copy that is open")

    def _fetched(
        self,
        line: Line,
        told: Told,
        asked: WantCertificate | NextCopy,
        check: Check,
        caller: Caller,
    ) -> Paper:
        certificate, copy = told.certificate, told.newest
        name = str(certificate)
        if not caller.waits():
            raise NotAnswered(Fault.CERT_NO_ANSWER, "nobody waits for it any more")
        caller.begun(name, copy.copy_no)
        if not self._write(partial(_begin, name=name, copy_no=copy.copy_no, at=self._at())):
            raise NotAnswered(Fault.CERT_GONE, "given up meanwhile")
        pdf = line.document(certificate, copy.copy_no)
        expected = Expected(certificate.type_code, copy.copy_no, asked.holder_hash, name)
        refusal = _refusal(pdf, copy, expected, check)
        if refusal is not None:
            raise self._refused(line, certificate, copy.copy_no, refusal)
        shown = range(1, min(copy.pages, MOST_PICTURES) + 1)
        preview = tuple(line.picture(certificate, page) for page in shown)
        ready = CertificateReady(
            asked.request_id, name, copy.copy_no, copy.pages, told.type_name, preview
        )
        return Paper(ready, pdf)

    def _refused(
        self, line: Line, certificate: CertificateId, copy_no: int, why: Refusal
    ) -> NotAnswered:
        """Void here first, then there at once; where that does not get through, by its record."""
        note = partial(_note, name=str(certificate), copy_no=copy_no, why=why, at=self._at())
        self._write(note)
        self.wake()
        try:
            line.give_up(certificate, copy_no)
        except NotAnswered as later:
            log.warning("%s told later: %s", later.fault.value, later.detail)
        return NotAnswered(FAULTS[why], f"document refused: {why.value}")

    def _give_up(self, certificate: CertificateId, copy_no: int) -> None:
        at, name = self._at(), str(certificate)
        if not self._write(lambda ledger: copies.give_up(ledger, name, copy_no, at)):
            raise NotAnswered(Fault.CERT_PRINTED, "it is printed, or being printed")
        self.wake()

    def _standing(self, certificate: CertificateId, copy_no: int) -> Standing:
        return self._write(lambda ledger: copies.standing(ledger, str(certificate), copy_no))

    def _write(self, work: Callable[[Ledger], T]) -> T:
        try:
            return self.store.call(work)
        except StoreError as error:
            raise NotAnswered(error.fault, str(error)) from None

    def _at(self) -> str:
        return self.now().isoformat(timespec="seconds")


def _refusal(pdf: bytes, copy: CopyTold, expected: Expected, check: Check) -> Refusal | None:
    """What the platform said of the document must be so too."""
    if len(pdf) != copy.length or hashlib.sha256(pdf).hexdigest() != copy.sha256:
        return Refusal.BROKEN
    checked = check(pdf, expected)
    if checked.refusal is None and checked.pages != copy.pages:
        return Refusal.CONTENT
    return checked.refusal


def _is_usable(copy: CopyTold, here: Standing) -> bool:
    """What was fetched and is not known here may have been printed by a former life."""
    if here is Standing.FETCHED:
        return copy.state in _OPEN
    return here is Standing.NEW and copy.state is CopyState.SEALED


def _begin(ledger: Ledger, name: str, copy_no: int, at: str) -> bool:
    return copies.begin(ledger, name, copy_no, at)


def _note(ledger: Ledger, name: str, copy_no: int, why: Refusal, at: str) -> None:
    facts: dict[str, str | int] = {"certificate": as_digest(name), "copy": copy_no}
    append(ledger, at, "certificate.refused", name=why.value, **facts)
    copies.give_up(ledger, name, copy_no, at)

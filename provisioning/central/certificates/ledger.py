"""The ledger: a certificate and its copies change state in transactions, and each change is a line
of its life. The rule that two valid originals never are is a constraint of the table as well.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from msgspec import Struct

from kiosk.certificates.copies import Barred, CopyState, after, moved, next_copy
from kiosk.certificates.pickup import code_of
from provisioning.central.certificates.making import Made
from provisioning.central.models import Certificate, Copy, LifeEvent, Terminal
from provisioning.central.vault import put_away, take_out

_HANDED_OUT = (CopyState.HELD, CopyState.SEALED, CopyState.FETCHED)
"""Later nobody gets the document again: it would be printed twice."""


def new_serial() -> str:
    """60 random bits: it is also the code that people type, so nobody may guess one."""
    return code_of(secrets.randbits(64))


class Opened(Struct, frozen=True):
    """A copy that is open now. `anew` False: it was open already, and nothing changed."""

    copy: Copy
    anew: bool


def enter(
    row: Certificate,
    copies: dict[int, Made],
    terminal: Terminal,
    at: datetime,
    claim: Callable[[Certificate], None],
) -> bool:
    """The certificate with copy 1 open, and copy 2 held where it is there. `claim` belongs to the
    same transaction: what it raises undoes all. False: this request was entered meanwhile by
    another thread, and this one is dropped."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            claim(row)
            note(row, 0, "made", terminal, at)
            for number, made in copies.items():
                state = CopyState.SEALED if number == 1 else CopyState.HELD
                _put(row, number, made, terminal, state)
                note(row, number, state.value, terminal, at)
    except IntegrityError:
        if Certificate.objects.filter(terminal=terminal, request_id=row.request_id).exists():
            return False
        raise
    return True


def may_open(row: Certificate, number: int) -> Copy | None:
    """The copy, where it is open already; None where it may be opened now. Raises Barred."""
    copies = list(Copy.objects.filter(certificate=row))
    if number <= len(copies) and copies[number - 1].state != CopyState.HELD:
        known = copies[number - 1]
        if known.state in (CopyState.SEALED, CopyState.FETCHED):
            return known
        raise Barred("void" if known.state == CopyState.VOID else "open")
    if row.revoked:
        raise Barred("revoked")
    if next_copy([CopyState(one.state) for one in copies]) != number:
        raise Barred("open")
    return None


def open_next(
    row: Certificate, number: int, made: Made, terminal: Terminal, at: datetime
) -> Opened:
    """Copy `number`, after the one before it is void. Raises Barred."""
    with transaction.atomic():
        row.refresh_from_db()
        known = may_open(row, number)
        if known is not None:
            return Opened(known, anew=False)
        Copy.objects.filter(certificate=row, copy_no=number, state=CopyState.HELD).delete()
        copy = _put(row, number, made, terminal, CopyState.SEALED)
        note(row, number, "sealed", terminal, at)
    return Opened(copy, anew=True)


def fetched(copy: Copy, terminal: Terminal, at: datetime) -> bytes:
    """The sealed document, once more as long as nothing was told of it. Raises Barred: "over" or
    "revoked"."""
    with transaction.atomic():
        copy.refresh_from_db()
        if copy.certificate.revoked:
            raise Barred("revoked")
        if copy.state not in _HANDED_OUT:
            raise Barred("over")
        if copy.state == CopyState.SEALED:
            _move(copy, CopyState.FETCHED, terminal, at)
    return take_out(settings.ZIZHU_DATA, bytes(copy.document), _place(copy))


def report(
    copy: Copy, state: CopyState, terminal: Terminal | None, at: datetime
) -> tuple[Copy, ...]:
    """What a terminal says became of a copy (None: the platform itself gives it up); those that
    are void by it and were not before: see `copies.after`. Raises Barred."""
    with transaction.atomic():
        row = Certificate.objects.get(pk=copy.certificate.pk)
        every = list(Copy.objects.filter(certificate=row))
        numbers = [one.copy_no for one in every]
        before = [CopyState(one.state) for one in every]
        index = numbers.index(copy.copy_no)
        states = after(before, index + 1, state, opens=not row.revoked)
        for one, to in zip(every, states, strict=True):  # the first becomes void before others open
            _set(one, to, terminal, at)
    copy.refresh_from_db()
    told = zip(every, before, states, strict=True)
    return tuple(one for one, was, now in told if now is CopyState.VOID and was is not now)


def revoke(row: Certificate, why: str, at: datetime) -> bool:
    """Every paper of it stops to count. False: it was revoked before."""
    with transaction.atomic():
        row.refresh_from_db()
        if row.revoked:
            return False
        row.revoked = True
        row.save(update_fields=["revoked"])
        note(row, 0, "revoked", None, at, why)
    return True


def note(
    row: Certificate, number: int, what: str, by: Terminal | None, at: datetime, detail: str = ""
) -> None:
    LifeEvent.objects.create(
        certificate=row,
        copy_no=number,
        what=what,
        detail=detail,
        terminal_id=by.pk if by is not None else "",
        at=at,
    )


def life_line(row: Certificate) -> list[dict[str, Any]]:
    """From its making on."""
    return [
        {
            "what": one.what,
            "copy_no": one.copy_no,
            "detail": one.detail,
            "terminal": one.terminal_id,
            "at": one.at.isoformat(),
        }
        for one in LifeEvent.objects.filter(certificate=row)
    ]


def facts_place(certificate_id: str) -> str:
    return f"facts|{certificate_id}"


def _place(copy: Copy) -> str:
    return f"document|{copy.certificate.pk}|{copy.copy_no}"


def _put(row: Certificate, number: int, made: Made, terminal: Terminal, state: CopyState) -> Copy:
    copy = Copy(
        certificate=row,
        copy_no=number,
        state=state.value,
        terminal=terminal,
        code=made.code,
        pages=made.pages,
        length=len(made.pdf),
        sha256=made.sha256,
    )
    data: Path = settings.ZIZHU_DATA
    copy.document = put_away(data, made.pdf, _place(copy))
    copy.save(force_insert=True)
    return copy


def _move(copy: Copy, to: CopyState, by: Terminal, at: datetime) -> None:
    """Raises Barred."""
    _set(copy, moved(CopyState(copy.state), to), by, at)


def _set(copy: Copy, state: CopyState, by: Terminal | None, at: datetime) -> None:
    """A document whose outcome is known is deleted in the same commit."""
    if state == copy.state:
        return
    copy.state = state.value
    if state not in _HANDED_OUT:
        copy.document = b""
    copy.save(update_fields=["state", "document"])
    note(copy.certificate, copy.copy_no, state.value, by, at)

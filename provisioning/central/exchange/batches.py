"""A batch of records: in order, each in one transaction with its key, its fingerprint, its number
and its effect. A crash anywhere leaves whole records; whatever is sent again is `already`.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from msgspec import Struct, field

from kiosk.values import replace
from provisioning.central.exchange import seen, wire
from provisioning.central.exchange.effects import perform
from provisioning.central.exchange.numbering import fingerprint, number_of, word_of
from provisioning.central.exchange.rejected import Busy, Rejected
from provisioning.central.exchange.wire import KINDS, PARKING, Body, Malformed, convert
from provisioning.central.models import Record, Terminal


class Outcome(Struct, frozen=True):
    """`status`: applied, already, conflict, rejected, busy or waits; `detail` says why it was not
    applied. `missing`: ids of the attachments that an application lacks. `retry_after`: seconds,
    0 where the terminal knows best."""

    key: str
    status: str
    detail: str = ""
    missing: tuple[str, ...] = ()
    retry_after: int = 0


class UnderWay(Struct, frozen=True):
    """Keys that some request is applying now. Thread-safe; one process serves a data folder."""

    keys: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def hold(self, key: str) -> Iterator[bool]:
        """True where nobody else holds it; it is held until the end."""
        with self.lock:
            free = key not in self.keys
            self.keys.add(key)
        try:
            yield free
        finally:
            if free:
                with self.lock:
                    self.keys.discard(key)


UNDER_WAY = UnderWay()
CHANNEL = "terminal"
"""The one that a batch can name: this is the way in for self-service terminals alone."""


def apply_batch(terminal: Terminal, epoch: str, raws: Sequence[Any], floor: int) -> list[Outcome]:
    """One outcome for each record, in their order. After one that may not be overtaken, later ones
    about the same thing wait; nothing else is held up."""
    stopped: set[str] = set()
    outcomes = []
    for raw in raws:
        about = word_of(raw, "about")
        if about and about in stopped:
            key = word_of(raw, "key")
            outcome = Outcome(key, "waits", "an earlier record about the same thing comes first")
        else:
            outcome = apply_record(terminal, epoch, raw)
        if _stops(outcome.status, word_of(raw, "kind")):
            stopped.add(about)
        outcomes.append(outcome)
    if floor:
        with transaction.atomic():
            seen.close_below(seen.stream_of(terminal, epoch), floor)
    return outcomes


def _stops(status: str, kind: str) -> bool:
    return status in ("conflict", "busy", "waits") or (status == "rejected" and kind in PARKING)


def apply_record(terminal: Terminal, epoch: str, raw: Any) -> Outcome:
    try:
        record, body = _read(raw)
        number = number_of(record.key, terminal.pk, epoch)
        if number not in (None, record.seq):
            raise Malformed("seq is not the key's")
        if number is None and _is_anothers(terminal, record.key):
            raise Malformed("the key is another terminal's")
        mark = fingerprint(record.body)
    except Malformed as error:
        return Outcome(word_of(raw, "key"), "rejected", str(error))
    with UNDER_WAY.hold(record.key) as free:
        if not free:
            return Outcome(record.key, "busy", "this key is being applied; send it again")
        try:
            with transaction.atomic():
                return _once(terminal, epoch, record, body, mark, numbered=number is not None)
        except Rejected as error:
            return Outcome(record.key, "rejected", str(error), error.missing)
        except Busy as error:
            return Outcome(record.key, "busy", str(error), retry_after=error.retry_after)


def _is_anothers(terminal: Terminal, key: str) -> bool:
    """Nobody may use up a key that another terminal has yet to send."""
    owner, dot, _ = key.partition(".")
    return bool(dot) and owner != terminal.pk and Terminal.objects.filter(pk=owner).exists()


def _read(raw: Any) -> tuple[wire.Record, Body]:
    record = convert(raw, wire.Record)
    shape = KINDS.get(record.kind)
    if shape is None:
        raise Malformed("kind is unknown")
    return record, convert(record.body, shape)


def _once(
    terminal: Terminal, epoch: str, record: wire.Record, body: Body, mark: str, *, numbered: bool
) -> Outcome:
    sent = record.key
    if not settings.ZIZHU_LIMITS.dedupe:
        record, body = _another(record, body)
    held = Record.objects.filter(key=record.key).first()
    if held is not None:
        if (held.fingerprint, held.kind, held.terminal_id) == (mark, record.kind, terminal.pk):
            return Outcome(record.key, "already")
        return Outcome(record.key, "conflict", "this key was received with another content")
    if numbered:
        stream = seen.stream_of(terminal, epoch)
        if settings.ZIZHU_LIMITS.dedupe and seen.has_come(stream, record.seq):
            return Outcome(record.key, "already")
        seen.note(stream, record.seq)
    _store(terminal, epoch, record, body, mark)
    return Outcome(sent, "applied")


def _store(terminal: Terminal, epoch: str, record: wire.Record, body: Body, mark: str) -> None:
    kept = msgspec.to_builtins(body)
    for sealed in ("sealed", "sealed_mobile", "form", "writing_evaluation"):
        kept.pop(sealed, None)
    for material in kept.get("materials", ()):
        del material["content"]
    row = Record.objects.create(
        key=record.key,
        fingerprint=mark,
        terminal=terminal,
        epoch=epoch,
        seq=record.seq,
        kind=record.kind,
        submit_channel=CHANNEL,
        created_at=record.created_at,
        body=kept,
        status="applied",
        received_at=timezone.now(),
    )
    perform(row, body)


def _another(record: wire.Record, body: Body) -> tuple[wire.Record, Body]:
    """Without dedupe, a delivery of a known key is stored under further names `key~2`, `key~3`."""
    again = Q(key=record.key) | Q(key__startswith=record.key + "~")
    times = Record.objects.filter(again).count()
    if not times:
        return record, body
    suffix = f"~{times + 1}"
    for name in ("ticket_id", "row_guid", "application_id"):
        if name == body.__struct_fields__[0]:
            body = replace(body, **{name: getattr(body, name) + suffix})
    return replace(record, key=record.key + suffix), body

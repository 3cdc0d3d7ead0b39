"""What waits at a terminal that nobody can ask any more: stolen, or taken out of its hall."""

from datetime import datetime

from django.db import transaction
from msgspec import Struct

from kiosk.certificates.copies import CopyState
from provisioning.central.certificates import ledger
from provisioning.central.certificates.booking import ON_PAPER, take_back
from provisioning.central.certificates.lists import tell_revoked
from provisioning.central.models import Booked, Certificate, Copy, Terminal

_WHY = "terminal_off"
_WAITS = (CopyState.SEALED.value, CopyState.FETCHED.value)


class Recalled(Struct, frozen=True):
    """How many certificates were revoked: those that were booked, and those that nobody had
    fetched. `fetched`: ids of the others without a word of their end. They still count: a citizen
    may hold the paper, so a person must decide."""

    revoked: int
    fetched: tuple[str, ...]


def recall(terminal: Terminal, moment: datetime) -> Recalled:
    """A second time finds only what has come since. Every other terminal is told."""
    with transaction.atomic():
        waiting = Copy.objects.filter(terminal=terminal, state__in=_WAITS)
        names = set(waiting.values_list("certificate_id", flat=True))
        rows = list(Certificate.objects.filter(pk__in=names, revoked=False).order_by("pk"))
        left = [row.pk for row in rows if not _taken_back(row, moment)]
    return Recalled(len(rows) - len(left), tuple(left))


def _taken_back(row: Certificate, moment: datetime) -> bool:
    states = set(Copy.objects.filter(certificate=row).values_list("state", flat=True))
    booked = Booked.objects.filter(certificate=row).first()
    if not states.isdisjoint(ON_PAPER):
        return False
    if booked is not None:
        take_back(booked, _WHY, moment)
        return True
    if CopyState.FETCHED in states:
        return False
    if ledger.revoke(row, _WHY, moment):
        tell_revoked(row, moment)
    return True

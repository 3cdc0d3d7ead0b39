"""Certificates that were made and that nobody fetched: their terminal had ended before."""

from datetime import datetime, timedelta

from django.db import transaction

from kiosk.certificates.copies import CopyState
from provisioning.central.certificates import ledger
from provisioning.central.models import Copy, LifeEvent

AFTER = timedelta(days=1)
"""A terminal that was cut off in between asks again within its citizen's session."""
AT_ONCE = 100


def lapse(moment: datetime) -> int:
    """Void what has been open for longer than that without being fetched, unless it was booked and
    may wait; how many. No paper of it is anywhere, so no terminal is told before its next list."""
    before = moment - AFTER
    left = Copy.objects.filter(
        state=CopyState.SEALED,
        certificate__issued_at__lt=before.isoformat(),
        certificate__booked__isnull=True,
    )
    return sum(_give_up(copy, before, moment) for copy in left[:AT_ONCE])


def _give_up(copy: Copy, before: datetime, moment: datetime) -> bool:
    opened = LifeEvent.objects.filter(
        certificate=copy.certificate, copy_no=copy.copy_no, what="sealed", at__gte=before
    )
    with transaction.atomic():
        copy.refresh_from_db()
        if copy.state != CopyState.SEALED or opened.exists():
            return False
        ledger.report(copy, CopyState.VOID, None, moment)
    return True

"""Which applications a key opens: nobody's without their card, receipt or link."""

import hashlib
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from kiosk.progress.receipt import parse_local_no
from provisioning.central.models import Case, Terminal

MOST = 50
"""Applications of one card or project, the latest ones."""
LINK_LIVES = timedelta(days=180)
"""After the end of the application."""


def by_receipt(text: str) -> list[Case]:
    """At most one, of any terminal."""
    number = parse_local_no(text)
    return list(_cases().filter(local_no=number.text)) if number else []


def by_card(holder_hash: str, terminal: Terminal) -> list[Case]:
    """Of the terminal's own hall: the hash is keyed by it."""
    if not holder_hash:
        return []
    hall = Q(application__terminal__hall=terminal.hall_id)
    return list(_cases().filter(hall, holder_hash=holder_hash)[:MOST])


def by_link(token: str, moment: datetime) -> list[Case]:
    """At most one. Its token is known by its hash alone."""
    alive = Q(ended_at=None) | Q(ended_at__gt=moment - LINK_LIVES)
    follow = hashlib.sha256(token.encode()).hexdigest()
    return list(_cases().filter(alive, follow=follow))


def by_project(code: str) -> list[Case]:
    return list(_cases().filter(project_code=code)[:MOST]) if code else []


def _cases() -> QuerySet[Case]:
    return Case.objects.select_related("application__terminal__hall").order_by("-submitted_at")

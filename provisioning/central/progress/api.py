"""API v1: what a terminal asks of applications that are on their way. docs/platform.md."""

import hashlib
import time
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from provisioning.central.answers import Refusal, endpoint, json_body
from provisioning.central.every import every
from provisioning.central.exchange.wire import read
from provisioning.central.hallstate import now
from provisioning.central.models import Case, Terminal
from provisioning.central.progress import finding
from provisioning.central.progress.view import view
from provisioning.central.progress.wire import ProgressQuery

HOLDER = ("card", "link")
"""Keys that only the holder has."""


@endpoint("POST")
def progress(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    """Not GET: a key is never part of an address. An empty list where nothing is found."""
    asked = read(json_body(request), ProgressQuery)
    guesses = settings.ZIZHU_GUESSES
    wait = guesses.wait(terminal.pk, time.monotonic()) if asked.by != "card" else 0
    if wait:
        raise Refusal(429, "guesses", "too many keys that open nothing", {"Retry-After": str(wait)})
    moment = now()
    found = _find(asked, terminal, moment)
    if not found and asked.by != "card":
        guesses.missed(terminal.pk, time.monotonic())
    content = {
        "about": hashlib.sha256(f"{asked.by}|{asked.key}".encode()).hexdigest(),
        "applications": [view(one, moment, holder=asked.by in HOLDER) for one in found],
    }
    return JsonResponse(content | every(terminal, moment))


def _find(asked: ProgressQuery, terminal: Terminal, moment: datetime) -> list[Case]:
    match asked.by:
        case "receipt":
            return finding.by_receipt(asked.key)
        case "card":
            return finding.by_card(asked.key, terminal)
        case "link":
            return finding.by_link(asked.key, moment)
        case "project":
            return finding.by_project(asked.key)

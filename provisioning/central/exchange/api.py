"""API v1: the views that terminals call, but for files. docs/platform.md is its description."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from provisioning.central.answers import Refusal, endpoint, error, json_body, wrong_method
from provisioning.central.answers import answered as refused
from provisioning.central.every import every
from provisioning.central.exchange import inbox
from provisioning.central.exchange.batches import Outcome, apply_batch
from provisioning.central.exchange.lease_wire import LeaseRequest
from provisioning.central.exchange.leases import grant
from provisioning.central.exchange.numbering import lowest_seq
from provisioning.central.exchange.wire import MAX_RECORDS, Batch, Malformed, read
from provisioning.central.hallstate import now
from provisioning.central.models import Lease, Terminal

OPENAPI = Path(__file__).resolve().parents[3] / "docs" / "platform-api.yaml"


@endpoint("POST")
def records(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    batch = read(json_body(request), Batch)
    _same(terminal, batch.terminal_id)
    if len(batch.records) > MAX_RECORDS:
        raise Refusal(413, "too_many", f"at most {MAX_RECORDS} records")
    if batch.floor > lowest_seq(batch.records):
        raise Refusal(422, "impossible", "floor is above the records of its own batch")
    _keep_pace(terminal, len(batch.records))
    outcomes = apply_batch(terminal, str(batch.epoch), batch.records, batch.floor)
    return _answer({"results": [_result(one) for one in outcomes]}, terminal)


@endpoint("POST")
def leases(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    asked = read(json_body(request), LeaseRequest)
    _same(terminal, asked.terminal_id)
    granted = [_lease(one) for one in grant(terminal, str(asked.epoch), asked.have, asked.want)]
    return _answer({"leases": granted}, terminal)


@endpoint("GET")
def hall(request: HttpRequest, terminal: Terminal, hall_id: str) -> HttpResponse:
    if hall_id != terminal.hall.pk:
        raise Refusal(403, "hall", "the terminal stands in another hall")
    return _answer({}, terminal)


@endpoint("GET")
def feed(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    after = _number(request, "after", 0, 0, inbox.LARGEST)
    limit = _number(request, "limit", inbox.MOST_ITEMS, 1, inbox.MOST_ITEMS)
    page = inbox.page(terminal, after, limit, now())
    return _answer({"items": page.items, "cursor": page.cursor, "more": page.more}, terminal)


def openapi(request: HttpRequest) -> HttpResponse:
    """Needs no token: it is the same everywhere."""
    if request.method != "GET":
        return refused(wrong_method("GET"))
    return HttpResponse(OPENAPI.read_bytes(), content_type="application/yaml")


def not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    return error(404, "not_found", "API v1 has no such address")


def _same(terminal: Terminal, named: str) -> None:
    if named != terminal.pk:
        raise Refusal(403, "terminal", "the token is another terminal's")


def _keep_pace(terminal: Terminal, count: int) -> None:
    pace = settings.ZIZHU_PACE
    wait = pace.wait(terminal.pk, count, time.monotonic())
    if wait:
        more = {"pace": pace.advice(MAX_RECORDS)}
        raise Refusal(429, "pace", "more than was agreed", {"Retry-After": str(wait)}, more)


def _number(request: HttpRequest, name: str, default: int, least: int, most: int) -> int:
    """A whole number of the query. Raises Malformed."""
    text = request.GET.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise Malformed(f"not acceptable at ?{name}")
    if not least <= int(text) <= most:
        raise Malformed(f"not acceptable at ?{name}")
    return int(text)


def _answer(content: dict[str, Any], terminal: Terminal) -> JsonResponse:
    return JsonResponse(content | every(terminal, now()))


def _result(outcome: Outcome) -> dict[str, Any]:
    said = {"key": outcome.key, "status": outcome.status, "detail": outcome.detail}
    more = {"missing": outcome.missing, "retry_after": outcome.retry_after}
    return said | {name: value for name, value in more.items() if value}


def _lease(lease: Lease) -> dict[str, Any]:
    return {
        "lease_id": lease.lease_id,
        "group_id": lease.group.group_id,
        "business_date": lease.business_date.isoformat(),
        "first": lease.first,
        "last": lease.last,
    }

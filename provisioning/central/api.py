"""API v1: the views that terminals call. docs/platform.md is its description."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from provisioning.central.effects import apply_record
from provisioning.central.hallstate import hall_state, now
from provisioning.central.leases import grant
from provisioning.central.models import Hall, Lease, Terminal
from provisioning.central.wire import (
    MAX_BODY,
    MAX_RECORDS,
    Batch,
    LeaseRequest,
    Malformed,
    read,
)

View = Callable[..., HttpResponse]


class Refusal(Exception):
    """An answer other than 200: HTTP status, code and text, without personal data."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail


def error(status: int, code: str, detail: str) -> JsonResponse:
    return JsonResponse({"error": code, "detail": detail}, status=status)


def endpoint(method: str) -> Callable[[View], View]:
    """Answers in JSON whatever happens. The view gets the terminal that the token names."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if request.method != method:
                    raise Refusal(405, "method", f"{method} is needed")
                return view(request, _heard(request), *args, **kwargs)
            except Refusal as refusal:
                return error(refusal.status, refusal.code, refusal.detail)
            except Malformed as malformed:
                return error(400, "malformed", str(malformed))
            except OperationalError:
                busy = error(503, "busy", "the database is busy or full; send again")
                busy["Retry-After"] = "5"
                return busy

        return answer

    return decorate


def bearer(request: HttpRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _heard(request: HttpRequest) -> Terminal:
    digest = hashlib.sha256(bearer(request).encode()).hexdigest()
    terminal = (
        Terminal.objects.select_related("hall").filter(token_sha256=digest, active=True).first()
    )
    if terminal is None:
        raise Refusal(401, "token", "no active terminal has this token")
    Terminal.objects.filter(pk=terminal.pk).update(last_heard_at=timezone.now())
    return terminal


def _body(request: HttpRequest) -> bytes:
    try:
        body = request.body  # DATA_UPLOAD_MAX_MEMORY_SIZE is MAX_BODY
    except RequestDataTooBig:
        raise Refusal(413, "too_large", f"at most {MAX_BODY} bytes") from None
    if request.content_type != "application/json":
        raise Refusal(400, "malformed", "content type application/json is needed")
    return body


def _same(terminal: Terminal, named: str) -> None:
    if named != terminal.pk:
        raise Refusal(403, "terminal", "the token is another terminal's")


@endpoint("POST")
def records(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    batch = read(_body(request), Batch)
    _same(terminal, batch.terminal_id)
    if len(batch.records) > MAX_RECORDS:
        raise Refusal(413, "too_many", f"at most {MAX_RECORDS} records")
    outcomes = [apply_record(terminal, str(batch.epoch), raw) for raw in batch.records]
    results = [{"key": one.key, "status": one.status, "detail": one.detail} for one in outcomes]
    return _answer({"results": results}, terminal.hall)


@endpoint("POST")
def leases(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    asked = read(_body(request), LeaseRequest)
    _same(terminal, asked.terminal_id)
    granted = [_lease(one) for one in grant(terminal, str(asked.epoch), asked.have, asked.want)]
    return _answer({"leases": granted}, terminal.hall)


@endpoint("GET")
def hall(request: HttpRequest, terminal: Terminal, hall_id: str) -> HttpResponse:
    if hall_id != terminal.hall.pk:
        raise Refusal(403, "hall", "the terminal stands in another hall")
    return _answer({}, terminal.hall)


def not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    return error(404, "not_found", "API v1 has no such address")


def _answer(content: dict[str, Any], of: Hall) -> JsonResponse:
    moment = now()
    return JsonResponse(content | {"time": moment.isoformat(), "hall": hall_state(of, moment)})


def _lease(lease: Lease) -> dict[str, Any]:
    return {
        "lease_id": lease.lease_id,
        "group_id": lease.group.group_id,
        "business_date": lease.business_date.isoformat(),
        "first": lease.first,
        "last": lease.last,
    }

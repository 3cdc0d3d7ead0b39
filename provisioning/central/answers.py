"""How API v1 is asked and answers: who asks, the body that came, refusals. docs/platform.md."""

import hashlib
import zlib
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from provisioning.central.exchange.wire import MAX_BODY, Malformed
from provisioning.central.models import Terminal

View = Callable[..., HttpResponse]
BUSY_S = 5
"""Until a terminal may ask again where the database was busy."""


class Refusal(Exception):
    """An answer that is none of the good ones: HTTP status, code and text, without personal data.
    `more` are further members of the answer."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.headers, self.more = dict(headers or {}), dict(more or {})


def answered(refusal: Refusal) -> JsonResponse:
    content = {"error": refusal.code, "detail": refusal.detail} | refusal.more
    return JsonResponse(content, status=refusal.status, headers=refusal.headers)


def error(status: int, code: str, detail: str) -> JsonResponse:
    return answered(Refusal(status, code, detail))


def busy() -> Refusal:
    detail = "the database is busy or full; send again"
    return Refusal(503, "busy", detail, {"Retry-After": str(BUSY_S)})


def endpoint(*methods: str) -> Callable[[View], View]:
    """Answers in JSON whatever happens. The view gets the terminal that the token names."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise wrong_method(*methods)
                return view(request, heard(request), *args, **kwargs)
            except Refusal as refusal:
                return answered(refusal)
            except Malformed as malformed:
                return error(400, "malformed", str(malformed))
            except OperationalError:
                return answered(busy())

        return answer

    return decorate


def wrong_method(*methods: str) -> Refusal:
    return Refusal(
        405, "method", f"{' or '.join(methods)} is needed", {"Allow": ", ".join(methods)}
    )


def bearer(request: HttpRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def heard(request: HttpRequest) -> Terminal:
    """The terminal whose token came. Raises Refusal."""
    digest = hashlib.sha256(bearer(request).encode()).hexdigest()
    terminal = (
        Terminal.objects.select_related("hall").filter(token_sha256=digest, active=True).first()
    )
    if terminal is None:
        challenge = {"WWW-Authenticate": "Bearer"}
        raise Refusal(401, "token", "no active terminal has this token", challenge)
    Terminal.objects.filter(pk=terminal.pk).update(last_heard_at=timezone.now())
    return terminal


def json_body(request: HttpRequest) -> bytes:
    """The body, unpacked where it is gzip, at most MAX_BODY either way. Raises Refusal."""
    if request.content_type != "application/json":
        raise Refusal(415, "media_type", "content type application/json is needed")
    packing = request.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip"):
        raise Refusal(415, "media_type", "content encoding gzip or none is needed")
    try:
        body = request.body  # DATA_UPLOAD_MAX_MEMORY_SIZE is MAX_BODY
    except RequestDataTooBig:
        raise too_large() from None
    return unpacked(body) if packing == "gzip" else body


def unpacked(body: bytes) -> bytes:
    """One gzip member, never more than MAX_BODY of it in memory. Raises Refusal or Malformed."""
    reader = zlib.decompressobj(wbits=31)
    try:
        plain = reader.decompress(body, MAX_BODY + 1)
    except zlib.error:
        raise Malformed("not acceptable gzip") from None
    if len(plain) > MAX_BODY:
        raise too_large()
    if not reader.eof or reader.unused_data:
        raise Malformed("not acceptable gzip")
    return plain


def too_large() -> Refusal:
    return Refusal(413, "too_large", f"at most {MAX_BODY} bytes, also when unpacked")

"""Failure injection: WSGI in front of the API, for demos and tests.

    POST /_world/fault {"kind": "500", "count": 1}

`kind` none, 500, html (a captive portal's 200), empty, hang, drop_reply (applied, never answered),
redirect, 429 and 503 (not applied, `Retry-After: seconds`), slow (applied after `seconds`),
truncated (applied, half of the answer) or duplicate (applied twice, the second answer is given).
`count` (1 to 1000): how many requests it spoils before it heals by itself; without it, until the
next order. Only /api/ is spoiled. There is no token, so it answers loopback only.
"""

import io
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct
from waitress.channel import ClientDisconnected

from provisioning.central.exchange.wire import Malformed, read

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WSGIApp = Callable[[Environ, StartResponse], Iterable[bytes]]
Kind = Literal[
    "none",
    "500",
    "html",
    "empty",
    "hang",
    "drop_reply",
    "redirect",
    "429",
    "503",
    "slow",
    "truncated",
    "duplicate",
]
KINDS: tuple[str, ...] = get_args(Kind)
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_LOOK_S = 0.2
"""How often a hanging request looks whether its client has gone."""


class Order(Struct, frozen=True):
    kind: Kind
    count: Annotated[int, Meta(ge=1, le=1000)] | None = None
    seconds: Annotated[int, Meta(ge=1, le=3600)] = 1
    """Of Retry-After, or how slow."""


_NONE = Order("none")
_PUT_OFF = {"429": ("429 Too Many Requests", "pace"), "503": ("503 Service Unavailable", "busy")}
_PACE = {"max_records": 50, "min_pause_s": 1.0}


class Answer(Struct, frozen=True):
    status: str
    headers: list[tuple[str, str]]
    body: bytes


class Faults:
    def __init__(self, app: WSGIApp) -> None:
        self._app = app
        self._changed = threading.Condition()
        self._order = _NONE
        self._left = 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/_world/fault":
            return self._take_order(environ, start_response)
        order = self._next() if path.startswith("/api/") else _NONE
        match order.kind:
            case "none":
                return self._app(environ, start_response)
            case "hang":
                self._pause(environ, float("inf"))
                raise ClientDisconnected  # waitress closes the connection without a word
            case "drop_reply":
                self._apply(environ)
                raise ClientDisconnected
            case "slow":
                self._pause(environ, order.seconds)
                return self._app(environ, start_response)
            case "truncated":
                return _halved(self._apply(environ), start_response)
            case "duplicate":
                return self._twice(environ, start_response)
        return _misbehave(order, start_response)

    def _next(self) -> Order:
        with self._changed:
            order = self._order
            if order.count is not None:
                self._left -= 1
                if self._left <= 0:
                    self._order = _NONE
            return order

    def _take_order(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REMOTE_ADDR"] not in LOOPBACK or environ["REQUEST_METHOD"] != "POST":
            return _reply(start_response, "404 Not Found", b"{}")
        try:
            order = read(environ["wsgi.input"].read(), Order)
        except Malformed:
            return _reply(start_response, "400 Bad Request", b'{"error": "malformed"}')
        with self._changed:
            self._order, self._left = order, order.count or 0
            self._changed.notify_all()
        return _reply(start_response, "200 OK", b"{}")

    def _pause(self, environ: Environ, most_s: float) -> None:
        """Until the next order, the client's end, or `most_s` seconds."""
        gone: Callable[[], bool] = environ["waitress.client_disconnected"]
        end = time.monotonic() + most_s
        with self._changed:
            order = self._order
            while self._order is order and not gone():
                left = end - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(min(_LOOK_S, left))

    def _apply(self, environ: Environ) -> Answer:
        head: list[Any] = []
        body = self._app(environ, lambda status, headers, *_: head.extend((status, headers)))
        try:
            return Answer(head[0], head[1], b"".join(body))
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()

    def _twice(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """As where a network delivers one request two times."""
        sent = environ["wsgi.input"].read()
        copies = (environ | {"wsgi.input": io.BytesIO(sent)} for _ in range(2))
        _, second = (self._apply(copy) for copy in copies)
        start_response(second.status, second.headers)
        return [second.body]


def _halved(whole: Answer, start_response: StartResponse) -> Iterable[bytes]:
    """Its length is announced, half of it comes: waitress then closes the connection."""
    start_response(whole.status, whole.headers)
    return [whole.body[: len(whole.body) // 2]]


def _misbehave(order: Order, start_response: StartResponse) -> Iterable[bytes]:
    kind = order.kind
    if kind == "html":
        page = "<!doctype html><title>登录</title><p>请先登录无线网络</p>".encode()
        return _reply(start_response, "200 OK", page, "text/html; charset=utf-8")
    if kind == "empty":
        return _reply(start_response, "200 OK", b"")
    if kind == "redirect":
        start_response("302 Found", [("Location", "/login"), ("Content-Length", "0")])
        return [b""]
    if kind in _PUT_OFF:
        status, code = _PUT_OFF[kind]
        body = msgspec.json.encode({"error": code, "detail": "on order", "pace": _PACE})
        again = [("Retry-After", str(order.seconds))]
        return _reply(start_response, status, body, more=again)
    return _reply(start_response, "500 Internal Server Error", b"", "text/plain")


def _reply(
    start_response: StartResponse,
    status: str,
    body: bytes,
    kind: str = "application/json",
    more: Sequence[tuple[str, str]] = (),
) -> Iterable[bytes]:
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body))), *more])
    return [body]

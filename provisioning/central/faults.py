"""Failure injection: WSGI in front of the API, for demos and tests.

    POST /_world/fault {"kind": "500", "count": 1}

`kind` none, 500, html (a captive portal's 200), empty, hang, drop_reply (applied, never answered)
or redirect. `count` (1 to 1000): how many requests it spoils before it heals by itself; without it,
until the next order. Only /api/ is spoiled. There is no token, so it answers loopback only.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta, Struct
from waitress.channel import ClientDisconnected

from provisioning.central.wire import Malformed, read

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WSGIApp = Callable[[Environ, StartResponse], Iterable[bytes]]
Kind = Literal["none", "500", "html", "empty", "hang", "drop_reply", "redirect"]
KINDS: tuple[str, ...] = get_args(Kind)
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_LOOK_S = 0.2
"""How often a hanging request looks whether its client has gone."""


class Order(Struct, frozen=True):
    kind: Kind
    count: Annotated[int, Meta(ge=1, le=1000)] | None = None


class Faults:
    def __init__(self, app: WSGIApp) -> None:
        self._app = app
        self._changed = threading.Condition()
        self._order = Order("none")
        self._left = 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/_world/fault":
            return self._take_order(environ, start_response)
        kind = self._next_kind() if path.startswith("/api/") else "none"
        if kind == "none":
            return self._app(environ, start_response)
        if kind == "hang":
            self._hang(environ)
        if kind == "drop_reply":
            self._apply(environ)
        if kind in ("hang", "drop_reply"):
            raise ClientDisconnected  # waitress closes the connection without a word
        return _misbehave(kind, start_response)

    def _next_kind(self) -> Kind:
        with self._changed:
            order = self._order
            if order.count is not None:
                self._left -= 1
                if self._left <= 0:
                    self._order = Order("none")
            return order.kind

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

    def _hang(self, environ: Environ) -> None:
        gone: Callable[[], bool] = environ["waitress.client_disconnected"]
        with self._changed:
            order = self._order
            while self._order is order and not gone():
                self._changed.wait(_LOOK_S)

    def _apply(self, environ: Environ) -> None:
        body = self._app(environ, lambda *_: None)
        for _ in body:
            pass
        close = getattr(body, "close", None)
        if close is not None:
            close()


def _misbehave(kind: Kind, start_response: StartResponse) -> Iterable[bytes]:
    if kind == "html":
        page = "<!doctype html><title>登录</title><p>请先登录无线网络</p>".encode()
        return _reply(start_response, "200 OK", page, "text/html; charset=utf-8")
    if kind == "empty":
        return _reply(start_response, "200 OK", b"")
    if kind == "redirect":
        start_response("302 Found", [("Location", "/login"), ("Content-Length", "0")])
        return [b""]
    return _reply(start_response, "500 Internal Server Error", b"", "text/plain")


def _reply(
    start_response: StartResponse, status: str, body: bytes, kind: str = "application/json"
) -> Iterable[bytes]:
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]

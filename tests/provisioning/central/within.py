"""A platform within this process, over real HTTP, whose clock the test moves; what listens to it:
a gateway; and a terminal with a real queue, whose steps the test takes.

Modules with tables can be loaded only when there is a platform: `module` loads them.
"""

import base64
import hashlib
import json
import threading
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Self

import requests
from django.core.wsgi import get_wsgi_application
from django.db import connections
from waitress.server import create_server
from waitress.wasyncore import close_all

from kiosk.link.plain_http import PlainSession
from offline_queue.attachments import rows
from offline_queue.inbound.poll import Inbound
from offline_queue.outbox.rows import backlog
from offline_queue.store.writer import Store
from offline_queue.sync.central import central_sync
from offline_queue.sync.transport import CutAdapter, Transport
from offline_queue.sync.trusted_time import TrustedClock
from provisioning.central.conf import configure
from tests.clock import FakeClock
from tests.offline_queue.groups import GROUPS
from tests.offline_queue.inbound.terminal import Hands
from tests.offline_queue.terminal import supply
from tests.provisioning.central.platform import HALL, ONE
from tests.web import LOGIN, Handler, Web


def module(name: str) -> Any:
    return import_module(f"provisioning.central.{name}")


class Within:
    """`url` answers until the end of `with`."""

    def __init__(self, data: Path, clock: FakeClock) -> None:
        configure(data, world=True, clock=clock)
        self.data, self.clock = data, clock
        self._sockets: dict[int, Any] = {}
        options: dict[str, Any] = {"map": self._sockets, "host": "127.0.0.1", "port": 0}
        self._server = create_server(self._app(), threads=2, **options)
        self.url = f"http://127.0.0.1:{self._server.effective_port}"
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def _app(self) -> Callable[..., Any]:
        application = get_wsgi_application()

        def answer(environ: Any, start_response: Any) -> Any:
            try:
                return application(environ, start_response)
            finally:
                connections.close_all()  # of this thread: the file is deleted with the test

        return answer

    def _serve(self) -> None:
        while not self._end.is_set():
            self._server.asyncore.loop(timeout=0.02, map=self._sockets, count=1)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()
        self._server.task_dispatcher.shutdown()
        close_all(self._sockets)

    def headers(self, terminal: str = ONE) -> dict[str, str]:
        token = (self.data / "terminals" / terminal / "token").read_text().strip()
        return {"Authorization": f"Bearer {token}"}

    def ask(self, by: str, key: str, terminal: str = ONE) -> requests.Response:
        return requests.post(
            f"{self.url}/api/v1/progress",
            json={"by": by, "key": key},
            headers=self.headers(terminal),
            timeout=10,
        )

    def page(self, token: str, rest: str = "") -> requests.Response:
        return requests.get(f"{self.url}/follow/{token}{rest}", timeout=10)

    def round(self) -> None:
        """One round of what the platform does without being asked."""
        with PlainSession() as session:
            module("background").step(session)


class Hook(Web):
    """A gateway that writes down what it gets, with the time of the test's clock. `answers`: the
    statuses of the next requests, then 200."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(_Handler)
        self.url += "/hook"
        self.clock = clock
        self.got: list[tuple[float, dict[str, str], dict[str, Any]]] = []
        self.answers: list[int] = []

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [body for _, _, body in self.got]


class _Handler(Handler):
    owner: Hook

    def do_POST(self) -> None:
        hook = self.owner
        hook.got.append((hook.clock.monotonic(), dict(self.headers), json.loads(self.body())))
        status = hook.answers.pop(0) if hook.answers else 200
        self.tell(status, Location=LOGIN)


class Terminal:
    """Queue, inbox and network of one terminal."""

    def __init__(self, platform: Within, folder: Path, name: str = ONE) -> None:
        self.clock, self.name = platform.clock, name
        self.store = Store(folder, ballast_bytes=4096)
        supply(self.store)
        self.cable = CutAdapter()
        trusted = TrustedClock(platform.clock)
        handed = platform.data / "terminals" / name
        key_id, public = (handed / "platform-sign.pub").read_text().split()
        keys = {key_id: bytes.fromhex(public)}

        def more(line: Any) -> tuple[Inbound]:
            return (Inbound(self.store, line, name, keys, Hands(), trusted),)

        token = (handed / "token").read_text().strip()
        transport = Transport(platform.url, token, self.cable)
        self.sync = central_sync(
            self.store,
            transport,
            name,
            HALL,
            tuple(GROUPS.values()),
            trusted,
            lambda: None,
            lambda _low, high: high,
            more,
        )

    def put(self, body: dict[str, Any]) -> None:
        """An application, into the queue."""
        when = self.clock.now().isoformat(timespec="seconds")
        plain = {name: value for name, value in body.items() if name != "materials"}
        thing = str(body["application_id"])
        self.store.call(partial(_put, body=plain, when=when, thing=thing))

    def step(self) -> None:
        self.clock.advance(max(0.001, self.sync.step()))

    def until_sent(self) -> None:
        for _ in range(200):
            if not self.store.call(backlog).pending:
                return
            self.step()
        raise AssertionError("the queue does not get empty")

    def close(self) -> None:
        self.sync.stop()
        self.store.close()


def _put(ledger: Any, body: dict[str, Any], when: str, thing: str) -> None:
    rows.put(ledger, "application", body, when, [], about=thing)


def token_of(number: int) -> tuple[str, str]:
    """The token of a receipt's link, and what the platform is told of it."""
    raw = hashlib.sha256(b"token %d" % number).digest()[:16]
    token = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return token, hashlib.sha256(token.encode()).hexdigest()

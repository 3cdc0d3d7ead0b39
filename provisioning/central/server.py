"""Serving the platform: one process, few threads, SQLite."""

import logging
import os
import signal
import sys
import threading
from contextlib import AbstractContextManager
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string
from waitress.server import create_server
from waitress.wasyncore import close_all

from kiosk.link.bugs import end_on_bug
from provisioning.central.conf import configure
from provisioning.central.exchange.limits import Unusable, check
from provisioning.central.exchange.wire import MAX_BODY
from provisioning.central.faults import LOOPBACK, Faults, WSGIApp

log = logging.getLogger("central")
EXIT_USAGE = 2
EXIT_PORT = 3
_PLAIN: dict[str, Any] = {
    # Writers take turns on SQLite anyway; more threads would only wait for each other.
    "threads": 4,
    "ident": "zizhu",
    # A body that is too big gets this platform's own JSON answer up to here, waitress's beyond it.
    "max_request_body_size": 8 * MAX_BODY,
}
_WORLD = _PLAIN | {
    # Requests that hang on purpose must leave threads for the order that ends it,
    "threads": 12,
    # and see that their client has gone.
    "channel_request_lookahead": 1,
}


def run(
    data: Path, host: str, port: int, port_file: Path | None = None, *, world: bool = False
) -> int:
    """Migrate, then serve until SIGTERM or SIGINT; returns the process's exit code.

    port 0 takes a free one. `port_file` gets the port's number once requests are answered, and is
    gone after a clean exit. 3: the address cannot be had, one line on stderr says which. `world`
    adds failure injection and is refused (2) beyond loopback; so is a limits.json that cannot be
    used, or that turns dedupe off outside `world`.
    """
    app = _application(data, host, world)
    if app is None:
        return EXIT_USAGE
    sockets: dict[int, object] = {}
    options = _WORLD if world else _PLAIN
    try:
        server = create_server(app, map=sockets, host=host, port=port, **options)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        print(f"central: cannot listen on {host} port {port}: {reason}", file=sys.stderr)
        return EXIT_PORT
    call_command("migrate", verbosity=0, interactive=False)
    call_command("tidy", verbosity=0)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stop)
        # Without its background thread it would look well, and turn no lamp.
        end_on_bug("central")
    if port_file is not None:
        _write_whole(port_file, f"{_port(server)}\n")
    with _background():
        log.info("listens on http://%s:%d", f"[{host}]" if ":" in host else host, _port(server))
        server.run()
    close_all(sockets)
    if port_file is not None:
        port_file.unlink(missing_ok=True)
    return 0


def _application(data: Path, host: str, world: bool) -> WSGIApp | None:
    """None where it is refused; one line on stderr says why."""
    if world and host not in LOOPBACK:
        print("central: failure injection is for loopback addresses only", file=sys.stderr)
        return None
    try:
        configure(data, host, world=world)
        check(settings.ZIZHU_LIMITS, world)
    except Unusable as error:
        print(f"central: {error}", file=sys.stderr)
        return None
    app: WSGIApp = get_wsgi_application()
    return Faults(app) if world else app


def _background() -> AbstractContextManager[None]:
    """Its modules have tables, which can be loaded only once there is a configuration."""
    made: AbstractContextManager[None] = import_string(
        "provisioning.central.background.Background"
    )()
    return made


def _port(server: Any) -> int:
    # A host name with several addresses, such as localhost, makes several sockets.
    listens = getattr(server, "effective_listen", None)
    return int(listens[0][1] if listens else server.effective_port)


def _stop(signum: int, frame: FrameType | None) -> None:
    # waitress finishes the requests under way when its loop is left like this.
    raise SystemExit(0)


def _write_whole(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="ascii")
    draft.replace(path)

"""Web servers in the process of a test: real HTTP over a real socket of this machine."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

LOGIN = "登录".encode("gbk").decode("latin-1")
"""Where captive portals send to, as they write it."""


class Handler(BaseHTTPRequestHandler):
    """One connection, which stays open. `owner` is the `Web` that is asked."""

    owner: Any
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65536

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def tell(
        self, status: int, content: bytes = b"", kind: str = "application/json", **more: str
    ) -> None:
        """`more` headers, with _ for -."""
        self.send_response(status)
        headers = {name.replace("_", "-"): value for name, value in more.items()}
        told = {"Content-Type": kind, "Content-Length": str(len(content))} | headers
        for name, value in told.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def hang_up(self) -> None:
        """Without an answer."""
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Not on the screen: tests read what the owner wrote down."""


class Web:
    """Serves while it is entered. `url` ends without a slash."""

    def __init__(self, handler: type[Handler]) -> None:
        own = type(handler.__name__, (handler,), {"owner": self})
        self._server = _Server(("127.0.0.1", 0), own)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.01))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""

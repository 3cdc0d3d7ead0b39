"""HTTP in front of the simulated printer: a listener that can lose its plug."""

import contextlib
import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path

MOST_BODY = 64 * 1024 * 1024
IDLE_S = 30.0
TICK_S = 0.02
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)

Send = Callable[[bytes, int], None]
"""A (piece of a) reply that is announced to have so many bytes."""
Respond = Callable[[bytes, Send], bool]
"""Answers the body of one request; False hangs up."""


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE_S
    disable_nagle_algorithm = True
    wbufsize = -1
    server: "Listener"

    def handle(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # the host went away, or sent no HTTP
            super().handle()

    def do_POST(self) -> None:
        body = self._body()
        if body is None or not self.server.respond(body, self._send):
            self.close_connection = True

    def do_GET(self) -> None:
        """Printers have a web page; this one has none."""
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, data: bytes, announced: int) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/ipp")
        self.send_header("Content-Length", str(announced))
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def _body(self) -> bytes | None:
        """None where it is too long."""
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            length = self.headers.get("Content-Length") or ""
            size = int(length) if length.isdecimal() else MOST_BODY + 1
            return self.rfile.read(size) if size <= MOST_BODY else None
        found = bytearray()
        while (size := int(self.rfile.readline(20).partition(b";")[0], 16)) > 0:
            if size + len(found) > MOST_BODY:
                return None
            found += self.rfile.read(size)
            self.rfile.readline(4)
        self.rfile.readline(4)
        return bytes(found)

    def log_message(self, format: str, *args: object) -> None:
        """What matters is counted by the printer."""


class Listener(socketserver.ThreadingTCPServer):
    """Serves on loopback from its creation until `unplug`. `cert`: PEM with key, for ipps."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 16

    def __init__(self, port: int, respond: Respond, cert: Path | None = None) -> None:
        super().__init__(("127.0.0.1", port), _Connection)
        self.respond = respond
        self.port: int = self.server_address[1]
        self._open: set[socket.socket] = set()
        self._tls: ssl.SSLContext | None = None
        if cert is not None:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(cert)
        threading.Thread(target=self.serve_forever, args=(TICK_S,), daemon=True).start()

    def get_request(self) -> tuple[socket.socket, object]:
        sock, address = super().get_request()
        if self._tls is not None:
            # the handshake is made by the connection's own thread, at its first read
            sock = self._tls.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        self._open.add(sock)
        return sock, address

    def close_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        if isinstance(request, socket.socket):
            self._open.discard(request)
        super().close_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that broke is no news of the printer."""

    def unplug(self) -> None:
        """The port closes, and whoever is connected is cut off."""
        self.shutdown()
        self.server_close()
        for sock in [*self._open]:
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
                sock.shutdown(socket.SHUT_RDWR)

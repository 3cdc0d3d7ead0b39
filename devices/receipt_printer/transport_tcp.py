"""`tcp://host:port`, port 9100 as a rule."""

import socket
import struct
from urllib.parse import SplitResult

from devices.receipt_printer.transport import Transport, TransportAbsent, TransportSilent

SEND_BUFFER = 16 * 1024
"""Bytes that may wait in the kernel: small, so that a printer which stops reading is noticed."""

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class TcpTransport(Transport):
    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock.fileno())
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        self._sock = sock

    def abort(self) -> None:
        if self._sock.fileno() >= 0:
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.close()

    def close(self) -> None:
        self._sock.close()
        self._fd = -1


def parse_tcp(parts: SplitResult) -> tuple[str, int]:
    """Host and port. Raises ValueError."""
    if not parts.hostname or parts.port is None:
        raise ValueError(f"tcp://host:port is needed, not {parts.geturl()!r}")
    return parts.hostname, parts.port


def open_tcp(parts: SplitResult, timeout: float) -> TcpTransport:
    """Connect within `timeout` seconds. Raises TransportAbsent, TransportSilent, or ValueError."""
    address = parse_tcp(parts)
    try:
        sock = socket.create_connection(address, timeout)
    except TimeoutError:
        raise TransportSilent("the connection is not answered") from None
    except OSError as error:
        raise TransportAbsent(type(error).__name__) from None
    return TcpTransport(sock)

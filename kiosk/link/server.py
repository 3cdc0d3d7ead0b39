"""The listening end of a link. Only processes of the same user (or root) may connect."""

import contextlib
import os
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path

from kiosk.link.peer import Handler, Peer

_UCRED = struct.Struct("3i")
ACCEPT_PAUSE_S = 0.1


class AddressInUse(OSError):
    """Another process listens on this path."""


def _peer_uid(sock: socket.socket) -> int:
    raw = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _UCRED.size)
    _pid, uid, _gid = _UCRED.unpack(raw)
    return int(uid)


def _is_served(path: Path) -> bool:
    probe = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        probe.connect(str(path))
    except OSError:
        return False
    finally:
        probe.close()
    return True


class Server:
    """Accepts peers on a Unix socket (mode 0600) until closed.

    `on_peer` and `on_gone` may be None. Raises AddressInUse where another process answers.
    """

    def __init__(
        self,
        path: Path,
        on_message: Handler,
        on_peer: Callable[[Peer], None] | None = None,
        on_gone: Callable[[Peer], None] | None = None,
    ) -> None:
        if path.exists() and _is_served(path):
            raise AddressInUse(str(path))
        path.unlink(missing_ok=True)
        self.path = path
        self._on_message = on_message
        self._on_peer = on_peer
        self._on_gone = on_gone
        self._peers: set[Peer] = set()
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._sock.bind(str(path))
        path.chmod(0o600)
        self._sock.listen(16)
        self._thread = threading.Thread(target=self._accept_loop, name="accept", daemon=True)

    def start(self) -> "Server":
        self._thread.start()
        return self

    def peers(self) -> tuple[Peer, ...]:
        with self._lock:
            return tuple(self._peers)

    def close(self) -> None:
        """Stop accepting, close every peer, remove the socket file."""
        self._closing.set()
        with contextlib.suppress(OSError):  # a listening socket may refuse it; close ends accept
            self._sock.shutdown(socket.SHUT_RDWR)
        self._sock.close()
        if self._thread.is_alive():
            self._thread.join(2.0)
        for peer in self.peers():
            peer.close()
            peer.join()
        self.path.unlink(missing_ok=True)

    def _accept_loop(self) -> None:
        while True:
            try:
                sock, _ = self._sock.accept()
            except OSError:
                if self._closing.wait(ACCEPT_PAUSE_S):
                    return
                continue  # out of descriptors or memory for a moment: whoever waits is served later
            if _peer_uid(sock) not in (os.getuid(), 0):
                sock.close()
                continue
            peer = Peer(sock, self._on_message, self._gone)
            with self._lock:
                self._peers.add(peer)
            if self._on_peer is not None:
                self._on_peer(peer)
            peer.start()

    def _gone(self, peer: Peer) -> None:
        with self._lock:
            self._peers.discard(peer)
        if self._on_gone is not None:
            self._on_gone(peer)

"""The wires of the simulated printer: TCP, or a pseudo-terminal in place of a serial line."""

import os
import select
import socket
import struct
import tty
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from devices.sims.place import hold

ETHERNET_SEGMENT = 1460
SMALL_BUFFER = 64 * 1024
_PATIENCE_MS = 50
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Wire(Protocol):
    """Used on the simulator's thread, but for `send`."""

    @property
    def host(self) -> int:
        """Changes with each host that connects; 0 while there is none."""

    @property
    def fd(self) -> int:
        """What to wait for: a new host, or bytes of the one that is there; -1 for neither."""

    def read(self, size: int) -> bytes | None:
        """What the host sent, b"" for nothing; None where its connection was reset."""

    def send(self, data: bytes, host: int) -> None:
        """Send to `host` if it is still there; what it does not take is lost."""

    def break_off(self) -> None:
        """The host's connection is reset."""

    def refuse(self, refused: bool) -> None:
        """No host finds the printer, or it does again."""

    def close(self) -> None: ...


class TcpWire:
    """Accepts one host at a time on the loopback interface."""

    def __init__(self, port: int, buffer: int) -> None:
        self._place = hold(port)
        self.port: int = self._place.getsockname()[1]
        self.host = 0
        self._buffer = buffer
        self._hosts = 0
        self._client: socket.socket | None = None
        self._listener: socket.socket | None = None
        self.refuse(False)

    @property
    def fd(self) -> int:
        waited = self._client or self._listener
        return waited.fileno() if waited is not None else -1

    def read(self, size: int) -> bytes | None:
        if self._client is None:
            self._accept()
            return b""
        try:
            data = self._client.recv(size)
        except OSError:
            self._hang_up()
            return None
        if not data:
            self._hang_up()
        return data

    def send(self, data: bytes, host: int) -> None:
        client, rest = self._client, memoryview(data)
        with suppress(OSError, ValueError):  # the host went away meanwhile
            while rest and client is not None and host == self.host:
                if select.select([], [client], [], _PATIENCE_MS / 1000)[1]:
                    rest = rest[client.send(rest, socket.MSG_DONTWAIT) :]

    def break_off(self) -> None:
        if self._client is not None:
            self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._hang_up()

    def refuse(self, refused: bool) -> None:
        if refused and self._listener is not None:
            self._listener.close()
            self._listener = None
            self.break_off()
        elif not refused and self._listener is None:
            self._listen()

    def close(self) -> None:
        self.refuse(True)
        self._place.close()

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if self._buffer < SMALL_BUFFER:
            # a small printer also has a small window, or the kernel would hide that it is full;
            # with the huge segments of a loopback such a window would open in steps of 0.2 s
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, ETHERNET_SEGMENT)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self._buffer)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(1)
        self._listener = listener

    def _accept(self) -> None:
        if self._listener is not None:
            self._client, _ = self._listener.accept()
            self._client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._hosts += 1
            self.host = self._hosts

    def _hang_up(self) -> None:
        client, self._client, self.host = self._client, None, 0
        if client is not None:
            client.close()


class PtyWire:
    """A host cannot be seen to come or go; pulling the plug removes the terminal and the link."""

    host = 1

    def __init__(self, link: Path) -> None:
        self._link = link
        self._master = self._slave = -1
        self.refuse(False)

    @property
    def fd(self) -> int:
        return self._master

    def read(self, size: int) -> bytes | None:
        with suppress(BlockingIOError):
            return os.read(self._master, size)
        return b""

    def send(self, data: bytes, host: int) -> None:
        rest = memoryview(data)
        with suppress(OSError):
            while rest and select.select([], [self._master], [], _PATIENCE_MS / 1000)[1]:
                rest = rest[os.write(self._master, rest) :]

    def break_off(self) -> None:
        self.refuse(True)
        self.refuse(False)

    def refuse(self, refused: bool) -> None:
        if refused and self._master >= 0:
            self._link.unlink(missing_ok=True)
            os.close(self._master)
            os.close(self._slave)
            self._master = self._slave = -1
        elif not refused and self._master < 0:
            self._open()

    def close(self) -> None:
        self.refuse(True)

    def _open(self) -> None:
        self._master, self._slave = os.openpty()
        # the own slave end stays open, or the master reads EIO whenever no host has it open
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        fresh = self._link.with_name(self._link.name + ".new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(self._slave))
        fresh.replace(self._link)

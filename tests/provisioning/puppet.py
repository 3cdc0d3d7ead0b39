"""A child process that does only what the test tells it, over a Unix socket."""

import os
import select
import socket
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from provisioning.child import Spec
from provisioning.keeper import Keeper

PATIENCE_S = 10.0
"""Far longer than anything here takes; only a failure waits so long."""

SCRIPT = r"""
import os, select, signal, socket, sys
name, path = sys.argv[1:]
wire = socket.socket(socket.AF_UNIX)
wire.connect(path)
wire.sendall(f"{name} {os.getpid()}\n".encode())
def words(fd):
    data = b""
    while not data.endswith(b"\n"):
        more = os.read(fd, 1)
        if not more:
            os._exit(9)
        data += more
    return data.decode().split()
while True:
    ready, _, _ = select.select([0, wire], [], [])
    if 0 in ready:
        wire.sendall((" ".join(words(0)) + "\n").encode())
    if wire in ready:
        verb, *rest = words(wire.fileno())
        if verb == "say":
            sys.stdout.buffer.write(bytes.fromhex(rest[0]))
            sys.stdout.flush()
        elif verb == "exit":
            os._exit(int(rest[0]))
        elif verb == "deaf":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        wire.sendall(b"done\n")
"""


def is_gone(handle: int, patience: float = PATIENCE_S) -> bool:
    """True as soon as the process of a pidfd has ended; waits for it."""
    return bool(select.select([handle], [], [], patience)[0])


class Puppet:
    """One running child, as the test sees it."""

    def __init__(self, sock: socket.socket) -> None:
        sock.settimeout(PATIENCE_S)
        self._sock = sock
        self._lines = sock.makefile("r", encoding="utf-8")
        self.name, pid = self._lines.readline().split()
        self.pid = int(pid)
        self._handle = os.pidfd_open(self.pid)
        self._heard: deque[str] = deque()

    def hears(self) -> str:
        """The next line that its keeper wrote to it."""
        line = self._heard.popleft() if self._heard else self._lines.readline()
        return line.strip()

    def says(self, line: str) -> None:
        """It writes a line to its keeper."""
        self.says_bytes(line.encode() + b"\n")

    def says_bytes(self, data: bytes) -> None:
        self._order(f"say {data.hex()}")

    def is_deaf(self) -> None:
        """From now on it ignores SIGTERM."""
        self._order("deaf")

    def _order(self, text: str) -> None:
        self._sock.sendall(text.encode() + b"\n")
        while (line := self._lines.readline()) != "done\n":
            assert line, "it has ended"
            self._heard.append(line)

    def exits(self, status: int) -> None:
        self._sock.sendall(f"exit {status}\n".encode())
        assert self.is_gone()

    def is_gone(self, patience: float = PATIENCE_S) -> bool:
        return is_gone(self._handle, patience)

    def forget(self) -> None:
        os.close(self._handle)
        self._lines.close()
        self._sock.close()


class Stage:
    """Where the children of a keeper report."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "stage.sock"
        self._sock = socket.socket(socket.AF_UNIX)
        self._sock.settimeout(PATIENCE_S)
        self._sock.bind(str(self._path))
        self._sock.listen(16)
        self.puppets: list[Puppet] = []

    def spec(self, name: str) -> Spec:
        return Spec(name, (sys.executable, "-I", "-S", "-c", SCRIPT, name, str(self._path)))

    def enters(self, name: str) -> Puppet:
        """The next child that starts; it must be that one."""
        puppet = self.enters_any()
        assert puppet.name == name
        return puppet

    def enters_any(self) -> Puppet:
        sock, _ = self._sock.accept()
        puppet = Puppet(sock)
        self.puppets.append(puppet)
        return puppet

    def close(self) -> None:
        self._sock.close()
        for puppet in self.puppets:
            puppet.forget()


class Kept(threading.Thread):
    """A keeper at work in a thread; `code` is what its `run` returned."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(name="keeper")
        self.keeper = keeper
        self.code: int | None = None
        self.start()

    def run(self) -> None:
        self.code = self.keeper.run()

    def ends_with(self) -> int | None:
        self.join(PATIENCE_S)
        assert not self.is_alive()
        return self.code


@contextmanager
def kept(always: list[Spec], screen: Spec | None = None) -> Iterator[Kept]:
    running = Kept(Keeper(always, screen, lambda _line: None))
    try:
        yield running
    finally:
        running.keeper.stop()
        running.ends_with()

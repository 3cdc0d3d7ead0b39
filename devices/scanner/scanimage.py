"""One run of Debian's scanimage as a child process: a scanner's library never loads in this one, so
it can hang, crash and be killed there."""

import os
import select
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from devices.contract import DeviceLost, Token
from devices.scanner.protocol import LAST_WORDS
from kiosk.device import DeviceState
from kiosk.faults import Fault

CLOSE_S = 2.0
"""To close the scanner, once all is said that it has to say. sane-airscan 0.99.27 misses its own
wake-up there three times in a thousand scans, and would wait for ever."""
LEAVE_S = 0.3
"""To end by itself after SIGTERM: it tells the scanner to stop. One that hangs in its library takes
15 s, and is killed."""
STOP_S = 3.0
MOST_WORDS = 4096
"""Bytes of its output that are kept, the newest."""
MOST_DETAIL = 160
_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL")
"""Of util-linux: no scan goes on when this process was killed."""


class Scanimage:
    """A context: at its end the process is gone. Raises DeviceLost where it cannot be started."""

    def __init__(self, arguments: list[str], config_dir: Path, token: Token) -> None:
        self._token = token
        self._words = b""
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C",
            "SANE_CONFIG_DIR": str(config_dir),
        }
        pipe = subprocess.PIPE
        try:
            self._process = subprocess.Popen(
                [*_WITH_PARENT, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=pipe,
                stderr=pipe,
                env=environment,
                bufsize=0,
            )
            self._ended = os.pidfd_open(self._process.pid)
        except OSError as error:
            state, fault = DeviceState.HARDWARE_ERROR, Fault.SCANNER_ERROR
            raise DeviceLost(state, fault, f"setpriv: {error.strerror}") from None

    def __enter__(self) -> "Scanimage":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        with self._token.call(STOP_S):
            self._stop()

    def lines(self, silence_s: float) -> Iterator[str]:
        """What it writes to standard output, line by line, until it ends, or hangs with all said. A
        child that its backend forked and that holds the pipes beyond that is not waited for.

        Raises Stopped, or DeviceLost where for `silence_s` it neither writes a line nor ends.
        """
        out, errors = self._process.stdout, self._process.stderr
        assert out is not None and errors is not None
        pending = b""
        open_pipes = {out.fileno(), errors.fileno()}
        ended = self._ended
        while open_pipes:
            self._token.check()
            wait = min(CLOSE_S if self._has_said_all else silence_s, self._token.left())
            ready, _, _ = select.select([*open_pipes, ended, self._token.fd], [], [], wait)
            self._token.check()
            if not ready and self._has_said_all:
                return
            if not ready:
                state, fault = DeviceState.UNKNOWN, Fault.SCANNER_SILENT
                raise DeviceLost(state, fault, f"nothing for {silence_s:g} s")
            if ready == [ended]:
                return
            for pipe in open_pipes & set(ready):
                data = os.read(pipe, MOST_WORDS)
                if not data:
                    open_pipes.remove(pipe)
                elif pipe == errors.fileno():
                    self._words = (self._words + data)[-MOST_WORDS:]
                else:
                    *whole, pending = (pending + data)[-MOST_WORDS:].split(b"\n")
                    yield from (line.decode("utf-8", "replace") for line in whole)

    def wait(self) -> int:
        """Its exit status, once `lines` has ended; negative: the signal that killed it. 0 where it
        had said all and hung: then its words alone tell how it went."""
        with self._token.call(STOP_S), suppress(subprocess.TimeoutExpired):
            return self._process.wait(LEAVE_S)
        self._stop()
        return 0 if self._has_said_all else self._process.returncode

    @property
    def _has_said_all(self) -> bool:
        return LAST_WORDS.encode() in self._words

    @property
    def texts(self) -> list[str]:
        """The newest of what it said on standard error, printable characters only."""
        lines = self._words.decode("ascii", "replace").splitlines()
        kept = ("".join(filter(str.isprintable, line))[-MOST_DETAIL:] for line in lines)
        return [line for line in kept if line]

    def _stop(self) -> None:
        process = self._process
        for stop in (process.terminate, process.kill):
            if process.poll() is None:
                stop()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(LEAVE_S)
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
        if self._ended >= 0:
            os.close(self._ended)
            self._ended = -1

"""The system's own smart card service, pcscd, with the virtual reader driver vpcd as its reader.

Runs in a namespace of its own (sim_namespace.py). pcscd takes and forgets readers of this kind only
when it starts, so a reader that is plugged in or pulled is a service that was started again.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

READER = "Virtual SSC"
SLOTS = (f"{READER} 00 00", f"{READER} 00 01")
"""Names of both slots: the card's, and one that stands for a security module's."""
PORT = 0x8C7B
"""Of the first slot; the second has the next."""
SOCKET = "pcscd.comm"

_DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
_OUTLIVED_BY_NOBODY = ("setpriv", "--pdeathsig", "KILL")
_START_S = 10.0
_POLL_S = 0.005
_LONGEST_PATH = 107


class ServiceFailed(Exception):
    """pcscd or its driver is not installed, or does not start."""


class Pcscd:
    """Make it before the namespace hides the installed driver, which it copies; start it after.

    All methods on one thread, which must not end before `stop`: the service dies with it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._config = folder / "readers"
        self._child: subprocess.Popen[bytes] | None = None
        if len(os.fsencode(folder / SOCKET)) > _LONGEST_PATH:
            raise ServiceFailed(f"the path of {folder} is too long for a socket in it")
        try:
            shutil.copyfile(_DRIVER, folder / "vpcd.so")
        except OSError as error:
            raise ServiceFailed(f"vsmartcard-vpcd: {error}") from error
        self._config.mkdir(exist_ok=True)

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def start(self, plugged: bool = True) -> None:
        """Returns when it takes connections. Raises ServiceFailed."""
        reader = (
            f'FRIENDLYNAME "{READER}"\nDEVICENAME /dev/null:0x{PORT:X}\n'
            f"LIBPATH {self._folder}/vpcd.so\nCHANNELID 0x{PORT:X}\n"
        )
        (self._config / "vpcd").write_text(reader if plugged else "", encoding="utf-8")
        for name in (SOCKET, "pcscd.pid"):  # a killed one leaves them, and they forbid a start
            (self._folder / name).unlink(missing_ok=True)
        command = [*_OUTLIVED_BY_NOBODY, "pcscd", "--foreground", "--config", str(self._config)]
        with (self._folder / "pcscd.log").open("ab") as log:
            try:
                self._child = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
            except FileNotFoundError as error:
                raise ServiceFailed(f"not installed: {error}") from error
        self._wait_until_up()

    def freeze(self) -> None:
        """It answers nobody until it thaws."""
        if self._child is not None:
            self._child.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        if self._child is not None:
            self._child.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """At once, as a crash does."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def _wait_until_up(self) -> None:
        until = time.monotonic() + _START_S
        while time.monotonic() < until and self.running:
            with suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
                probe.connect(str(self._folder / SOCKET))
                return
            time.sleep(_POLL_S)
        self.stop()
        log = (self._folder / "pcscd.log").read_text(encoding="utf-8", errors="replace")
        raise ServiceFailed(f"pcscd did not start: {log[-500:]}")

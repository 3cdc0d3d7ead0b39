"""A TPM 2.0 in software, as a process of its own on a Unix socket, and a listener on its bus."""

import contextlib
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offline_queue.samples import until

NEEDED = ("swtpm", "tpm2_createprimary")


class SoftTpm:
    """Its seed lies in `folder`: started again there, it is the same chip."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.socket = folder / "s"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def tcti(self) -> str:
        return f"swtpm:path={self.socket}"

    def start(self) -> None:
        self._folder.mkdir(exist_ok=True)
        self.socket.unlink(missing_ok=True)
        command = ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={self._folder}"]
        command += ["--server", f"type=unixio,path={self.socket}"]
        command += ["--ctrl", f"type=unixio,path={self.socket}.ctrl"]
        command += ["--flags", "not-need-init,startup-clear"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
        until(self._answers)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=10)
            self._process = None

    def run(self, *command: str, given: bytes = b"", tcti: str = "") -> bytes:
        """One of tpm2-tools, by hand."""
        return subprocess.run(
            [*command, "-T", tcti or self.tcti],
            cwd=self._folder,
            input=given,
            capture_output=True,
            check=True,
            timeout=20,
        ).stdout

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.socket)) == 0


@contextlib.contextmanager
def soft_tpm(folder: Path) -> Iterator[SoftTpm]:
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if lacking:
        pytest.skip(f"{lacking[0]} is not installed: apt-get install swtpm tpm2-tools")
    made = SoftTpm(folder)
    made.start()
    try:
        yield made
    finally:
        made.stop()


class Bus:
    """Between the tools and the chip: everything that goes by is in `heard`."""

    def __init__(self, chip: SoftTpm, path: Path) -> None:
        self.tcti = f"swtpm:path={path}"
        self.heard = b""
        self._chip = str(chip.socket)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        path.with_name(path.name + ".ctrl").symlink_to(f"{chip.socket}.ctrl")
        self._listener.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(timeout=10)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                tool, _ = self._listener.accept()
            except OSError:
                return
            chip = socket.socket(socket.AF_UNIX)
            chip.connect(self._chip)
            with tool, chip:
                back = threading.Thread(target=self._pass, args=(chip, tool))
                back.start()
                self._pass(tool, chip)
                back.join(timeout=10)

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                self.heard += piece
                target.sendall(piece)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

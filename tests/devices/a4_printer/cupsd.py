"""A real cupsd in folders of its own, with one queue that lpadmin made; for root and others."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

PATIENCE_S = 20.0
NOBODY = 65534
_CONF = """\
Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
LogLevel info
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
_FILES = """\
ServerRoot {folder}/root
RequestRoot {folder}/requests
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/tmp
ServerBin /usr/lib/cups
DataDir /usr/share/cups
DocumentRoot {folder}/root
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
User lp
Group lp
"""


def is_there() -> bool:
    return all(map(shutil.which, ("cupsd", "lpadmin", "setpriv")))


class Cupsd:
    """`drop`: run as nobody, as on a machine where we are not root."""

    def __init__(self, folder: Path, drop: bool) -> None:
        self.port = _free_port()
        for name in ("root", "requests", "cache", "state", "tmp"):
            (folder / name).mkdir()
        (folder / "cupsd.conf").write_text(_CONF.format(port=self.port))
        (folder / "cups-files.conf").write_text(_FILES.format(folder=folder))
        command = ["cupsd", "-f", "-c", f"{folder}/cupsd.conf", "-s", f"{folder}/cups-files.conf"]
        if drop:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
            ids = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
            command = ["setpriv", *ids, *command]
        self._folder = folder
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        )
        self._wait()

    def add_queue(self, device: str) -> str:
        """The url of a queue to `device`."""
        command = ["lpadmin", "-p", "A4", "-E", "-v", device, "-m", "everywhere"]
        server = {**os.environ, "CUPS_SERVER": f"127.0.0.1:{self.port}"}
        subprocess.run(command, env=server, check=True, timeout=PATIENCE_S, capture_output=True)
        return f"ipp://127.0.0.1:{self.port}/printers/A4"

    @property
    def fell(self) -> bool:
        """It ended by itself: cupsd 2.4.2 once in some thousand jobs reads memory that it freed."""
        return self._process.poll() is not None

    def log(self) -> str:
        return (self._folder / "error_log").read_text(errors="replace")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_S)

    def __enter__(self) -> "Cupsd":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1.0).close()
            except ConnectionRefusedError:
                time.sleep(0.02)
            else:
                return
        raise AssertionError("cupsd did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

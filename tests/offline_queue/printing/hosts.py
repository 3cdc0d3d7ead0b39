"""The printer host as a process of its own, kept running as the keeper does, on real simulators."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 20.0
START = (
    "import sys; from pathlib import Path; from devices.run_printers import run_printers; "
    "from kiosk.fitted import parse_fitted; "
    "tables = {'id_reader': {'port': '/dev/null'}, 'receipt_printer': {'url': sys.argv[2]},"
    " 'a4_printer': {'url': sys.argv[3]}}; "
    "fitted = parse_fitted(tables, Path.cwd(), demo=True); "
    "sys.exit(run_printers(Path(sys.argv[1]), fitted, 'T00003'))"
)


class Host:
    """Started again whenever it ends. `lives` counts how often it was started."""

    def __init__(self, socket: Path, receipts: str, a4: str) -> None:
        self.path = socket
        self._command = [sys.executable, "-W", "error", "-c", START, str(socket), receipts, a4]
        self._lock = threading.Lock()
        self._closed = False
        self.lives = 0
        self._begin()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
            self._process.kill()
        self._keeper.join(PATIENCE_S)

    def kill(self) -> None:
        """As the kernel does it."""
        with self._lock:
            self._process.kill()

    def _begin(self) -> None:
        self._process = subprocess.Popen(self._command, cwd=ROOT)
        self.lives += 1

    def _keep(self) -> None:
        while True:
            self._process.wait()
            with self._lock:
                if self._closed:
                    return
                self._begin()

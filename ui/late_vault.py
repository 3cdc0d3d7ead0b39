"""The keys of the screen's process, loaded beside its first frame."""

import os
import sys
import threading
from collections.abc import Callable

from kiosk.ports import Vault

EXIT_UNUSABLE = 3


class LateVault:
    """Loads the keys on a thread of its own: they are needed when the first citizen is, and the
    cryptography behind them takes as long to load as the first frame. Implements Vault."""

    def __init__(self, load: Callable[[], Vault]) -> None:
        self._load = load
        self._there = threading.Event()
        self._vault: Vault | None = None

    def begin(self) -> None:
        threading.Thread(target=self._fill, name="vault", daemon=True).start()

    def _fill(self) -> None:
        try:
            self._vault = self._load()
        except (OSError, ValueError) as error:
            sys.stderr.write(f"zizhu: the terminal's keys cannot be read: {error}\n")
            sys.stderr.flush()
            os._exit(EXIT_UNUSABLE)
        self._there.set()

    def _get(self) -> Vault:
        self._there.wait()
        assert self._vault is not None
        return self._vault

    def holder_hash(self, id_no: str) -> str:
        return self._get().holder_hash(id_no)

    def seal(self, place: str, name: str, id_no: str, kind: str) -> bytes:
        return self._get().seal(place, name, id_no, kind)

    def token(self, of: str) -> str:
        return self._get().token(of)

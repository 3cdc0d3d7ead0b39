"""One question to the platform, on a connection of its own: the line on which records go does not
wait for it, and is not waited for."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from kiosk.faults import Fault
from offline_queue.sync.bearer import read_token
from offline_queue.sync.transport import TIMEOUTS, CutAdapter, OnCable, Transport


class NotAnswered(Exception):
    """Nothing may be shown. `detail` is for operators and holds nothing of what was asked."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(fault.value)
        self.fault, self.detail = fault, detail


class KnownCut(Exception):
    """The platform is known not to answer, and was not asked."""


class Way(Struct, frozen=True):
    """Thread-safe. `is_cut`: the platform is known not to answer. `patience`: seconds to connect
    and to wait for the next bytes."""

    base_url: str
    token_file: Path
    is_cut: Callable[[], bool]
    cable: CutAdapter | None = None
    patience: tuple[float, float] = TIMEOUTS

    @contextlib.contextmanager
    def open(self) -> Iterator[Transport]:
        """For the requests of one question. Raises KnownCut or NoToken."""
        if self.is_cut():
            raise KnownCut
        adapter = OnCable(self.cable) if self.cable is not None else None
        token = read_token(self.token_file)
        transport = Transport(self.base_url, token, adapter, patience=self.patience)
        try:
            yield transport
        finally:
            transport.close()

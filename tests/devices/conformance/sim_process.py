"""A simulator as a child process, steered over its control socket."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kiosk.link import Peer, connect
from kiosk.messages.sims import Done

REPOSITORY = Path(__file__).parents[3]
PATIENCE_S = 15.0


class Stoppable(Protocol):
    def stop(self) -> None: ...


T = TypeVar("T", bound=Stoppable)


def in_short_folder(start: Callable[[Path], T]) -> Iterator[T]:
    """For a fixture: what `start` starts in a folder of its own; stopped at the end. A socket's
    path is short, pytest's folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="zz-", dir="/tmp"))
    sim = start(folder)
    yield sim
    sim.stop()
    shutil.rmtree(folder)


class SimProcess:
    """`python -m MODULE ARGUMENTS... --kept`; returns once the socket `control` answers. It ends
    with this process, however that ends."""

    def __init__(self, control: Path, module: str, *arguments: str) -> None:
        command = [sys.executable, "-m", module, *arguments, "--kept"]
        self._child = subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE)
        self._peer: Peer | None = connect(control, lambda *_: None, patience=PATIENCE_S)

    def tell(self, message: object) -> Any:
        """Steer; its answer. AssertionError where it refuses."""
        assert self._peer is not None, "the simulator does not run"
        answer = self._peer.request(message, PATIENCE_S)
        assert not isinstance(answer, Done) or answer.ok, answer.detail
        return answer

    def stop(self) -> None:
        """End it in an orderly way. Nothing where it has ended."""
        if self._peer is None:
            return
        self._peer.close()
        self._peer.join()
        self._peer = None
        self._child.terminate()
        try:
            assert self._child.wait(PATIENCE_S) == 0, "the simulator did not end well"
        finally:
            self._child.kill()
            self._child.wait()
            assert self._child.stdin is not None
            self._child.stdin.close()

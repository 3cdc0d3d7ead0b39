"""One terminal with its screen, its platform and its devices: the world of one citizen."""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kiosk.link import Peer, connect
from kiosk.messages.stage import OnScreen
from tests.bench.processes import wait_for_rest
from tests.bench.program import PROGRAM
from ui.dock.actor import Actor
from ui.dock.central import Central
from ui.dock.sims import ID_READER, Simulated, receipt_printer
from ui.dock.stage_world import World
from ui.dock.terminal import Terminal

READY_LIMIT_S = 60.0


class Scene(World):
    """As the demo's world, but with the terminal `near` alone and no pictures."""

    def __init__(self, folder: Path, central: Central, terminal: Terminal) -> None:
        self.folder = self.out = folder
        self.central = central
        self.near = self.far = terminal
        self._numbers = itertools.count(1)
        self.citizen = Actor(terminal.folder / "run" / "stage.sock")

    def shows(self, screen: str) -> OnScreen:
        """Wait for this screen of a session that goes on. Raises Lost."""
        return self.citizen.see(screen, lambda now: now.screen == screen)

    def begins(self) -> OnScreen:
        """Wait for the idle frame of a screen that nobody has used, with its successor warm."""
        shown = self.citizen.see("idle", _is_fresh)
        self.until("a successor stands by", lambda: len(self.near.pids("screen")) == 2)
        wait_for_rest(self.near.pids("screen")[-1])
        return shown

    def to_means(self) -> None:
        """From the idle screen to the choice between card and number."""
        for target, screen in (("start", "choose_business"), ("choose:A", "choose_means")):
            self.citizen.touch(target)
            self.shows(screen)

    def serves(self, terminal: Terminal) -> bool:
        return self._serves(terminal)

    def service_link(self) -> Peer:
        """A link of one more screen. Raises LinkClosed."""
        path = self.near.folder / "run" / "service.sock"
        return connect(path, lambda *_: None, patience=READY_LIMIT_S)


BENCHED = (ID_READER, receipt_printer("epson-80mm-chinese"))


def _is_fresh(now: OnScreen) -> bool:
    """A screen that has been left shows the idle page too, while it waits for its end."""
    return now.screen == "idle" and now.event != "Over"


@contextmanager
def one_terminal(
    devices: tuple[Simulated, ...] = BENCHED, before: Callable[[Path], object] = lambda _: None
) -> Iterator[Scene]:
    """Started and idle; `before` gets its state folder while nothing runs. Where it fails, the logs
    of all processes stay in its folder."""
    folder = Path(tempfile.mkdtemp(prefix="zizhu-bench-"))
    with closing(Central(PROGRAM, folder)) as central:
        data, url = central.data, central.url
        with closing(
            Terminal(PROGRAM, folder, "T00003", data, devices, ("--headless",))
        ) as terminal:
            before(terminal.folder / "state")
            scene = Scene(folder, central, terminal.start(url))
            with closing(scene.citizen):
                scene.until("it is ready", lambda: scene.serves(terminal), READY_LIMIT_S)
                scene.begins()
                yield scene
    shutil.rmtree(folder)

"""A simulated A4 printer as a process, and a driver on it as the runner uses it."""

import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from devices.a4_printer.client import IppClient
from devices.a4_printer.driver import A4Printer
from devices.a4_printer.remote import Remote
from devices.a4_printer.settings import A4Settings
from devices.contract import Token
from devices.runner import DeviceRunner
from devices.sims.script import parse_script
from kiosk.device import DeviceStatus
from kiosk.link import Envelope, Peer, connect
from kiosk.messages.printing import PrintDocument, PrintEnded, PrintProgress
from kiosk.messages.sims import AskPages, Done, Heal, Inject, LoadPaper, Pages
from kiosk.values import replace
from tests.devices.a4_printer.document import pdf
from tests.devices.conformance.heard import Heard

ROOT = Path(__file__).parents[3]
PATIENCE_S = 20.0
PAGE_S = 0.04


def nothing(_peer: Peer, _envelope: Envelope, _message: Any) -> None:
    return


class Sim:
    """The simulator process, its fault script, and what came out of it."""

    def __init__(
        self, folder: Path, *arguments: str, port: int = 0, page_s: float = PAGE_S
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder / "out"
        control = folder / f"a4-{os.urandom(2).hex()}.sock"
        command = [sys.executable, "-W", "error", "-m", "devices.a4_printer.sim", str(port)]
        command += [str(self.folder), str(control), "--page-s", str(page_s), "--kept", *arguments]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
        assert ready, "the simulator did not start"
        self.port = int(self.process.stdout.readline().split()[1])
        self._peer = connect(control, nothing, patience=PATIENCE_S)

    @property
    def url(self) -> str:
        return f"ipp://127.0.0.1:{self.port}/ipp/print"

    def script(self, *lines: str) -> None:
        """Fault script lines without the device: `at page 2 jam`."""
        self.steer(Inject(parse_script("\n".join(f"a4_printer: {line}" for line in lines))))

    def steer(self, message: object) -> None:
        assert self._peer.request(message, PATIENCE_S) == Done()

    def heal(self) -> None:
        self.steer(Heal())

    def load_paper(self) -> None:
        self.steer(LoadPaper())

    def pages(self) -> Pages:
        answer = self._peer.request(AskPages(), PATIENCE_S)
        assert isinstance(answer, Pages)
        return answer

    def came_out(self, job: str) -> int:
        return sum(page.job == job for page in self.pages().pages)

    def listens(self) -> bool:
        """Whether its port is open."""
        try:
            socket.create_connection(("127.0.0.1", self.port), PATIENCE_S).close()
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """Power gone, without a word."""
        self._peer.close()
        self._peer.join()
        self.process.kill()
        self._end()

    def close(self) -> None:
        self._peer.close()
        self._peer.join()
        self.process.terminate()
        self._end()

    def _end(self) -> None:
        self.process.wait(PATIENCE_S)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def __enter__(self) -> "Sim":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.returncode is None:
            self.close()


@contextmanager
def remote(url: str, user: str) -> Iterator[Remote]:
    """A printer or queue as `user` uses it."""
    token = Token(time.monotonic() + PATIENCE_S)
    found = Remote(IppClient(url), user)
    found.use(token, token.until)
    yield found
    found.close()
    token.close()


class Line:
    """A runner on an A4 printer, as in a printer host, and what it said. With `ready` the printer
    can print when the line is entered."""

    def __init__(self, url: str, ready: bool = True, **settings: Any) -> None:
        self._wait = ready
        quick = A4Settings(url, poll_s=0.1, look_s=0.05, lost_s=0.4, busy_s=0.4, read_s=0.5)
        self.settings = replace(quick, **settings)
        self.heard = Heard(PrintEnded)
        self._runner = DeviceRunner(lambda: A4Printer(self.settings), self.heard.put)

    def __enter__(self) -> "Line":
        self._runner.start()
        if self._wait:
            self.ready()
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def ready(self) -> None:
        self.status(lambda status: status.can_print)

    def status(self, where: Callable[[DeviceStatus], bool]) -> DeviceStatus:
        return self.heard.status("that status", where, PATIENCE_S)

    def submit(self, name: str, pages: int = 3, deadline_s: float = 10.0, **more: Any) -> None:
        document = PrintDocument(name, pdf(pages), pages, deadline_s=deadline_s)
        self._runner.submit(replace(document, **more))

    def cancel(self, name: str) -> None:
        self._runner.cancel(name)

    def ended(self, name: str) -> PrintEnded:
        """The one completion; nothing comes after it."""
        ended = self.heard.completion(name, PATIENCE_S)
        assert isinstance(ended, PrintEnded)
        assert not self.heard.wrong(name)
        return ended

    def print(self, name: str, pages: int = 3, deadline_s: float = 10.0, **more: Any) -> PrintEnded:
        self.submit(name, pages, deadline_s, **more)
        return self.ended(name)

    def page(self, name: str, number: int) -> None:
        """Wait until so many pages of a job came out."""
        self.heard.until(f"page {number}", lambda: max([0, *self.progress(name)]) >= number)

    def progress(self, name: str) -> list[int]:
        said = [one.message for one in self.heard.about(name)]
        return [message.done for message in said if isinstance(message, PrintProgress)]

"""Real parts for the tests: the simulator as a process, and a runner on the reader in it."""

import atexit
import shutil
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from devices.runner import DeviceRunner
from devices.sims.script import parse_script
from devices.ssc_reader.driver import Limits, SscReader
from devices.ssc_reader.pcsc import Context, PcscError
from devices.ssc_reader.sim_pcscd import SLOTS, SOCKET
from devices.worker import Pace
from kiosk.device import CompletionCode, DeviceState, DeviceStatus, Media
from kiosk.faults import Fault
from kiosk.identity import IdentityCard
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadSocialCard
from kiosk.messages.devices import CommandFailed
from kiosk.messages.hosts import Cancel
from kiosk.messages.sims import (
    Apdus,
    AskApdus,
    FaultRule,
    Heal,
    Inject,
    PutSocialCard,
    TakeSocialCard,
)
from kiosk.values import replace
from tests.devices.conformance.heard import Heard
from tests.devices.conformance.sim_process import SimProcess

PATIENCE_S = 45.0
"""No statement about speed: later than this, it counts as never."""
QUICK = Limits(call_s=0.5, connect_s=2.0, apdu_s=0.5)
PACE = Pace(first_pause_s=0.02, longest_pause_s=0.2, healthy_s=0.3, grace_s=0.1, watch_s=0.02)
CARD = PutSocialCard()
OTHER = replace(CARD, name="测试乙", id_no="440524188001010022", card_no="T00000028", sex="2")


class _Link:
    """The one path under which this process finds a service. The library reads that name at its
    first call and never again, so it is called here, before any test, and the path is a symbolic
    link to the socket of whichever service is wanted."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="zz-ssc-", dir="/tmp"))
        self._path = self._folder / SOCKET
        atexit.register(shutil.rmtree, self._folder)
        with pytest.MonkeyPatch.context() as patch, suppress(PcscError):  # nobody is there yet
            patch.setenv("PCSCLITE_CSOCK_NAME", str(self._path))
            Context().close()

    def point_at(self, folder: Path) -> None:
        fresh = self._folder / "new"
        fresh.symlink_to(folder / SOCKET)
        fresh.replace(self._path)


_LINK = _Link()


class Sim:
    """`python -m devices.ssc_reader.sim` in a folder of its own. One at a time is in use by this
    process: the one that was started last."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="zz-ssc-", dir="/tmp"))
        control = self.folder / "control"
        folder = str(self.folder)
        self._process = SimProcess(control, "devices.ssc_reader.sim", folder, str(control))
        self.use()

    def use(self) -> None:
        _LINK.point_at(self.folder)

    def tell(self, message: object) -> Any:
        return self._process.tell(message)

    def put(self, card: PutSocialCard = CARD) -> None:
        self.tell(card)

    def take(self) -> None:
        self.tell(TakeSocialCard())

    def inject(self, *rules: FaultRule) -> None:
        self.tell(Inject(rules))

    def script(self, text: str) -> None:
        """Lines of a fault script, without the device."""
        self.inject(*parse_script("\n".join(f"ssc_reader: {line}" for line in text.splitlines())))

    def heal(self) -> None:
        self.tell(Heal())

    def apdus(self) -> Apdus:
        answer = self.tell(AskApdus())
        assert isinstance(answer, Apdus)
        return answer

    def service_pid(self) -> int:
        return int((self.folder / "pcscd.pid").read_text(encoding="ascii").rstrip("\0\n"))

    def reset(self) -> None:
        """In order, empty, and seen to be so."""
        self.heal()
        self.take()
        until_empty()

    def close(self) -> None:
        self._process.stop()
        shutil.rmtree(self.folder)


def until_empty() -> None:
    """Wait until the service has seen that no card is in the reader."""
    _until(present=False)


def until_present() -> None:
    _until(present=True)


def _until(present: bool) -> None:
    end = time.monotonic() + PATIENCE_S
    context = Context()
    try:
        state = context.state(SLOTS[0])
        while state.present != present:
            assert time.monotonic() < end, "the card never came or went"
            state = context.state(SLOTS[0], state, wait_s=0.1)
    finally:
        context.close()


class Reader:
    """A runner on the driver, what it told, and whether it asked for a new process."""

    def __init__(self, reader: str = SLOTS[0], limits: Limits = QUICK) -> None:
        self.heard = Heard(CardRead)
        self.stuck = threading.Event()
        self.runner = DeviceRunner(
            lambda: _quick(SscReader(reader, limits)), self.heard.put, self.stuck.set, PACE
        )

    def __enter__(self) -> "Reader":
        self.runner.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.runner.close()

    def status(self, state: DeviceState, media: Media | None = None) -> DeviceStatus:
        """The last status, as soon as it says so."""
        return self.heard.status(
            f"{state} {media or ''}",
            lambda s: s.state is state and media in (None, s.media),
            PATIENCE_S,
        )

    def empty(self) -> "Reader":
        self.status(DeviceState.ONLINE, Media.NOT_PRESENT)
        return self

    def read(self, name: str, deadline_s: float = 30.0) -> None:
        self.runner.submit(ReadSocialCard(name, deadline_s))

    def cancel(self, name: str) -> None:
        self.runner.cancel(Cancel(name).command)

    def completion(self, name: str) -> Any:
        return self.heard.completion(name, PATIENCE_S)

    def name_read(self, name: str, card: PutSocialCard) -> IdentityCard:
        """What was read, after a look that it is this card's holder in every part."""
        completion = self.completion(name)
        assert isinstance(completion, CardRead), completion
        read = completion.card
        assert (read.name, read.id_no, read.card_no) == (card.name, card.id_no, card.card_no)
        return read

    def failure(self, name: str) -> tuple[CompletionCode, Fault]:
        """How the command ended, which did not succeed."""
        completion = self.completion(name)
        assert isinstance(completion, CommandFailed), completion
        return completion.code, completion.fault

    def failed(self, name: str, fault: Fault, times: int = 1) -> None:
        """Wait until this fault was told so often as progress."""
        said = CardFailed(name, fault)
        self.heard.until(
            f"{times} x {fault!r}", lambda: self.heard.messages().count(said) >= times, PATIENCE_S
        )

    def stages(self, name: str) -> list[str]:
        """What was told of a command, in short: stages, faults and the completion."""
        words = []
        for said in self.heard.about(name):
            message = said.message
            if isinstance(message, ReadProgress):
                words.append(str(message.stage))
            else:
                words.append(getattr(message, "fault", type(message).__name__))
        return words


def _quick(driver: SscReader) -> SscReader:
    driver.poll_s = 0.05
    driver.open_limit_s = driver.poll_limit_s = 2.0
    return driver

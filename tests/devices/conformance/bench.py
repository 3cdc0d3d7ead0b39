"""A real driver under its runner with its simulator, and what must be true of all that it told."""

from typing import Any

from devices.contract import Driver, command_id
from devices.runner import DeviceRunner
from devices.worker import Pace
from kiosk.device import Cover, DeviceState, DeviceStatus, Media, PaperSupply, Toner
from kiosk.link import decode, encode
from kiosk.messages.devices import CommandFailed
from kiosk.messages.printing import PrintEnded
from kiosk.messages.sims import FaultRule
from kiosk.print_state import PrintState
from tests.devices.conformance.heard import Heard
from tests.devices.conformance.running import Answer
from tests.devices.conformance.subject import Subject

PACE = Pace(first_pause_s=0.05, longest_pause_s=0.3, healthy_s=2.0, watch_s=0.05, close_s=5.0)
PATIENCE_S = 20.0
"""No statement about speed: later than this, it counts as never."""
POLL_S = 0.5
"""An idle device is looked at more often than in service: the tests wait for that."""
UNHEARD = (DeviceState.NO_DEVICE, DeviceState.POWER_OFF, DeviceState.UNKNOWN, DeviceState.STARTING)
"""States in which nothing is known of the device, not even its paper."""
SENSED = {
    "paper": (PaperSupply.UNKNOWN, PaperSupply.NOT_SUPPORTED),
    "media": (Media.UNKNOWN, Media.NOT_SUPPORTED),
    "cover": (Cover.UNKNOWN, Cover.NOT_SUPPORTED),
    "toner": (Toner.UNKNOWN, Toner.NOT_SUPPORTED),
}
"""Fields of DeviceStatus: what silence means, and what it means that the model cannot tell."""


class DeviceBench:
    """Use as `with`: starts the runner; at the end closes it and judges everything it told."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.heard = Heard(subject.done)
        self.broken = False
        self.names: list[str] = []
        self.runner = DeviceRunner(self._driver, self.heard.put, self._break, PACE)

    def _driver(self) -> Driver:
        driver = self.subject.driver()
        driver.poll_s = min(driver.poll_s, POLL_S)
        return driver

    def _break(self) -> None:
        self.broken = True

    def __enter__(self) -> "DeviceBench":
        self.runner.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.runner.close()
        if kind is None:
            self.judge()

    # --- what the test does ---------------------------------------------------------------------

    def inject(self, word: str) -> None:
        self.subject.inject(*self.rules(word))

    def rules(self, word: str) -> tuple[FaultRule, ...]:
        return self.subject.faults[word]

    def submit(self, command: Any) -> str:
        name = command_id(command)
        self.names.append(name)
        self.runner.submit(command)
        return name

    def give(self, name: str, deadline_s: float = 10.0) -> str:
        return self.submit(self.subject.command(name, deadline_s))

    def does(self, name: str, deadline_s: float = 10.0) -> None:
        """The device performs a command with success."""
        completion = self.completion(self.give(name, deadline_s))
        assert succeeded(self.subject, completion), completion

    def completion(self, name: str) -> Any:
        return self.heard.completion(name, PATIENCE_S)

    def ask(self) -> DeviceStatus:
        answer = Answer()
        self.runner.ask(answer.put)
        return answer.get(PATIENCE_S)

    def online(self) -> DeviceStatus:
        return self.heard.status("online", lambda s: s.state is DeviceState.ONLINE, PATIENCE_S)

    def back(self) -> None:
        """Wait until the device itself, asked anew, says that it is there."""
        self.heard.until("back", lambda: self.ask().state is DeviceState.ONLINE, PATIENCE_S)

    def gone(self) -> DeviceStatus:
        """Wait until the device is told to be away: a loss is told within two looks at it."""
        driver = self.runner.worker.driver
        limit_s = driver.poll_s + 2 * driver.poll_limit_s + PATIENCE_S / 2
        return self.heard.status("away", lambda s: s.state is not DeviceState.ONLINE, limit_s)

    # --- what must be true of everything --------------------------------------------------------

    def judge(self) -> None:
        assert not self.broken, "asked for a new process: a bug, or too many hung threads"
        assert [wrong for name in self.names if (wrong := self.heard.wrong(name))] == []
        for message in self.heard.messages():
            assert decode(encode(message, 1))[1] == message
            name = command_id(message)
            assert not name or name in self.names, f"told of an unknown command {name!r}"
        for status in self.heard.statuses():
            self._judge_status(status)

    def _judge_status(self, status: DeviceStatus) -> None:
        for field, (unknown, cannot_tell) in SENSED.items():
            value = getattr(status, field)
            senses = field in self.runner.capabilities.senses
            assert (value == cannot_tell) <= (not senses), f"{field} is sensed: {status}"
            if status.state in UNHEARD and senses:
                assert value == unknown, f"{field} of a device that was not heard: {status}"


def succeeded(subject: Subject, completion: Any) -> bool:
    if isinstance(completion, PrintEnded):
        return completion.state is PrintState.PRINTED
    return isinstance(completion, subject.done) and not isinstance(completion, CommandFailed)

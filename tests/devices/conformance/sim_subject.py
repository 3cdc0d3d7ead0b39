"""What the subjects share: their fault rules, and a simulator that runs as a child process."""

from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path

from kiosk.device import Device
from kiosk.messages.sims import FaultRule, Heal, Inject
from tests.devices.conformance.sim_process import SimProcess
from tests.devices.conformance.subject import Subject

Faults = Mapping[str, tuple[FaultRule, ...]]


def faults(
    device: Device, mid: tuple[str, int] | None, garbage: int = 0, late: int = 100, **other: str
) -> Faults:
    """The suite's words as rules of a simulator. `mid`: when the plug is pulled in the middle of a
    command ("byte", 700), None where that cannot be said; `garbage` bytes, `late` milliseconds;
    `other`: a word of this simulator's own instead."""
    words = {"silent": ("silent", 0), "hang": ("hang", 0), "unplug": ("unplug", 0)}
    words |= {"garbage": ("garbage", garbage), "slow": ("late", late)}
    words |= {name: (fault, 0) for name, fault in other.items()}
    rules = {
        name: (FaultRule(device, fault, value=value),) for name, (fault, value) in words.items()
    }
    if mid is not None:
        rules["unplug_mid"] = (FaultRule(device, "unplug", *mid),)
    return rules


class SimSubject(Subject):
    """`module` is the simulator's, started with `arguments`; `prepare` makes it ready for a command
    and renews the material."""

    module: str

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._sim: SimProcess | None = None

    @property
    def control(self) -> Path:
        return self.folder / "control"

    @abstractmethod
    def arguments(self) -> tuple[str, ...]: ...

    @abstractmethod
    def prepare(self) -> None: ...

    def start(self) -> None:
        self._sim = SimProcess(self.control, self.module, *self.arguments())
        self.prepare()

    def stop(self) -> None:
        if self._sim is not None:
            self._sim.stop()
        self._sim = None

    def inject(self, *rules: FaultRule) -> None:
        self.tell(Inject(rules))

    def heal(self) -> None:
        self.tell(Heal())
        self.prepare()

    def tell(self, message: object) -> None:
        assert self._sim is not None, "the simulator does not run"
        self._sim.tell(message)

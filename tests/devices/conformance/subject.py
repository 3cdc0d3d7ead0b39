"""What the conformance suite must know of a device: how to bring it up, use it and disturb it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from devices.contract import Driver
from kiosk.device import Device
from kiosk.messages.sims import FaultRule


class Subject(ABC):
    """One driver with its simulator, which runs in a process of its own. It serves many tests, one
    after the other, each of which begins with `heal`; see reference.py for how to write one.

    `faults` maps the suite's words to rules of this simulator, for those that apply to the device:
    "silent" (answers nothing), "hang" (a call of the driver's library may never return), "garbage",
    "slow" (answers, late), "unplug" (lost now), "unplug_mid" (lost while a command runs).
    """

    device: Device
    done: type[Any]
    """The success completion of `command`."""
    faults: Mapping[str, tuple[FaultRule, ...]]

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def start(self) -> None:
        """Start the simulator; returns when it can be steered. A card is on the reader, paper is
        loaded, a page lies under the camera: `command` will succeed."""

    @abstractmethod
    def stop(self) -> None:
        """End the simulator (the device is gone). Nothing where it does not run."""

    @abstractmethod
    def inject(self, *rules: FaultRule) -> None:
        """Arm these rules. AssertionError where the simulator refuses them."""

    @abstractmethod
    def heal(self) -> None:
        """End every fault; plug in again; renew the material (a card lifted and put back)."""

    @abstractmethod
    def driver(self) -> Driver:
        """A fresh production driver for this device, with limits short enough for a test."""

    @abstractmethod
    def command(self, name: str, deadline_s: float = 10.0) -> Any:
        """A command with this id that the undisturbed device performs in about a second."""

    def long_command(self, name: str, deadline_s: float = 30.0) -> Any:
        """A command that goes on until it is cancelled, where the device has one (a reading without
        a card, a preview); else None. May change the material: call it before `command`."""
        return None

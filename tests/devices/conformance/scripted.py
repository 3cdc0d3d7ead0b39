"""A device in memory that does what a test says, for tests of the runner itself."""

import threading
import time
from collections import deque
from enum import StrEnum
from typing import Any

from devices.contract import DeviceLost, Driver, Refused, Tell, Token
from kiosk.device import Capabilities, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.imaging import CodeRead, PreviewHint, ReadCode
from kiosk.values import replace

HUNG_S = 60.0
"""A hung call ends by itself at last, or a failed test would keep its thread."""


class Act(StrEnum):
    """What the device does when it is next called."""

    WELL = "well"
    LOST = "lost"
    GARBLE = "garble"
    HELD = "held by another"
    REFUSE = "refuse"
    LONG = "goes on until it is stopped"
    HANG = "never returns"
    HANG_IN_CALL = "never returns, in a guarded call"
    BUG = "a bug"


class World:
    """The device behind every driver that `make` makes. `plans[place]` are its next acts there
    (open, poll, perform, close); where none is planned it does `habit`, at first WELL."""

    def __init__(self, queues: bool = False) -> None:
        self.queues = queues
        self.plans: dict[str, deque[Act]] = {}
        self.habit: dict[str, Act] = {}
        self.released = threading.Event()
        """Set, every hung call returns."""
        self.drivers: list[ScriptedDriver] = []
        self.calls: list[str] = []
        self._held: dict[str, threading.Event] = {}
        self.times: list[float] = []
        """CLOCK_MONOTONIC of each open."""
        self.limit_s = 0.2

    def make(self) -> "ScriptedDriver":
        self.drivers.append(ScriptedDriver(self, len(self.drivers)))
        return self.drivers[-1]

    def plan(self, place: str, *acts: Act) -> None:
        self.plans.setdefault(place, deque()).extend(acts)

    def held_at(self, place: str) -> threading.Event:
        """The driver waits at this place, before it acts, until the event is set."""
        return self._held.setdefault(place, threading.Event())

    def next_act(self, place: str) -> Act:
        self.calls.append(place)
        if place == "open":
            self.times.append(time.monotonic())
        if place in self._held:
            self._held[place].wait(HUNG_S)
        plan = self.plans.get(place)
        return plan.popleft() if plan else self.habit.get(place, Act.WELL)

    def count(self, place: str) -> int:
        return self.calls.count(place)


class ScriptedDriver(Driver):
    device = Device.CODE_READER
    poll_s = 0.02

    def __init__(self, world: World, number: int) -> None:
        self.capabilities = Capabilities(("ReadCode",), queues=world.queues)
        self.world = world
        self.number = number
        """Told as `identity`: which driver it was that spoke."""
        self.open_limit_s = self.poll_limit_s = self.close_limit_s = world.limit_s
        self.former: Driver | None = None

    def follow(self, former: Driver) -> None:
        self.former = former

    def open(self, token: Token) -> DeviceStatus:
        return self._status("open", token)

    def poll(self, token: Token) -> DeviceStatus:
        return self._status("poll", token)

    def _status(self, place: str, token: Token) -> DeviceStatus:
        self._act(self.world.next_act(place), token)
        return DeviceStatus(DeviceState.ONLINE, identity=str(self.number))

    def perform(self, command: Any, tell: Tell, token: Token) -> object:
        assert isinstance(command, ReadCode)
        tell(PreviewHint(command.command, None))
        self._act(self.world.next_act("perform"), token)
        tell(PreviewHint(command.command, None))
        return CodeRead(command.command, "QRCode", "1")

    def close(self) -> None:
        act = self.world.next_act("close")
        if act in (Act.HANG, Act.HANG_IN_CALL):
            self.world.released.wait(HUNG_S)

    def _act(self, act: Act, token: Token) -> None:
        if act is Act.LOST:
            raise DeviceLost(DeviceState.NO_DEVICE, Fault.CODE_READER_ABSENT)
        if act is Act.GARBLE:
            raise DeviceLost(DeviceState.HARDWARE_ERROR, Fault.CODE_READER_SILENT, "noise")
        if act is Act.HELD:
            raise DeviceLost(DeviceState.BUSY, Fault.CODE_READER_ABSENT, "held")
        if act is Act.REFUSE:
            raise Refused(Fault.CODE_NOT_FOUND)
        if act is Act.LONG:
            while True:
                token.wait(HUNG_S)
        if act is Act.HANG:
            self.world.released.wait(HUNG_S)
        if act is Act.HANG_IN_CALL:
            with token.call(self.world.limit_s):
                self.world.released.wait(HUNG_S)
        if act is Act.BUG:
            raise ZeroDivisionError


def code_command(name: str, deadline_s: float = 5.0) -> ReadCode:
    return replace(ReadCode(name), deadline_s=deadline_s)

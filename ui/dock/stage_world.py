"""The stage of the journeys: one platform, two terminals of one hall, citizens with cards."""

import itertools
import subprocess
import time
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.identity import Assurance, Means
from kiosk.link import LinkClosed, LinkTimeout, connect
from kiosk.messages.operator import AskQueue, HoldPrint, QueueStatus, SetNetwork
from kiosk.messages.service import (
    AskHall,
    HallView,
    Network,
    NumberTaken,
    Priority,
    Refused,
    TakeNumber,
)
from kiosk.messages.sims import Apdus, AskApdus, ShowPicture
from ui.dock.actor import PATIENCE_S, Actor, Lost
from ui.dock.central import Central
from ui.dock.desk import HOSTS, Desk
from ui.dock.people import Person, person
from ui.dock.sims import SMALL, WHOLE
from ui.dock.terminal import HALL_ID, Terminal

PAINT_S = 120.0
START_S = 120.0
"""Patience with a machine on which much starts at once."""
NOTHING = {
    Device.DOCUMENT_CAMERA: "document-none",
    Device.FACE_CAMERA: "face-none",
    Device.CODE_READER: "code-none",
}
"""What each camera sees while nobody shows it anything."""


class World:
    """`out` gets the evidence; the terminals' own files stay in `folder`."""

    def __init__(self, program: tuple[str, ...], folder: Path, out: Path) -> None:
        self.folder = folder
        self.out = out
        self._program = program
        self.shots = out / "screens"
        self.central = Central(program, folder)
        data, url = self.central.data, self.central.url
        self.near = Terminal(program, folder, "T00003", data, WHOLE, ("--headless",))
        self.far = Terminal(program, folder, "T00005", data, SMALL, ("--no-screen",))
        self.pictures = folder / "pictures"
        self._paint(program)
        self._seen: dict[Device, str] = {}
        for terminal in (self.near, self.far):
            terminal.configure(url, terminal.simulated(url))
        self._show_nothing()
        for terminal in (self.near, self.far):
            terminal.start_keeper()
        self._numbers = itertools.count(1)

    def close(self) -> None:
        self.near.close()
        self.far.close()
        self.central.close()

    def somebody(self) -> Person:
        """A person who was not here yet."""
        return person(next(self._numbers))

    def actor(self, journey: str) -> Actor:
        return Actor(self.near.folder / "run" / "stage.sock", self.shots, journey)

    # --- what the cameras see, and what is kept ------------------------------------------------

    def _paint(self, program: tuple[str, ...]) -> None:
        command = [program[0], "-m", "devices.sims.pictures", str(self.pictures)]
        subprocess.run(command, cwd=Path(program[-1]).parent, check=True, timeout=PAINT_S)

    def paint_code(self, name: str, text: str) -> None:
        """A picture of a QR code, for `show`."""
        command = [self._program[0], "-m", "devices.sims.pictures", str(self.pictures), name]
        root, kept = Path(self._program[-1]).parent, text.encode()
        subprocess.run(command, cwd=root, check=True, timeout=PAINT_S, input=kept)

    def show(self, device: Device, picture: str) -> None:
        """Hold a picture of devices.sims.pictures before a camera of the near terminal."""
        if self._seen.get(device) != picture:
            jpeg = (self.pictures / f"{picture}.jpg").read_bytes()
            self.near.sims.ask(device, ShowPicture(jpeg))
            self._seen[device] = picture

    def _show_nothing(self) -> None:
        for device, picture in NOTHING.items():
            self.show(device, picture)

    def keep(self, name: str, content: bytes) -> None:
        """A file for the evidence, in `documents`."""
        folder = self.out / "documents"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    def apdus(self) -> tuple[str, ...]:
        """What has reached the social security card of the near terminal."""
        answer = self.near.sims.ask(Device.SSC_READER, AskApdus())
        assert isinstance(answer, Apdus)
        return answer.commands

    # --- the service, as its screens and operators see it -----------------------------------

    def ask(self, message: object, terminal: Terminal | None = None) -> Any:
        """One question to a terminal's service, asked again while it is restarting."""
        path = (terminal or self.near).folder / "run" / "service.sock"
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                peer = connect(path, lambda *_: None, patience=PATIENCE_S)
                try:
                    return peer.request(message, PATIENCE_S)
                finally:
                    peer.close()
            except (LinkClosed, LinkTimeout):
                if time.monotonic() > deadline:
                    raise Lost("the service does not answer") from None

    def network(self, up: bool, terminal: Terminal | None = None) -> None:
        self.ask(SetNetwork(up), terminal)
        wanted = Network.UP if up else Network.DOWN
        self.until("the network is seen", lambda: self.hall(terminal).network is wanted)

    def hold_print(self, on: bool) -> None:
        self.ask(HoldPrint(on))

    def hall(self, terminal: Terminal | None = None) -> HallView:
        view = self.ask(AskHall(), terminal)
        assert isinstance(view, HallView)
        return view

    def queue(self, terminal: Terminal | None = None) -> QueueStatus:
        status = self.ask(AskQueue(), terminal)
        assert isinstance(status, QueueStatus)
        return status

    def take(self, terminal: Terminal, on_paper: bool = False) -> NumberTaken | Refused:
        """An anonymous number without a screen, as a screen would ask for it."""
        order = TakeNumber(
            request_id=uuid.uuid4().hex,
            session_id=uuid.uuid4().hex,
            group_id="D",
            means=Means.NONE,
            assurance=Assurance.AL0,
            priority=Priority.NORMAL,
            on_paper=on_paper,
        )
        answer = self.ask(order, terminal)
        assert isinstance(answer, NumberTaken | Refused)
        return answer

    # --- waiting ----------------------------------------------------------------------------

    def until(self, what: str, is_so: Callable[[], bool], limit: float = PATIENCE_S) -> None:
        """Poll a fact of another process. Raises Lost."""
        deadline = time.monotonic() + limit
        while not is_so():
            if time.monotonic() > deadline:
                raise Lost(f"waited until {what}")
            time.sleep(0.05)

    def drained(self, terminal: Terminal | None = None) -> None:
        """Every record of the terminal is on the platform."""
        self.until("the outbox is empty", lambda: self.queue(terminal).pending == 0)

    def holdings(self, terminal_id: str) -> dict[str, Any]:
        """What the platform holds of a terminal: tickets, leases, prints, evaluations, audit."""
        terminals: list[dict[str, Any]] = self.central.holds(HALL_ID)["terminals"]
        return next(one for one in terminals if one["terminal_id"] == terminal_id)

    def ready(self) -> None:
        """Both terminals serve: printers and platform have been heard, numbers are leased, and
        each device is there."""
        for terminal in (self.near, self.far):
            self.until("a terminal is ready", partial(self._serves, terminal), START_S)
            for device in terminal.sims.devices:
                self.until(f"{device} is online", partial(self.is_online, device, terminal))

    def status(self, device: Device, terminal: Terminal | None = None) -> DeviceStatus:
        """What the device says now; unknown while its host is being renewed."""
        try:
            desk = Desk((terminal or self.near).run, HOSTS[device])
            try:
                return desk.status(device)
            finally:
                desk.close()
        except (Lost, LinkClosed):
            return DeviceStatus()

    def is_online(self, device: Device, terminal: Terminal | None = None) -> bool:
        return self.status(device, terminal).state is DeviceState.ONLINE

    def _serves(self, terminal: Terminal) -> bool:
        try:
            hall = self.hall(terminal)
        except Lost:
            return False  # many processes start at once
        free = any(one.refusal is None for one in hall.businesses)
        return hall.printer.can_print and hall.network is Network.UP and free

    def calm(self) -> None:
        """After a journey: no faults, paper, no card, nothing before a camera, network up."""
        for terminal in (self.near, self.far):
            for device in terminal.sims.devices:
                terminal.heal(device)
        self.near.load_paper()
        self.near.take_card()
        self.near.take_social_card()
        self._show_nothing()
        self.central.fault("none")
        for terminal in (self.near, self.far):
            self.network(True, terminal)
        self.until("the printer is well", lambda: self.hall().printer.can_print)

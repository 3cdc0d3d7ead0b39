"""The service process: the only one that records, and the only one that commands the printer."""

import logging
import signal
import sys
import threading
from collections.abc import Callable, Collection, Sequence
from typing import Any

from kiosk.clock import Clock
from kiosk.config import ConfigError, TerminalConfig
from kiosk.link import Envelope, Peer, Server
from kiosk.link.bugs import end_on_bug
from kiosk.link.server import AddressInUse
from kiosk.messages.operator import SetNetwork
from kiosk.ports import Catalogue
from kiosk.queueing.group import QueueGroup
from offline_queue import catalogue_desk
from offline_queue.archive.intake import Intake
from offline_queue.audit.trail import Trail
from offline_queue.backup.guard import check_machine
from offline_queue.backup.machine import ReadMachine, read_machine
from offline_queue.board import Board
from offline_queue.catalogue_desk import CatalogueDesk
from offline_queue.desk import Desk, Parts
from offline_queue.hall_file import Unusable, load_groups
from offline_queue.housekeeping import Housekeeping
from offline_queue.inbound.fitted import Fitted
from offline_queue.inbound.trust import BadKeyFile
from offline_queue.office import Office
from offline_queue.outbox.streams import CENTRAL
from offline_queue.printing.jobs import JOB_DEADLINE_S, Printing
from offline_queue.printing.printer_link import PrinterLink
from offline_queue.queries import queries_of
from offline_queue.shelf import Shelf
from offline_queue.store.ballast import ballast_size
from offline_queue.store.commits import StoreError
from offline_queue.store.database import AlreadyRunning, CannotOpen
from offline_queue.store.room_watch import RoomWatch
from offline_queue.store.writer import Store
from offline_queue.sync.bearer import NoToken
from offline_queue.sync.destinations import Destinations, destinations
from offline_queue.sync.errands import Errand
from offline_queue.sync.line import Line
from offline_queue.sync.transport import CutAdapter
from offline_queue.sync.trusted_time import TrustedClock
from offline_queue.vault.address import device_key_of
from offline_queue.vault.device_key import NoDeviceKey

EXIT_UNUSABLE = 3
"""Second instance, or a configuration that cannot work: one line on stderr says which."""
FORMER_PATIENCE_S = 8.0
FORMER_LOOK_S = 0.25
TIDY_S = 3600.0

log = logging.getLogger("offline_queue.service")


class Service:
    """All parts, wired. Raises Unusable, CannotOpen, NoDeviceKey, StoreError, AlreadyRunning or
    AddressInUse."""

    def __init__(
        self,
        config: TerminalConfig,
        clock: Clock,
        job_deadline_s: float = JOB_DEADLINE_S,
        lamps: Collection[str] = (),
        read_machine: ReadMachine = read_machine,
        end: Callable[[], None] | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        """`end` makes this process end in order, to be started again; None where nobody would."""
        groups = {group.group_id: group for group in load_groups(config.hall_file)}
        self.clock = TrustedClock(clock)
        self._end, self._demo, self._catalogue = end, config.demo, catalogue
        self._device_key = device_key_of(config)
        self.store = Store(config.state, ballast_size(config.demo), self._device_key)
        self._trail = Trail(self.store, config.terminal_id, self.clock, lambda: self.clock.wrong)
        self._room = RoomWatch(self.store, config.state, self.clock.now, self.clock.monotonic)
        own = (self.clock, self._device_key, self._trail, self._room)
        self.house = Housekeeping(self.store, config.state, *own)
        try:
            check_machine(self.store, read_machine())
            self._trail.start()
            self.house.recover()
            self.house.tidy()
            self._wire(config, groups, job_deadline_s, lamps)
        except BaseException:
            self.store.close()
            raise

    def start(self) -> None:
        self._fitted.watch_log(True)
        self._link.start()
        self.printing.start()
        self._board.start()
        self.sync.start()
        self._server.start()

    def stop(self) -> None:
        self._server.close()
        self.printing.stop()
        self._link.stop()
        self.sync.stop()
        self._board.stop()
        self._room.close()
        self._trail.stop()
        self.store.close()
        self._fitted.watch_log(False)

    def _wire(
        self,
        config: TerminalConfig,
        groups: dict[str, QueueGroup],
        job_deadline_s: float,
        lamps: Collection[str],
    ) -> None:
        cable = CutAdapter() if config.demo else None
        self._link = PrinterLink(config.printers_socket, self._changed, lamps)
        self.sync = self._destinations(config, tuple(groups.values()), cable)
        self.intake = Intake(self.store, config.state, self._room, self.clock.now, self.sync.wake)
        office = self._office(config, groups)
        self.printing = Printing(
            self.store,
            self._link,
            self.clock,
            office.slip_of,
            lambda job: self._desk.on_news(job),
            self.sync.wake,
            job_deadline_s,
        )
        self._items = CatalogueDesk(
            self.store,
            Shelf(self._catalogue, self.clock),
            self.clock.now,
            self._changed,
            self.sync.wake,
            queries_of(config, self._catalogue, self.store, self.clock, self.sync, cable),
        )
        self._board = Board(
            lambda: self._items.view(office.hall_view()), lambda: self._server.peers(), self.clock
        )
        parts = Parts(
            self.store, office, self.sync, self.printing, self._board, self._link.lamps, cable
        )
        self._desk = Desk(parts)
        config.run.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._server = Server(
            config.service_socket, self._on_message, self._board.greet, self._forget
        )

    def _destinations(
        self, config: TerminalConfig, groups: Sequence[QueueGroup], cable: CutAdapter | None
    ) -> Destinations:
        parts = (self.store, self.clock, self._link, self._changed, self._end)
        self._fitted = Fitted(config, *parts, hinted=lambda: self._items.hinted())

        def more(line: Line, dest: int) -> Sequence[Errand]:
            trail = (self._trail.errand(line),) if dest == CENTRAL else ()
            return (*trail, *self._fitted.errands(line, dest))

        try:
            return destinations(config, self.store, groups, self.clock, self._changed, cable, more)
        except (BadKeyFile, ConfigError, NoToken) as error:
            raise Unusable(str(error)) from None

    def _office(self, config: TerminalConfig, groups: dict[str, QueueGroup]) -> Office:
        return Office(
            config=config,
            groups=groups,
            store=self.store,
            clock=self.clock,
            link=self._link,
            contact=lambda: self.sync.contact,
            active=lambda: self.printing.active,
            room=self._room,
        )

    def _on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        if isinstance(message, catalogue_desk.MESSAGES):
            self._items.on_message(peer, envelope, message)
            return
        self._desk.on_message(peer, envelope, message)
        if isinstance(message, SetNetwork) and self._demo:
            self._items.cable(cut=not message.up)

    def _forget(self, peer: Peer) -> None:
        self._desk.forget(peer)
        self._items.forget(peer)

    def _changed(self) -> None:
        self._trail.notice(self.sync.contact)
        self._board.changed()


def _open(
    config: TerminalConfig,
    clock: Clock,
    ending: threading.Event,
    lamps: Collection[str],
    catalogue: Catalogue | None,
) -> Service:
    """The former service may still be ending, after its keeper was killed: wait for it a while."""
    patience = clock.monotonic() + FORMER_PATIENCE_S
    while True:
        try:
            return Service(config, clock, lamps=lamps, end=ending.set, catalogue=catalogue)
        except (AlreadyRunning, AddressInUse):
            if clock.monotonic() >= patience or ending.wait(FORMER_LOOK_S):
                raise


def run_service(
    config: TerminalConfig,
    clock: Clock,
    lamps: Collection[str] = (),
    catalogue: Catalogue | None = None,
) -> int:
    """Run until SIGTERM or SIGINT. 0; EXIT_UNUSABLE where something must change. `lamps` are the
    names of those that are fitted."""
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: ending.set())
    end_on_bug("service")
    try:
        service = _open(config, clock, ending, lamps, catalogue)
    except (AlreadyRunning, AddressInUse) as error:
        print(f"zizhu service: {error}", file=sys.stderr)
        return EXIT_UNUSABLE
    except (CannotOpen, NoDeviceKey, StoreError, Unusable) as error:
        print(f"zizhu service: {error}", file=sys.stderr)
        return EXIT_UNUSABLE
    service.start()
    log.info("ready")
    while not ending.wait(TIDY_S):
        service.house.tidy()
    service.stop()
    log.info("stopped")
    return 0

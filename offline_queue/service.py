"""The service process: the only one that records, and the only one that commands the printer."""

import json
import logging
import signal
import sys
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from kiosk.clock import Clock
from kiosk.config import ConfigError, TerminalConfig
from kiosk.faults import Fault
from kiosk.link import Server
from kiosk.link.bugs import end_on_bug
from kiosk.link.server import AddressInUse
from kiosk.queueing.day import business_day
from kiosk.queueing.group import QueueGroup
from kiosk.queueing.parse import parse_groups
from offline_queue.attachments.sweeper import Sweeper
from offline_queue.audit.trail import Trail
from offline_queue.backup.guard import check_machine
from offline_queue.backup.machine import ReadMachine, read_machine
from offline_queue.board import Board
from offline_queue.desk import Desk, Parts
from offline_queue.inbound.fitted import Fitted
from offline_queue.inbound.trust import BadKeyFile
from offline_queue.office import Office
from offline_queue.outbox import upgrade
from offline_queue.outbox.streams import CENTRAL
from offline_queue.printing import journal
from offline_queue.printing.jobs import JOB_DEADLINE_S, Printing
from offline_queue.printing.printer_link import PrinterLink
from offline_queue.store import meta
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
from offline_queue.vault.rotation import rotate_when_due

EXIT_UNUSABLE = 3
"""Second instance, or a configuration that cannot work: one line on stderr says which."""
FORMER_PATIENCE_S = 8.0
FORMER_LOOK_S = 0.25
TIDY_S = 3600.0

log = logging.getLogger("offline_queue.service")


class Unusable(Exception):
    """The configuration or a file that it names cannot be used; the text says which."""


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
    ) -> None:
        """`end` makes this process end in order, to be started again; None where nobody would."""
        groups = {group.group_id: group for group in load_groups(config.hall_file)}
        self.clock = TrustedClock(clock)
        self._end = end
        self._device_key = device_key_of(config)
        self.store = Store(config.state, ballast_size(config.demo), self._device_key)
        self._sweeper = Sweeper(self.store, config.state)
        self._trail = Trail(self.store, config.terminal_id, self.clock, lambda: self.clock.wrong)
        self._room = RoomWatch(self.store, config.state, self.clock.now, self.clock.monotonic)
        try:
            check_machine(self.store, read_machine())
            self._trail.start()
            self._recover()
            self.tidy()
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
        self._board = Board(office.hall_view, lambda: self._server.peers(), self.clock)
        parts = Parts(
            self.store, office, self.sync, self.printing, self._board, self._link.lamps, cable
        )
        self._desk = Desk(parts)
        config.run.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._server = Server(
            config.service_socket, self._desk.on_message, self._board.greet, self._desk.forget
        )

    def _destinations(
        self, config: TerminalConfig, groups: Sequence[QueueGroup], cable: CutAdapter | None
    ) -> Destinations:
        parts = (self.store, self.clock, self._link, self._changed, self._end)
        self._fitted = Fitted(config, *parts)

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

    def _changed(self) -> None:
        self._trail.notice(self.sync.contact)
        self._board.changed()

    def tidy(self) -> None:
        """Forget what is long past; done at the start and from time to time."""
        now = self.clock.now()
        try:
            self.store.call(
                lambda connection: meta.forget_old(
                    connection, business_day(now, meta.high_water(connection))
                ),
                relief=True,
            )
            self._sweeper.sweep()
            self._trail.tidy()
            rotate_when_due(self.store, self._device_key, now.date())
        except (StoreError, NoDeviceKey) as error:
            log.error("not everything was put in order: %s", error)

    def _recover(self) -> None:
        at = self.clock.now().isoformat(timespec="seconds")
        sealed = upgrade.bring_up(self.store)
        if sealed:
            log.info("%d records of an earlier version sealed", sealed)
        settled = self.store.call(
            lambda connection: journal.settle_orphans(connection, (), at), relief=True
        )
        for job in settled:
            log.warning("%s job now %s", Fault.PRINT_INTERRUPTED.value, job.state.value)


def load_groups(path: Path) -> tuple[QueueGroup, ...]:
    """Queue groups from the hall's file. Raises Unusable."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        groups = parse_groups(raw["groups"] if isinstance(raw, dict) else None)
    except (OSError, KeyError, ValueError) as error:
        raise Unusable(f"{path}: {error}") from None
    if not groups:
        raise Unusable(f"{path}: no queue group")
    return groups


def _open(
    config: TerminalConfig, clock: Clock, ending: threading.Event, lamps: Collection[str]
) -> Service:
    """The former service may still be ending, after its keeper was killed: wait for it a while."""
    patience = clock.monotonic() + FORMER_PATIENCE_S
    while True:
        try:
            return Service(config, clock, lamps=lamps, end=ending.set)
        except (AlreadyRunning, AddressInUse):
            if clock.monotonic() >= patience or ending.wait(FORMER_LOOK_S):
                raise


def run_service(config: TerminalConfig, clock: Clock, lamps: Collection[str] = ()) -> int:
    """Run until SIGTERM or SIGINT. 0; EXIT_UNUSABLE where something must change. `lamps` are the
    names of those that are fitted."""
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: ending.set())
    end_on_bug("service")
    try:
        service = _open(config, clock, ending, lamps)
    except (AlreadyRunning, AddressInUse) as error:
        print(f"zizhu service: {error}", file=sys.stderr)
        return EXIT_UNUSABLE
    except (CannotOpen, NoDeviceKey, StoreError, Unusable) as error:
        print(f"zizhu service: {error}", file=sys.stderr)
        return EXIT_UNUSABLE
    service.start()
    log.info("ready")
    while not ending.wait(TIDY_S):
        service.tidy()
    service.stop()
    log.info("stopped")
    return 0

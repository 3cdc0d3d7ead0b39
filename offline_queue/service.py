"""The service process: the only one that records, and the only one that commands the printer."""

import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Collection
from pathlib import Path
from types import TracebackType

from kiosk.clock import Clock
from kiosk.config import TerminalConfig
from kiosk.faults import Fault
from kiosk.link import Server
from kiosk.link.server import AddressInUse
from kiosk.queueing.day import business_day
from kiosk.queueing.group import QueueGroup
from kiosk.queueing.parse import parse_groups
from offline_queue.board import Board
from offline_queue.desk import Desk, Parts
from offline_queue.office import Office
from offline_queue.outbox import upgrade
from offline_queue.printing import journal
from offline_queue.printing.jobs import JOB_DEADLINE_S, Printing
from offline_queue.printing.printer_link import PrinterLink
from offline_queue.store import meta
from offline_queue.store.database import AlreadyRunning, CannotOpen
from offline_queue.store.writer import Store, StoreError
from offline_queue.sync.loop import Sync
from offline_queue.sync.transport import CutAdapter, Transport
from offline_queue.sync.trusted_time import TrustedClock

EXIT_UNUSABLE = 3
"""Second instance, or a configuration that cannot work: one line on stderr says which."""
FORMER_PATIENCE_S = 8.0
FORMER_LOOK_S = 0.25
TIDY_S = 3600.0
EXIT_BUG = 70
"""EX_SOFTWARE: a thread died; the supervisor starts the service anew."""

log = logging.getLogger("offline_queue.service")


class Unusable(Exception):
    """The configuration or a file that it names cannot be used; the text says which."""


class Service:
    """All parts, wired. Raises Unusable, CannotOpen, StoreError, AlreadyRunning or
    AddressInUse."""

    def __init__(
        self,
        config: TerminalConfig,
        clock: Clock,
        job_deadline_s: float = JOB_DEADLINE_S,
        lamps: Collection[str] = (),
    ) -> None:
        groups = {group.group_id: group for group in load_groups(config.hall_file)}
        token = load_token(config.token_file)
        self.clock = TrustedClock(clock)
        self.store = Store(config.state)
        try:
            self._recover()
            self.tidy()
            self._wire(config, groups, token, job_deadline_s, lamps)
        except BaseException:
            self.store.close()
            raise

    def start(self) -> None:
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
        self.store.close()

    def _wire(
        self,
        config: TerminalConfig,
        groups: dict[str, QueueGroup],
        token: str,
        job_deadline_s: float,
        lamps: Collection[str],
    ) -> None:
        cable = CutAdapter() if config.demo else None
        self._link = PrinterLink(config.printers_socket, self._changed, lamps)
        self.sync = Sync(
            self.store,
            Transport(config.central_url, token, cable),
            config.terminal_id,
            config.hall_id,
            tuple(groups.values()),
            self.clock,
            self._changed,
        )
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

    def _office(self, config: TerminalConfig, groups: dict[str, QueueGroup]) -> Office:
        return Office(
            config=config,
            groups=groups,
            store=self.store,
            clock=self.clock,
            link=self._link,
            contact=lambda: self.sync.contact,
            active=lambda: self.printing.active,
        )

    def _changed(self) -> None:
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
        except StoreError as error:
            log.error("%s old days are still kept", error.fault.value)

    def _recover(self) -> None:
        at = self.clock.now().isoformat(timespec="seconds")
        sealed = self.store.call(upgrade.seal_plain, relief=True)
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


def load_token(path: Path) -> str:
    """The terminal's token: one ASCII line. Raises Unusable; the text never holds the token."""
    try:
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{path}: {type(error).__name__}") from None
    if not token or not token.isascii() or not token.isprintable():
        raise Unusable(f"{path}: one line of ASCII is needed")
    return token


def _open(
    config: TerminalConfig, clock: Clock, ending: threading.Event, lamps: Collection[str]
) -> Service:
    """The former service may still be ending, after its keeper was killed: wait for it a while."""
    patience = clock.monotonic() + FORMER_PATIENCE_S
    while True:
        try:
            return Service(config, clock, lamps=lamps)
        except (AlreadyRunning, AddressInUse):
            if clock.monotonic() >= patience or ending.wait(FORMER_LOOK_S):
                raise


def run_service(config: TerminalConfig, clock: Clock, lamps: Collection[str] = ()) -> int:
    """Run until SIGTERM or SIGINT. 0; EXIT_UNUSABLE where something must change. `lamps` are the
    names of those that are fitted."""
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: ending.set())
    threading.excepthook = _thread_died
    try:
        service = _open(config, clock, ending, lamps)
    except (AlreadyRunning, AddressInUse) as error:
        print(f"zizhu service: {error}", file=sys.stderr)
        return EXIT_UNUSABLE
    except (CannotOpen, StoreError, Unusable) as error:
        print(f"zizhu service: {error}", file=sys.stderr)
        return EXIT_UNUSABLE
    service.start()
    log.info("ready")
    while not ending.wait(TIDY_S):
        service.tidy()
    service.stop()
    log.info("stopped")
    return 0


def _thread_died(args: threading.ExceptHookArgs) -> None:
    trace: TracebackType | None = args.exc_traceback
    where = ""
    while trace is not None:  # the place, not the text: exception texts may quote their input
        where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    print(f"zizhu service: bug: {args.exc_type.__name__} at {where}", file=sys.stderr, flush=True)
    os._exit(EXIT_BUG)

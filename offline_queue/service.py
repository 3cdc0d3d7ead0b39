"""The service process: the only one that records, and the only one that commands the printer."""

from collections.abc import Callable, Sequence
from typing import Any

from kiosk.clock import Clock
from kiosk.config import ConfigError, TerminalConfig
from kiosk.link import Envelope, Peer, Server
from kiosk.messages.certificates import AskWaiting, VerifyCode
from kiosk.messages.operator import SetNetwork
from kiosk.queueing.group import QueueGroup
from offline_queue import catalogue_desk
from offline_queue.archive.intake import Intake
from offline_queue.around import ALONE, Around
from offline_queue.audit.trail import Trail
from offline_queue.backup.guard import check_machine
from offline_queue.backup.machine import ReadMachine, read_machine
from offline_queue.board import Board
from offline_queue.booked.fitted import BookedHere
from offline_queue.catalogue_desk import CatalogueDesk
from offline_queue.certificates import desk as certificates
from offline_queue.certificates.fitted import certificate_desk
from offline_queue.desk import Desk, Parts
from offline_queue.hall_file import Unusable, load_groups
from offline_queue.housekeeping import Housekeeping
from offline_queue.identity import desk as identity
from offline_queue.inbound.fitted import Fitted
from offline_queue.inbound.trust import BadKeyFile
from offline_queue.mine import Mine
from offline_queue.office import Office
from offline_queue.outbox.streams import CENTRAL
from offline_queue.printing.handing import Handing
from offline_queue.printing.jobs import JOB_DEADLINE_S, Printing
from offline_queue.printing.printer_link import PrinterLink
from offline_queue.printing.watchers import Watchers
from offline_queue.queries import queries_of
from offline_queue.shelf import Shelf
from offline_queue.store.ballast import ballast_size
from offline_queue.store.room_watch import RoomWatch
from offline_queue.store.writer import Store
from offline_queue.sync.bearer import NoToken
from offline_queue.sync.destinations import Destinations, destinations
from offline_queue.sync.errands import Errand
from offline_queue.sync.line import Line
from offline_queue.sync.transport import CutAdapter
from offline_queue.sync.trusted_time import TrustedClock
from offline_queue.takeaway import desk as takeaway
from offline_queue.vault.address import device_key_of
from offline_queue.verifying.fitted import Verification


class Service:
    """All parts, wired. Raises Unusable, CannotOpen, NoDeviceKey, StoreError, AlreadyRunning or
    AddressInUse."""

    def __init__(
        self,
        config: TerminalConfig,
        clock: Clock,
        job_deadline_s: float = JOB_DEADLINE_S,
        around: Around = ALONE,
        read_machine: ReadMachine = read_machine,
        end: Callable[[], None] | None = None,
    ) -> None:
        """`end` makes this process end in order, to be started again; None where nobody would."""
        groups = {group.group_id: group for group in load_groups(config.hall_file)}
        self.clock = TrustedClock(clock)
        self._end, self._demo, self._around = end, config.demo, around
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
            self._wire(config, groups, job_deadline_s)
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
        self.certificates.close()
        self._takeaway.close()
        self.printing.stop()
        self._link.stop()
        self.sync.stop()
        self._board.stop()
        self._room.close()
        self._trail.stop()
        self.store.close()
        self._fitted.watch_log(False)

    def _wire(
        self, config: TerminalConfig, groups: dict[str, QueueGroup], job_deadline_s: float
    ) -> None:
        cable = CutAdapter() if config.demo else None
        around, self.watchers = self._around, Watchers(self.store)
        pages = self.watchers.on_pages
        self._link = PrinterLink(
            config.printers_socket, self._changed, around.lamps, around.a4, pages
        )
        self.sync = self._destinations(config, tuple(groups.values()), cable)
        self.intake = Intake(self.store, config.state, self._room, self.clock.now, self.sync.wake)
        ends = (self.watchers.on_news, self._paper_ended, job_deadline_s)
        self.printing = Printing(self.store, self._link, self.clock, *ends)
        self._desks(config, self._office(config, groups), cable)
        config.run.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._server = Server(
            config.service_socket, self._on_message, self._board.greet, self._forget
        )

    def _desks(self, config: TerminalConfig, office: Office, cable: CutAdapter | None) -> None:
        """Whoever answers a message."""
        around, sync = self._around, self.sync
        queries = queries_of(config, around.catalogue, self.store, self.clock, sync, cable)
        self._items = CatalogueDesk(
            self.store,
            Shelf(around.catalogue, self.clock),
            self.clock.now,
            self._changed,
            sync.wake,
            queries,
            Mine(office, queries.lookup),
        )
        self._identity = identity.identity_desk(config, self.clock, sync, cable)
        handing = Handing(self.store, self.printing, self.watchers)
        self._takeaway = takeaway.takeaway_desk(office, queries, handing)
        its = (self.verification.lists, self.booked.desk, sync, cable)
        self.certificates = certificate_desk(config, office, handing, around, *its)
        self._board = Board(
            lambda: self._identity.view(self._items.view(office.hall_view())),
            lambda: self._server.peers(),
            self.clock,
        )
        its_own = (self.printing, self.watchers, self._board, self._link.lamps, cable)
        self._desk = Desk(Parts(self.store, office, sync, *its_own))

    def _destinations(
        self, config: TerminalConfig, groups: Sequence[QueueGroup], cable: CutAdapter | None
    ) -> Destinations:
        parts = (self.store, self.clock, self._link, self._changed, self._end)
        self._fitted = Fitted(config, *parts, hinted=self._hinted)

        def more(line: Line, dest: int) -> Sequence[Errand]:
            own: list[Errand] = []
            if dest == CENTRAL:
                own = [self._trail.errand(line), self.verification.errand(line)]
                own += self.booked.errands(line, self.verification.lists.known)
            return (*own, *self._fitted.errands(line, dest))

        try:
            lookup = (self._around.verifying, lambda: self._items.queries.lookup)
            self.verification = Verification(config, self.store, self.clock, *lookup)
            around, wake = self._around, lambda: self.sync.wake()
            its = (self.store, self.clock, self._room, around.checking, wake)
            self.booked = BookedHere(config, *its)
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
        if isinstance(message, takeaway.MESSAGES):
            self._takeaway.on_message(peer, envelope, message)
            return
        if isinstance(message, identity.MESSAGES):
            self._identity.on_message(peer, envelope, message)
            return
        if isinstance(message, AskWaiting):
            self.booked.desk.on_message(peer, envelope, message)
            return
        if isinstance(message, certificates.MESSAGES):
            self.certificates.on_message(peer, envelope, message)
            return
        if isinstance(message, VerifyCode):
            self.verification.on_message(peer, envelope, message)
            return
        self._desk.on_message(peer, envelope, message)
        if isinstance(message, SetNetwork) and self._demo:
            self._items.cable(cut=not message.up)

    def _forget(self, peer: Peer) -> None:
        self.watchers.forget(peer)
        self._items.forget(peer)
        self.certificates.forget(peer)
        self._takeaway.forget(peer)

    def _hinted(self) -> None:
        """Something came by the inbox."""
        self.verification.hinted()
        self._items.hinted()

    def _paper_ended(self) -> None:
        """A print job has ended, and told so."""
        self.booked.desk.settle()
        self.sync.wake()

    def _changed(self) -> None:
        self._trail.notice(self.sync.contact)
        self._board.changed()

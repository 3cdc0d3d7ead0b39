"""What the service knows at this moment, put together for whoever must decide or show it."""

import sqlite3
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from msgspec import Struct

from kiosk.config import TerminalConfig
from kiosk.faults import Fault
from kiosk.messages.operator import QueueStatus
from kiosk.messages.printing import PrintSlip
from kiosk.messages.service import HallView, Network, Waiting
from kiosk.queueing.day import business_day, clock_is_wrong
from kiosk.queueing.group import QueueGroup
from kiosk.queueing.rules import Counts
from kiosk.slips import Place
from kiosk.values import replace
from offline_queue import view
from offline_queue.numbers import ticket_rows
from offline_queue.numbers.slip import ticket_slip
from offline_queue.numbers.ticket_rows import Situation
from offline_queue.outbox import rows as outbox
from offline_queue.outbox.streams import SECOND
from offline_queue.printing import journal
from offline_queue.printing.journal import Job
from offline_queue.printing.printer_link import PrinterLink, document_fault, printer_fault
from offline_queue.store import meta
from offline_queue.store.commits import StoreError
from offline_queue.store.room_watch import RoomWatch
from offline_queue.store.writer import Store
from offline_queue.sync.contact import Contact
from offline_queue.sync.trusted_time import TrustedClock


class Office(Struct, frozen=True):
    """`contact` and `active` are asked anew each time: other threads own them."""

    config: TerminalConfig
    groups: Mapping[str, QueueGroup]
    store: Store
    clock: TrustedClock
    link: PrinterLink
    contact: Callable[[], Contact]
    active: Callable[[], Collection[str]]
    room: RoomWatch

    def now(self) -> datetime:
        return self.clock.now()

    @property
    def place(self) -> Place:
        """Where a slip comes from."""
        config = self.config
        return Place(config.site, config.zone, config.terminal_name, config.hotline)

    def printer_fault(self) -> Fault | None:
        """Ask the printer now: why nothing can be printed, or None."""
        return printer_fault(self.link.ask())

    def a4_fault(self) -> Fault | None:
        """The same of the printer of documents; DEVICE_NOT_FITTED where there is none."""
        if self.link.a4_status is None:
            return Fault.DEVICE_NOT_FITTED
        return document_fault(self.link.ask_a4())

    def situation(
        self, group_id: str, job_id: str = "", printer_fault: Fault | None = None
    ) -> Situation:
        now, contact = self.clock.now(), self.contact()
        group = self.groups.get(group_id)
        waiting = Waiting(None, None)
        windows: tuple[str, ...] = ()
        if group is not None:
            waiting, windows = view.outlook(group, contact.hall, now, contact.connected)
        return Situation(
            now=now,
            groups=self.groups,
            waiting=waiting,
            windows=windows,
            channel="kiosk" if contact.connected else "offline",
            terminal_id=self.config.terminal_id,
            printer_fault=printer_fault,
            active=self.active(),
            job_id=job_id,
            room_fault=self.room.refusal("ticket") if job_id else None,
        )

    def hall_view(self) -> HallView:
        """Raises StoreError."""
        now, contact, config = self.clock.now(), self.contact(), self.config

        def count(connection: sqlite3.Connection) -> tuple[tuple[Counts, ...], str | None]:
            day = business_day(now, meta.high_water(connection))
            groups = self.groups.values()
            counts = tuple(ticket_rows.counts(connection, group, day, now) for group in groups)
            return counts, meta.lock_text(connection)

        counted, lock = self.store.call(count)
        views = [
            view.business_view(group, counts, contact.hall, now, contact.connected)
            for group, counts in zip(self.groups.values(), counted, strict=True)
        ]
        broken = self._disk_fault()
        if lock is not None:
            views = [replace(one, refusal=Fault.OUT_OF_SERVICE, reopens="") for one in views]
        elif broken is not None:
            views = [replace(one, refusal=one.refusal or broken) for one in views]
        notices = contact.hall.notices if contact.hall else ()
        return HallView(
            site=config.site,
            zone=config.zone,
            terminal=config.terminal_name,
            hotline=config.hotline,
            network=contact.network,
            network_since=contact.since,
            printer=self.link.status,
            businesses=tuple(views),
            notices=(lock, *notices) if lock else notices,
            neighbour=config.neighbour,
            pages_url=config.public_url,
            a4=self.link.a4_status,
        )

    def _disk_fault(self) -> Fault | None:
        """Why no number can be recorded: told before a card is asked for, and over as soon as
        there is room."""
        return self.room.refusal("ticket") or self.store.fault

    def slip_of(self, job: Job) -> PrintSlip:
        """What a print job of a ticket puts on paper. Raises StoreError."""
        now = self.clock.now()
        ticket = self.store.call(
            lambda connection: ticket_rows.load(connection, job.about, self.groups, now)
        )
        group = self.groups.get(ticket.group_id)
        slip = ticket_slip(
            ticket,
            job.copy_no,
            job.lang,
            self.place,
            group.name_en if group else "",
            group.tips if group else "",
        )
        return PrintSlip(job.job_id, slip)

    def queue_status(self, contact: Contact, second: Contact | None = None) -> QueueStatus:
        """`second`: how things stand with a second destination, where there is one."""
        now = self.clock.now()
        try:
            status, wrong_day = self.store.call(
                lambda connection: (
                    read_queue(connection, contact, second),
                    clock_is_wrong(now, meta.high_water(connection)),
                )
            )
        except StoreError as error:
            return QueueStatus(-1, "", "", contact.network, error.fault, ())
        wrong = Fault.CLOCK_WRONG if wrong_day or self.clock.wrong else None
        full = self.room.refusal("ticket")
        return replace(
            status,
            fault=self.store.fault or full or status.fault or wrong,
            room=self.room.level,
            left_out=self.room.left_out(),
        )


def read_queue(
    connection: sqlite3.Connection, contact: Contact | None = None, other: Contact | None = None
) -> QueueStatus:
    """What waits and which print jobs are not settled; `other`: the second destination's."""
    waits, second = outbox.backlog(connection), outbox.backlog(connection, SECOND)
    jobs = tuple(
        f"{job.job_id} {job.thing.value} {job.state.value}" for job in journal.open_jobs(connection)
    )
    return QueueStatus(
        pending=waits.pending,
        oldest=waits.oldest,
        last_contact=_last(contact),
        network=contact.network if contact else Network.UNKNOWN,
        fault=contact.fault if contact else None,
        jobs=jobs,
        dead=waits.dead,
        second_pending=second.pending,
        second_dead=second.dead,
        second_network=other.network if other else None,
        second_contact=_last(other),
        second_fault=other.fault if other else None,
    )


def _last(contact: Contact | None) -> str:
    last = contact.last if contact else None
    return last.isoformat(timespec="seconds") if last else ""

"""Answers every message of a screen or an operator, from the database and never from the network.

Handlers run on the link thread of whoever asks: they wait for the disk, at most for the printer's
status, and for nothing else.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.link import Envelope, LinkClosed, Peer
from kiosk.messages.items import CorrectGuide
from kiosk.messages.lamps import Guide
from kiosk.messages.operator import AskQueue, HoldPrint, SetNetwork
from kiosk.messages.ratings import Rate, Served
from kiosk.messages.service import (
    AskHall,
    CallStaff,
    CheckHolder,
    HolderChecked,
    Identified,
    NumberTaken,
    PrintAgain,
    PrintQueued,
    Recorded,
    Refused,
    TakeNumber,
)
from offline_queue import events
from offline_queue.audit import answers as audit
from offline_queue.board import Board
from offline_queue.lamps import Lamps
from offline_queue.numbers import tickets
from offline_queue.numbers.tickets import Given, Refusal
from offline_queue.office import Office
from offline_queue.operator import desk as operator_desk
from offline_queue.operator.desk import OperatorDesk
from offline_queue.printing.jobs import Printing
from offline_queue.printing.watchers import Watchers
from offline_queue.store.commits import StoreError
from offline_queue.store.writer import Store
from offline_queue.sync.destinations import Destinations
from offline_queue.sync.transport import CutAdapter

log = logging.getLogger("offline_queue.desk")


class Parts(Struct, frozen=True):
    """What the desk works with. `cable` exists in the demo only."""

    store: Store
    office: Office
    sync: Destinations
    printing: Printing
    watchers: Watchers
    board: Board
    lamps: Lamps
    cable: CutAdapter | None


class Desk:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        office, wake = parts.office, parts.sync.wake
        self._operator = OperatorDesk(office.config, parts.store, office.now, wake)
        self._handlers: dict[type[Any], Callable[[Peer, Envelope, Any], None]] = {
            AskHall: self._ask_hall,
            Identified: self._event,
            Rate: self._event,
            Served: self._event,
            CallStaff: self._event,
            CorrectGuide: self._event,
            CheckHolder: self._check_holder,
            TakeNumber: self._take_number,
            PrintAgain: self._print_again,
            AskQueue: self._ask_queue,
            **dict.fromkeys(operator_desk.MESSAGES, self._operate),
            **dict.fromkeys(audit.MESSAGES, self._audit),
            Guide: lambda _peer, _envelope, guide: parts.lamps.guide(guide),
            SetNetwork: self._steer,
            HoldPrint: self._steer,
        }

    def on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        handler = self._handlers.get(type(message))
        if handler is None:
            log.warning("%s is not for the service", envelope.kind)
            return
        handler(peer, envelope, message)

    def _ask_hall(self, peer: Peer, envelope: Envelope, message: AskHall) -> None:
        self._answer(peer, self._parts.board.current(), envelope)

    def _event(self, peer: Peer, envelope: Envelope, message: events.Told) -> None:
        now, room = self._parts.office.now(), self._parts.office.room
        kind = events.kind_of(message)
        short = room.refusal(kind)
        try:
            left_out = self._parts.store.call(
                lambda connection: events.record(connection, message, now, short)
            )
        except StoreError as error:
            self._answer(peer, Refused(message.request_id, error.fault), envelope)
            return
        if left_out is not None:
            room.refused(kind)
            self._answer(peer, Refused(message.request_id, left_out), envelope)
            return
        self._answer(peer, Recorded(message.request_id), envelope)
        self._parts.sync.wake()

    def _check_holder(self, peer: Peer, envelope: Envelope, message: CheckHolder) -> None:
        so = self._parts.office.situation(message.group_id)
        try:
            refusal = self._parts.store.call(
                lambda connection: tickets.check_holder(
                    connection, message.group_id, message.holder_hash, so
                )
            )
        except StoreError as error:
            refusal = Refusal(error.fault)
        answer = HolderChecked(refusal.fault, refusal.ticket) if refusal else HolderChecked()
        self._answer(peer, answer, envelope)

    def _take_number(self, peer: Peer, envelope: Envelope, message: TakeNumber) -> None:
        fault = self._parts.office.printer_fault() if message.on_paper else None
        job_id = self._parts.printing.expect()
        so = self._parts.office.situation(message.group_id, job_id, fault)
        result = self._in_store(lambda connection: tickets.issue(connection, message, so))
        if isinstance(result, Refusal):
            answer: object = Refused(message.request_id, result.fault, result.ticket)
            log.info("no number: %s", result.fault.value)
            if so.room_fault is not None:
                self._parts.office.room.refused("ticket")
        else:
            job = result.job
            answer = NumberTaken(
                message.request_id,
                result.ticket,
                job.job_id if job else "",
                job.state if job else None,
                result.fault,
            )
        self._reply_and_print(peer, envelope, answer, result, job_id)

    def _print_again(self, peer: Peer, envelope: Envelope, message: PrintAgain) -> None:
        fault = self._parts.office.printer_fault()
        job_id = self._parts.printing.expect()
        so = self._parts.office.situation("", job_id, fault)
        result = self._in_store(
            lambda connection: tickets.print_again(
                connection, message.ticket_id, message.request_id, message.lang, so
            )
        )
        if isinstance(result, Refusal):
            answer: object = Refused(message.request_id, result.fault, result.ticket)
        else:
            answer = PrintQueued(message.request_id, result.job.job_id if result.job else "")
        self._reply_and_print(peer, envelope, answer, result, job_id)

    def _in_store(self, work: Callable[[Any], Given | Refusal]) -> Given | Refusal:
        try:
            return self._parts.store.call(work)
        except StoreError as error:
            return Refusal(error.fault)

    def _reply_and_print(
        self,
        peer: Peer,
        envelope: Envelope,
        answer: object,
        result: Given | Refusal,
        job_id: str,
    ) -> None:
        job = result.job if isinstance(result, Given) else None
        to_print = isinstance(result, Given) and result.to_print
        if job is not None:
            self._parts.watchers.watch(job, peer)
        self._answer(peer, answer, envelope)
        if job is not None and to_print:
            self._parts.printing.hand_over(job, partial(self._parts.office.slip_of, job))
        else:
            self._parts.printing.drop(job_id)
            if job is not None:
                self._parts.watchers.catch_up(job)
        self._parts.sync.wake()
        self._parts.board.changed()

    def _ask_queue(self, peer: Peer, envelope: Envelope, message: AskQueue) -> None:
        sync, office = self._parts.sync, self._parts.office
        self._answer(peer, office.queue_status(sync.contact, sync.second_contact), envelope)

    def _operate(self, peer: Peer, envelope: Envelope, message: object) -> None:
        self._answer(peer, self._operator.answer(message), envelope)

    def _audit(self, peer: Peer, envelope: Envelope, message: object) -> None:
        terminal = self._parts.office.config.terminal_id
        self._answer(peer, audit.answer(self._parts.store.call, terminal, message), envelope)

    def _steer(self, peer: Peer, envelope: Envelope, message: SetNetwork | HoldPrint) -> None:
        if self._parts.cable is None:
            log.warning("%s refused: not the demo", envelope.kind)
            self._answer(peer, Refused("", Fault.PLATFORM_REFUSED), envelope)
            return
        if isinstance(message, HoldPrint):
            self._parts.printing.hold(message.on)
        else:
            self._parts.cable.cut = not message.up
            self._parts.sync.hurry()
        self._answer(peer, Recorded(""), envelope)

    def _answer(self, peer: Peer, message: object, to: Envelope | None = None) -> None:
        try:
            peer.send(message, re=to.id if to else 0)
        except LinkClosed:
            log.info("%s: whoever asked is gone", type(message).__name__)

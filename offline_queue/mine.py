"""What concerns the person at the screen: from the platform where it answers at once, else what
this terminal itself knows of them. Nothing of it is written down.

This terminal knows the numbers that it gave out today. It keeps no list of whose applications went
through it: so while the platform is away there is nothing of anybody else's to be found here.
"""

import base64
import logging
from dataclasses import dataclass, field
from typing import Any

import msgspec

from kiosk.faults import Fault
from kiosk.link import Envelope, Peer
from kiosk.messages.mine import AskMine, MineShown, MyCertificate, Standing
from kiosk.messages.service import Priority, Ticket, Waiting
from kiosk.progress.view import parse_view
from offline_queue.numbers.ticket_rows import open_tickets
from offline_queue.office import Office
from offline_queue.store.commits import StoreError
from offline_queue.sync.asking import NotAnswered
from offline_queue.sync.hall import parse_time
from offline_queue.sync.lookup import Lookup
from offline_queue.turns import Question, Turns

PATH = "/api/v1/mine"
MINE_S = 1.5
"""The page stands within two seconds: what the platform has not said by then is missing from it."""
MOST_AT_ONCE = 4
MOST = 60

log = logging.getLogger("offline_queue.mine")


class _Number(msgspec.Struct, frozen=True):
    ticket_id: str
    ticket_no: str
    group_id: str
    business_date: str
    taken_at: str


class _Certificate(msgspec.Struct, frozen=True):
    item_code: str
    type_name: str
    issued_at: str
    valid_to: str
    standing: Standing


class _Answer(msgspec.Struct, frozen=True):
    """What is taken of the platform's answer; its applications are checked by their own reader."""

    request_id: str
    holder_hash: str
    as_of: str
    applications: list[Any]
    certificates: list[_Certificate]
    tickets: list[_Number]


@dataclass
class Mine:
    """Thread-safe. `lookup` asks the platform."""

    office: Office
    lookup: Lookup
    deadline_s: float = MINE_S
    _turns: Turns = field(init=False)

    def __post_init__(self) -> None:
        self._turns = Turns("mine", self.deadline_s, MOST_AT_ONCE)

    def on_message(self, peer: Peer, envelope: Envelope, message: AskMine) -> None:
        question = Question(peer, envelope.id)

        def without(why: str) -> None:
            if not question.told:
                log.warning("mine %s: %s", Fault.QUERY_NO_ANSWER.value, why)
                question.tell(self.own(message, Fault.QUERY_NO_ANSWER))

        begun = self._turns.begin(
            lambda: question.tell(self.answer(message)), lambda: without("no answer in time")
        )
        if not begun:
            without("too many at once")

    def answer(self, asked: AskMine) -> MineShown:
        """Whole, or what is known here with why there is no more."""
        try:
            return self._live(asked)
        except NotAnswered as refusal:
            log.warning("mine %s: %s", refusal.fault.value, refusal.detail)
            return self.own(asked, refusal.fault)

    def own(self, asked: AskMine, missing: Fault) -> MineShown:
        last = self.office.contact().last
        since = last.isoformat(timespec="seconds") if last is not None else ""
        tickets = self._tickets(asked.holder_hash)
        return MineShown(asked.request_id, tickets=tickets, as_of=since, missing=missing)

    def _live(self, asked: AskMine) -> MineShown:
        """Raises NotAnswered."""
        payload = self.lookup.ask(PATH, _wanted(asked)).payload
        try:
            said = msgspec.convert(payload, _Answer)
            as_of = parse_time(said.as_of)
            for one in said.applications:
                parse_view(one)
        except (msgspec.ValidationError, ValueError):
            raise NotAnswered(Fault.QUERY_NOT_OURS, "not of the agreed shape") from None
        if (said.request_id, said.holder_hash) != (asked.request_id, asked.holder_hash):
            raise NotAnswered(Fault.QUERY_NOT_OURS, "an answer about another")
        mine = self._tickets(asked.holder_hash)
        here = {one.ticket_id for one in mine}
        others = tuple(self._number(one) for one in said.tickets if one.ticket_id not in here)
        return MineShown(
            request_id=asked.request_id,
            applications=msgspec.json.encode(said.applications[:MOST]),
            certificates=tuple(_certificate(one) for one in said.certificates[:MOST]),
            tickets=(*mine, *others),
            as_of=as_of.isoformat(timespec="seconds"),
        )

    def _tickets(self, holder_hash: str) -> tuple[Ticket, ...]:
        """Open numbers of today that this terminal gave to this person."""
        now, groups = self.office.now(), self.office.groups
        try:
            return self.office.store.call(
                lambda ledger: open_tickets(ledger, holder_hash, groups, now)
            )
        except StoreError as error:
            log.error("%s own numbers not read", error.fault.value)
            return ()

    def _number(self, said: _Number) -> Ticket:
        """Taken at another terminal: the windows and who waits are not known of it."""
        group = self.office.groups.get(said.group_id)
        return Ticket(
            ticket_id=said.ticket_id,
            ticket_no=said.ticket_no,
            group_id=said.group_id,
            group_name=group.name if group is not None else said.group_id,
            business_date=said.business_date,
            taken_at=said.taken_at,
            priority=Priority.NORMAL,
            windows=group.windows if group is not None else (),
            waiting=Waiting(None, None),
        )


def _certificate(said: _Certificate) -> MyCertificate:
    return MyCertificate(
        said.item_code, said.type_name, said.issued_at, said.valid_to, said.standing
    )


def _wanted(asked: AskMine) -> dict[str, Any]:
    return {
        "request_id": asked.request_id,
        "identity": "verified_offline",
        "holder_hash": asked.holder_hash,
        "sealed": base64.b64encode(asked.sealed).decode("ascii"),
    }

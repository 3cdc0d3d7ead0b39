"""Booked certificates of a terminal's own store, as the errand leaves them."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.certificates.copies import CopyState, after
from kiosk.certificates.ids import CertificateId
from kiosk.messages.certificates import AskWaiting, CertificateReady
from kiosk.print_state import PrintState
from offline_queue.attachments.store import keep
from offline_queue.booked import parts, rows
from offline_queue.booked.desk import BookedDesk
from offline_queue.booked.rows import Facts, State
from offline_queue.inbound.items import BookedCertificate
from offline_queue.outbox.rows import COLUMNS, unsealed
from offline_queue.printing import journal
from offline_queue.printing.journal import Thing
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.samples import HOLDER

ITEM = "992000102000"
TYPE, ISSUER = "11990000000000001X001", "11990000000000001X"
LONG = 90_000
"""Bytes: more than fits a row."""


def certificate(serial: str) -> str:
    return str(CertificateId(TYPE, ISSUER, serial))


def pdf(serial: str, number: int) -> bytes:
    head = f"%PDF {serial} {number} 测试甲 440524188001010014 ".encode()
    return head * (LONG // len(head) + 1)


@dataclass
class Shelf:
    """`clock` is moved by the test. `proven`: the platform has said that it is right."""

    store: Store
    state: Path
    clock: FakeClock
    proven: bool = True
    desk: BookedDesk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = BookedDesk(self.store, self.folder, self.clock.now, proven=lambda: self.proven)

    @property
    def folder(self) -> Path:
        return self.state / parts.FOLDER_NAME

    @property
    def files(self) -> list[Path]:
        return list(self.folder.iterdir()) if self.folder.exists() else []

    def file_of(self, part: str) -> str:
        """The name of the file of the only part that is called so."""
        query = "SELECT file FROM booked_parts WHERE name = ?"
        ((name,),) = self.store.call(lambda ledger: ledger.execute(query, (part,)).fetchall())
        return str(name)

    def told(self, serial: str, **changes: Any) -> BookedCertificate:
        until = (MONDAY_MORNING.date() + timedelta(days=1)).isoformat()
        plain = {"item_code": ITEM, "until": until, "holder_hash": HOLDER}
        return BookedCertificate(certificate(serial), **(plain | changes))

    def take(self, serial: str, **changes: Any) -> str:
        """As the inbox does; nothing of it has been fetched."""
        said, now = self.told(serial, **changes), self.clock.now()
        self.store.call(lambda ledger: rows.take(ledger, said, f"item-{serial}", now))
        return said.certificate_id

    def put(self, serial: str, pages: int = 1, **changes: Any) -> str:
        """Both documents and its pictures are here."""
        name = self.take(serial, **changes)
        content = {f"copy{number}": pdf(serial, number) for number in (1, 2)}
        content |= {f"page{page}": b"\x89PNG %d" % page for page in range(1, pages + 1)}
        kept = {part: keep(self.folder, io.BytesIO(one), "x/y") for part, one in content.items()}

        def ready(ledger: Ledger) -> None:
            for part, one in kept.items():
                parts.put(ledger, name, part, one)
            rows.set_facts(ledger, name, Facts("", "户口簿证明", pages, ("a", "b")))
            rows.set_state(ledger, name, State.READY)

        self.store.call(ready)
        return name

    def found(self, holder: str = HOLDER, code: str = "") -> tuple[CertificateReady, ...]:
        return self.desk.waiting(AskWaiting("w-1", holder, code)).found

    def begin(self, name: str, copy_no: int) -> str | None:
        """As printing does: the job and what it opens in one transaction. Its id."""
        paper = self.desk.paper(name, copy_no)
        if paper is None or paper.opens is None:
            return None
        opens, job_id, at = paper.opens, f"job-{name[-8:]}-{copy_no}", self.clock.now().isoformat()

        def reserve(ledger: Ledger) -> str | None:
            if not opens(ledger):
                return None
            asked = (job_id, Thing.CERTIFICATE, name, f"r-{copy_no}", "zh", at, copy_no)
            return journal.reserve(ledger, *asked).job_id

        return self.store.call(reserve)

    def move(self, job_id: str, *states: PrintState) -> None:
        at = self.clock.now().isoformat()
        for state in states:
            self.store.call(partial(journal.move, job_id=job_id, state=state, at=at))

    def printed(self, name: str, copy_no: int, end: PrintState) -> None:
        """From the tap to the end of its job."""
        job = self.begin(name, copy_no)
        assert job is not None
        self.move(job, PrintState.RENDERING, PrintState.SPOOLED, PrintState.PRINTING, end)
        self.desk.settle()

    def reports(self, name: str) -> list[tuple[int, str]]:
        """What the platform will hear of its copies, in the order in which it is told."""
        return [(one["copy_no"], one["state"]) for one in self._told("cert_copy", name)]

    def results(self) -> list[tuple[str, str, str]]:
        return [(one["item_id"], one["status"], one["why"]) for one in self._told("result")]

    def _told(self, kind: str, name: str = "") -> list[Mapping[str, Any]]:
        def look(ledger: Ledger) -> list[Mapping[str, Any]]:
            found = ledger.execute(f"SELECT {COLUMNS} FROM outbox ORDER BY seq").fetchall()
            return [unsealed(ledger, row).body for row in found if row[1] == kind]

        bodies = self.store.call(look)
        return [one for one in bodies if not name or one["certificate_id"] == name]


def heard(reports: list[tuple[int, str]]) -> tuple[CopyState, ...]:
    """The platform's states of both copies after these reports."""
    states: tuple[CopyState, ...] = (CopyState.FETCHED, CopyState.HELD)
    for number, state in reports:
        states = after(states, number, CopyState(state))
    return states

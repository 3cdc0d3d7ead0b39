"""Whatever a terminal has recorded: no person is in any byte of its files."""

import logging
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from kiosk.identity import Assurance, Means, mask_name, mask_number
from kiosk.messages.ratings import Rate
from kiosk.messages.service import CallStaff, Identified, NumberTaken, Recorded
from offline_queue.outbox.claims import Claims, Settlement
from offline_queue.outbox.streams import CENTRAL
from offline_queue.seal import holder_hash, seal_identity
from offline_queue.service import Service
from offline_queue.store.database import FILE_NAME
from offline_queue.vault.rotation import rotate_now
from tests.clock import FakeClock
from tests.offline_queue.attachments.samples import apply, content, kept
from tests.offline_queue.samples import by_card, config, lease
from tests.offline_queue.screen import Screen
from tests.offline_queue.vault.canary import files_in, forms, leaks

PEOPLE = [("测试甲", "990101199001010018"), ("测试乙欧阳", "990101199103074413")]
HALL_KEY = bytes(range(32))
SCAN = "申请材料正文：仅供测试的内容，".encode() * 9000
PHOTO = content(5000, seed=7)
ROWS = {"tickets": 2, "outbox": 7, "aside": 2, "attachments": 1}


@pytest.fixture
def cfg(tmp_short: Path) -> TerminalConfig:
    made = config(tmp_short)
    (tmp_short / "hall.key").write_text(HALL_KEY.hex(), encoding="ascii")
    return made


@pytest.fixture
def service(cfg: TerminalConfig, clock: FakeClock) -> Iterator[Service]:
    made = Service(cfg, clock)
    lease(made.store)
    made.start()
    yield made
    made.stop()


def secrets() -> list[str | bytes]:
    found: list[str | bytes] = [SCAN, PHOTO]
    for name, id_no in PEOPLE:
        found += [name, id_no, mask_name(name), mask_number(id_no), holder_hash(HALL_KEY, id_no)]
        found.append(id_no[6:14])  # the day of birth
    return found


def come(screen: Screen, person: tuple[str, str], number: int) -> None:
    """A person takes a ticket by card, rates it, and calls for help."""
    name, id_no = person
    request = f"r-{number}"
    wish = by_card(
        holder=holder_hash(HALL_KEY, id_no),
        request_id=request,
        holder_mask=mask_name(name) if number % 2 else mask_number(id_no),
        sealed=seal_identity(b"\x09" + bytes(31), request, name, id_no, "resident"),
    )
    taken = screen.ask(wish, NumberTaken)
    assert taken.ticket.holder_mask == wish.holder_mask
    screen.ask(Identified(f"i-{number}", "s-1", Means.IDCARD, Assurance.AL2), Recorded)
    screen.ask(Rate(f"e-{number}", "s-1", taken.ticket.ticket_id, 5), Recorded)


def test_no_byte_on_the_disk_tells_of_a_person(
    service: Service,
    cfg: TerminalConfig,
    tmp_short: Path,
    clock: FakeClock,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    with Screen(cfg.service_socket) as screen:
        for number, person in enumerate(PEOPLE):
            come(screen, person, number)
            rotate_now(service.store, service._device_key, clock.now().date())
        screen.ask(CallStaff("h-1", "s-1", "print_trouble", None), Recorded)
    attachments = [kept(cfg.state, SCAN), kept(cfg.state, PHOTO)]
    apply(service.store, attachments)
    refused = Settlement(refused={1: "rejected: $.holder_mask"}, later={2: (1, "busy")})
    service.store.call(lambda ledger: Claims(CENTRAL).settle(ledger, refused))
    for table, least in ROWS.items():
        assert service.store.call(partial(rows_in, table=table)) >= least
    running = files_in(tmp_short)
    assert len(running[f"state/{FILE_NAME}-wal"]) > 10_000
    assert len(running[f"state/attachments/{attachments[0].attachment_id}"]) > len(SCAN)
    service.stop()
    stopped = files_in(tmp_short)
    said = {"log": caplog.text.encode(), "output": "".join(capfd.readouterr()).encode()}
    assert leaks(running | said, secrets()) == set()
    assert leaks(stopped, secrets()) == set()
    key: list[str | bytes] = [attachments[0].key]
    assert leaks(running | stopped, key) == set()


def rows_in(connection: sqlite3.Connection, table: str) -> int:
    (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(count)


@pytest.mark.parametrize("form", forms(PEOPLE[1][0]))
def test_the_canary_sings_for_a_name_in_any_form(form: str) -> None:
    hidden = b"\x00\x01 noise " + forms(PEOPLE[1][0])[form] + b" noise"
    assert leaks({"file": hidden}, secrets()) == {("file", form)}


def test_the_canary_sings_for_a_piece_of_an_attachment() -> None:
    assert leaks({"file": SCAN[1000:3000]}, secrets()) != set()
    assert leaks({"file": PHOTO[333:900]}, secrets()) != set()
    assert leaks({"file": content(5000, seed=8)}, secrets()) == set()


def test_the_canary_sings_for_a_mask_in_the_database(
    service: Service, cfg: TerminalConfig, tmp_short: Path
) -> None:
    mask = mask_name(PEOPLE[0][0])
    service.store.call(lambda c: c.execute("INSERT INTO meta VALUES ('m', ?)", (mask,)).rowcount)
    assert (f"state/{FILE_NAME}-wal", "utf-8") in leaks(files_in(tmp_short), secrets())

"""A screen's questions to the reference platform: one's own rows, and nothing written down."""

import hashlib
import json
import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.faults import Fault
from kiosk.identity import Assurance
from kiosk.messages.queries import AskList, ListShown, QueryAnswered, RunQuery
from kiosk.messages.service import Refused
from kiosk.progress.receipt import make_local_no
from offline_queue.around import Around
from offline_queue.inbound.items import Progress
from offline_queue.inbound.progress import keep
from offline_queue.queries import Queries
from offline_queue.service import Service
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING
from tests.kiosk.flow.query_samples import view_of
from tests.kiosk.item_samples import DRUGS, NAMESAKES, PROGRESS, item
from tests.offline_queue.query_parts import (
    JIA,
    YI,
    Lies,
    Samples,
    by_card,
    fines,
    members,
    queries_at,
    question,
    refused,
    rows,
    vault_of,
)
from tests.offline_queue.samples import config
from tests.offline_queue.screen import Screen
from tests.provisioning.central.cases import by_card as applied_by
from tests.provisioning.central.cases import made_at
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, Platform
from tests.provisioning.central.samples import record

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with Platform(tmp_path_factory.mktemp("queries") / "central") as running:
        yield running


def keys_of(platform: Platform) -> Path:
    return platform.data / "terminals" / ONE


@pytest.fixture
def desk(store: Store, platform: Platform) -> Queries:
    return queries_at(platform.url, keys_of(platform), store)


def test_a_person_sees_their_own_rows_and_nobody_elses(platform: Platform, desk: Queries) -> None:
    folder = keys_of(platform)
    queries, vault = desk, vault_of(folder)
    mine = rows(queries.answer(by_card(vault, YI, fines())))
    assert [row[0] for row in mine] == ["示A·99019", "示例驾驶证 99"]
    assert rows(queries.answer(by_card(vault, JIA, fines("q-2")))) == ()


def test_nobody_gets_a_persons_rows_without_their_card(
    platform: Platform, desk: Queries, caplog: pytest.LogCaptureFixture
) -> None:
    folder = keys_of(platform)
    queries, vault = desk, vault_of(folder)
    assert refused(queries.answer(fines())) is Fault.QUERY_REFUSED
    moved = by_card(vault, YI, fines("q-1"))
    stolen = RunQuery(**{**members(moved), "request_id": "q-9"})
    assert refused(queries.answer(stolen)) is Fault.QUERY_REFUSED, "sealed for another question"
    other = RunQuery(**{**members(moved), "holder_hash": vault.holder_hash(JIA[1])})
    assert refused(queries.answer(other)) is Fault.QUERY_REFUSED
    assert "denied" in caplog.text


def test_a_register_answers_anybody_by_the_first_letters(platform: Platform, desk: Queries) -> None:
    queries = desk
    found = rows(queries.answer(question(NAMESAKES, name="LHP", sex="all")))
    assert {row[0] for row in found} == {"李和平", "李何平", "刘和平"}
    assert rows(queries.answer(question(NAMESAKES, "q-3", name="李和平", sex="all")))
    assert rows(queries.answer(question(NAMESAKES, "q-4", name="L", sex="all"))) == ()


def test_what_the_package_does_not_ask_for_is_refused(platform: Platform, desk: Queries) -> None:
    queries = desk
    for inputs in ({"name": "LHP", "holder": "x"}, {"sex": "all"}, {"name": "LHP", "sex": "3"}):
        assert refused(queries.answer(question(NAMESAKES, **inputs))) is Fault.QUERY_REFUSED


def test_nothing_of_a_question_or_its_rows_is_written_down(
    platform: Platform,
    desk: Queries,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Not on the terminal's disk, not in its log, not on the platform's disk."""
    folder = keys_of(platform)
    vault = vault_of(folder)
    with caplog.at_level(logging.DEBUG):
        assert rows(desk.answer(by_card(vault, YI, fines())))
    traces = [YI[1], YI[0], "示A·99019", "示例驾驶证", vault.holder_hash(YI[1])]
    assert not [one for one in traces if one in caplog.text]
    written = [*tmp_path.rglob("*"), platform.data / "central.sqlite3"]
    written += list(platform.data.glob("central.sqlite3-*"))
    for path in written:
        content = path.read_bytes() if path.is_file() else b""
        assert not [one for one in traces if one.encode() in content], path


# --- applications --------------------------------------------------------------------------------


def by_receipt(code: str) -> RunQuery:
    version = item(PROGRESS).package_ver
    inputs = (("receipt_code", code),)
    return RunQuery("p-1", PROGRESS, version, "RECEIPT_CODE", Assurance.AL1, inputs)


def about(by: str, key: str) -> str:
    return hashlib.sha256(f"{by}|{key}".encode()).hexdigest()


def numbers(answer: object) -> list[str]:
    assert isinstance(answer, QueryAnswered), answer
    return [one["local_no"] for one in json.loads(answer.applications)]


@pytest.mark.row("S117")
def test_an_application_is_found_by_receipt_link_and_card_and_never_anothers(
    platform: Platform, desk: Queries
) -> None:
    vault = vault_of(keys_of(platform))
    mine, hers = made_at(MONDAY_MORNING, 1), made_at(MONDAY_MORNING, 2)
    for body, person in ((mine, YI), (hers, JIA)):
        applied_by(body, platform.data, person)
        assert platform.statuses(ONE, [record("application", body)]) == ["applied"]
    assert numbers(desk.answer(by_receipt(mine["local_no"]))) == [mine["local_no"]]
    card = by_card(vault, YI, question(PROGRESS, "p-2"))
    assert numbers(desk.answer(card)) == [mine["local_no"]]
    nothing = make_local_no(ONE, MONDAY_MORNING.date(), 99).text
    assert numbers(desk.answer(by_receipt(nothing))) == []
    assert refused(desk.answer(question(PROGRESS, "p-3"))) is Fault.QUERY_REFUSED


def test_who_guesses_receipts_is_told_to_wait(platform: Platform, desk: Queries) -> None:
    faults = set()
    for number in range(200, 212):
        code = make_local_no(ONE, MONDAY_MORNING.date(), number).text
        answer = desk.answer(by_receipt(code))
        faults.add(answer.fault if isinstance(answer, Refused) else None)
    assert faults == {None, Fault.QUERY_REFUSED}


@pytest.mark.row("S102")
@pytest.mark.parametrize("cut", [True, False])
def test_cut_off_the_last_known_state_is_told_with_its_time(
    store: Store, platform: Platform, cut: bool
) -> None:
    """Known to be away, or found out just now."""
    view = view_of()
    said = Progress(view["local_no"], 1, "2026-03-01T18:00:00+08:00", view)
    store.call(partial(keep, said=said, now=MONDAY_MORNING))
    desk = queries_at("http://127.0.0.1:9", keys_of(platform), store, cut=cut)
    answer = desk.answer(by_receipt(view["local_no"]))
    assert numbers(answer) == [view["local_no"]]
    assert isinstance(answer, QueryAnswered)
    assert answer.last_known
    assert answer.as_of == "2026-03-01T18:00:00+08:00"
    other = make_local_no(ONE, MONDAY_MORNING.date(), 9).text
    told = Fault.ITEM_NEEDS_NETWORK if cut else Fault.QUERY_NO_ANSWER
    assert refused(desk.answer(by_receipt(other))) is told


@pytest.mark.parametrize(
    "lie",
    [
        {"about": about("receipt", "another"), "applications": []},
        {"applications": [view_of(local_no="T00005")]},
        {"applications": [{}]},
        {"applications": None},
    ],
)
def test_another_application_than_was_asked_for_is_not_shown(
    store: Store, platform: Platform, lie: dict[str, Any]
) -> None:
    code = view_of()["local_no"]
    right = {"about": about("receipt", code), "time": MONDAY_MORNING.isoformat()}
    with Lies(lambda _body: right | lie) as liar:
        desk = queries_at(liar.url, keys_of(platform), store)
        assert refused(desk.answer(by_receipt(code))) is Fault.QUERY_NOT_OURS


def test_a_screen_asks_the_service_over_its_socket(platform: Platform, tmp_short: Path) -> None:
    """The whole way: screen, service, platform; a list of the package beside it."""
    folder = tmp_short / "terminal"
    folder.mkdir()
    (folder / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    made = config(folder, platform.url, platform.token(ONE), terminal_id=ONE, hall_id=HALL)
    service = Service(made, SystemClock(), around=Around(catalogue=Samples()))
    service.start()
    try:
        with Screen(made.service_socket) as screen:
            asked = by_card(vault_of(keys_of(platform)), YI, fines("s-1"))
            assert len(screen.ask(asked, QueryAnswered).rows) == 2
            assert len(screen.ask(question(DRUGS, "s-2"), QueryAnswered).rows) == 40
            assert screen.ask(AskList("s-3", "powers"), ListShown).total > 40
    finally:
        service.stop()

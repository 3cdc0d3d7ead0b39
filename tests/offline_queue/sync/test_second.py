"""Two destinations of the same outbox: the central platform, and the superior authority's."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.config import ConfigError
from kiosk.faults import Fault
from kiosk.messages.operator import AskQueue, QueueStatus
from kiosk.messages.service import Network
from offline_queue.hall_file import Unusable
from offline_queue.operator.ask import ask
from offline_queue.operator.status import as_text
from offline_queue.outbox import rows as outbox
from offline_queue.outbox.aside import bring_back
from offline_queue.outbox.streams import CENTRAL, SECOND
from offline_queue.service import Service
from offline_queue.store.writer import Store
from offline_queue.sync.backoff import CAP_S
from offline_queue.sync.loop import Sync
from offline_queue.sync.second import owe, parse_second, second_sync
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.samples import HOLDER, by_card, config, given, put_help, until, wish
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal, supply

pytestmark = pytest.mark.slow

RAW = {"token_file": "second.token", "kinds": ["ticket", "help", "application"]}
AT = MONDAY_MORNING.isoformat()


@pytest.fixture
def superior(clock: FakeClock) -> Iterator[ScriptedPlatform]:
    with ScriptedPlatform() as running:
        running.now = clock.now
        yield running


class Pair:
    """The threads of both destinations, whose steps the test takes."""

    def __init__(self, central: Terminal, second: Sync, store: Store) -> None:
        self.central, self.second, self.store = central, second, store

    def pass_time(self, seconds: float) -> None:
        ends = self.central.time.monotonic() + seconds
        while self.central.time.monotonic() < ends:
            rest = min(self.central.sync.step(), self.second.step())
            self.central.time.advance(max(rest, 0.001))

    def owed(self, dest: int) -> outbox.Backlog:
        return self.store.call(lambda c: outbox.backlog(c, dest))


@pytest.fixture
def pair(
    store: Store,
    terminal: Terminal,
    superior: ScriptedPlatform,
    clock: FakeClock,
    tmp_path: Path,
) -> Iterator[Pair]:
    (tmp_path / "second.token").write_text("second-token\n")
    withhold = {"application": ["applicant.id_no"]}
    raw = {"url": superior.url, **RAW, "withhold": withhold}
    parsed = parse_second(raw, tmp_path)
    assert parsed is not None
    supply(store)
    second = second_sync(store, parsed, "T00003", terminal.clock, lambda _low, high: high)
    yield Pair(terminal, second, store)
    second.stop()


def _rows(store: Store) -> int:
    return int(store.call(lambda c: c.execute("SELECT count(*) FROM outbox").fetchone()[0]))


@pytest.mark.row("S131")
@pytest.mark.parametrize("down", ["central", "second"])
def test_one_destination_may_be_down_for_days_and_the_other_goes_on(
    down: str, pair: Pair, platform: ScriptedPlatform, superior: ScriptedPlatform
) -> None:
    central = down == "central"
    broken, well = (platform, superior) if central else (superior, platform)
    there, gone = (SECOND, CENTRAL) if central else (CENTRAL, SECOND)
    broken.script = ["500", "html", "drop_reply", "401", "503", "late"] * 5000
    for day in range(3):
        put_help(pair.store, 50)
        pair.pass_time(30)
        assert pair.owed(there).pending == 0
        assert pair.owed(gone).pending == 50 * (day + 1)
        assert len(well.bodies("help")) == 50 * (day + 1)
        pair.central.time.advance(86400)
    assert _rows(pair.store) == 150
    broken.script = []
    pair.pass_time(2 * CAP_S)
    assert pair.owed(gone) == outbox.Backlog(0, "", 0)
    for one in (broken, well):
        assert [body["screen"] for body in one.bodies("help")] == [f"n{n}" for n in range(50)] * 3
    assert len(broken.order) == 150
    assert _rows(pair.store) == 0


@pytest.mark.row("S131")
def test_each_destination_has_its_own_floor_and_its_own_dead_letters(
    pair: Pair, platform: ScriptedPlatform, superior: ScriptedPlatform
) -> None:
    pair.pass_time(1)
    put_help(pair.store, 3)
    superior.script = ["reject"]
    pair.pass_time(20)
    assert (pair.owed(CENTRAL).dead, pair.owed(SECOND).dead) == (0, 3)
    assert len(platform.bodies("help")) == 3 and not superior.records
    put_help(pair.store, 1)
    pair.pass_time(20)
    assert (platform.batches()[-1]["floor"], superior.batches()[-1]["floor"]) == (4, 1)
    for seq in (1, 2, 3):
        pair.store.call(partial(bring_back, dest=SECOND, seq=seq))
    pair.pass_time(20)
    assert len(platform.order) == len(superior.order) == 4
    assert _rows(pair.store) == 0


@pytest.mark.row("S132")
def test_a_destination_gets_only_the_kinds_that_it_needs(
    pair: Pair, platform: ScriptedPlatform, superior: ScriptedPlatform
) -> None:
    given(pair.store, wish())
    for kind in ("auth", "evaluation", "print"):
        pair.store.call(partial(outbox.put, kind=kind, body={"n": 1}, at=AT))
    pair.pass_time(20)
    assert {one["kind"] for one in superior.records.values()} == {"ticket"}
    assert len(platform.records) == 4 and set(superior.tokens) == {"second-token"}
    assert _rows(pair.store) == 0


@pytest.mark.row("S130")
def test_a_field_on_the_negative_list_never_leaves_for_the_second_destination(
    pair: Pair, platform: ScriptedPlatform, superior: ScriptedPlatform
) -> None:
    given(pair.store, by_card())
    applicant = {"id_no": "CANARY-7", "town": "示例镇"}
    body = {"applicant": applicant, "sealed": "CANARY-8"}
    pair.store.call(lambda c: outbox.put(c, "application", body, AT, about="a1"))
    superior.script = ["reject", "drop_reply", "500", "late"]  # whatever it answers
    pair.pass_time(60)
    for seq in (1, 2):
        pair.store.call(partial(bring_back, dest=SECOND, seq=seq))
    pair.pass_time(600)
    assert len(superior.records) == 2 == len(platform.records)
    heard = json.dumps(superior.requests, ensure_ascii=False)
    assert "示例镇" in heard and "A001" in heard
    for secret in ("CANARY", HOLDER, "测*甲", "sealed", "holder_hash", "id_no"):
        assert secret not in heard
    told = json.dumps(platform.requests, ensure_ascii=False)
    assert "CANARY-7" in told and HOLDER in told


@pytest.mark.row("S130")
@pytest.mark.parametrize("withheld", [True, False])
def test_attachments_that_are_withheld_are_neither_sent_nor_waited_for(
    withheld: bool, store: Store, tmp_path: Path
) -> None:
    raw = {"url": "http://x", **RAW}
    fields = {"withhold": {"application": ["materials"]}} if withheld else {}
    store.call(partial(owe, to=parse_second(raw | fields, tmp_path)))
    body = {"materials": [{"attachment_id": "x"}]}
    store.call(partial(outbox.put, kind="application", body=body, at=AT, parts=True))
    waits = store.call(lambda c: c.execute("SELECT dest FROM aside ORDER BY dest").fetchall())
    assert waits == ([(CENTRAL,)] if withheld else [(CENTRAL,), (SECOND,)])


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"kinds": ["ticket"], "token_file": "t"}, "queue.second.url"),
        ({"url": "ftp://x", "kinds": ["ticket"], "token_file": "t"}, "queue.second.url"),
        ({"url": "http://x", "kinds": ["ticket"]}, "queue.second.token_file"),
        ({"url": "http://x", "token_file": "t"}, "queue.second.kinds"),
        ({"url": "http://x", "token_file": "t", "kinds": "ticket"}, "queue.second.kinds"),
        ({"url": "http://x", "token_file": "t", "kinds": ["tickets"]}, "no kind tickets"),
        ({"url": "http://x", **RAW, "withhold": ["sealed"]}, "queue.second.withhold"),
        (
            {"url": "http://x", **RAW, "withheld": {"ticket": ["number"]}},
            "queue.second.withheld is not known: .*withhold",
        ),
        ({"url": "http://x", **RAW, "withhold": {"ticket": "sealed"}}, "withhold.ticket"),
        ({"url": "http://x", **RAW, "withhold": {"letter": ["a"]}}, "no kind letter"),
    ],
)
def test_a_second_destination_that_cannot_be_is_refused_with_its_reason(
    raw: dict[str, Any], words: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=words):
        parse_second(raw, tmp_path)


def test_without_a_second_destination_nothing_is_owed_to_it(store: Store, tmp_path: Path) -> None:
    assert parse_second({}, tmp_path) is None
    put_help(store, 1)
    assert store.call(lambda c: outbox.backlog(c, SECOND)).pending == 0


@pytest.mark.row("S131")
def test_a_service_serves_both_and_misses_one_that_is_taken_away(
    platform: ScriptedPlatform,
    superior: ScriptedPlatform,
    tmp_short: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    platform.now = superior.now = SystemClock().now
    raw = {"url": superior.url, **RAW}
    cfg = config(tmp_short, platform.url, second=raw)
    with pytest.raises(Unusable, match=r"second\.token"):
        Service(cfg, SystemClock())
    (tmp_short / "second.token").write_text("second-token\n")
    service = Service(cfg, SystemClock())
    service.start()
    put_help(service.store, 3)
    service.sync.wake()
    until(lambda: len(platform.bodies("help")) == 3 == len(superior.bodies("help")))
    assert service.sync.contact.connected
    status: QueueStatus = ask(cfg, AskQueue())
    assert (status.second_network, status.second_fault) == (Network.UP, None)
    assert status.second_contact and f"  contact    {status.second_contact}" in as_text(status)
    superior.script = ["500"] * 1000
    put_help(service.store, 2)
    service.sync.wake()
    until(lambda: len(platform.bodies("help")) == 5)
    until(lambda: ask(cfg, AskQueue()).second_fault is Fault.PLATFORM_ERROR)
    status = ask(cfg, AskQueue())
    assert status.fault is None and "second       2 pending" in as_text(status)
    service.stop()
    without = Service(config(tmp_short, platform.url), SystemClock())
    without.start()
    assert ask(cfg, AskQueue()).second_network is None
    without.stop()
    assert "2 records wait for a second destination" in caplog.text

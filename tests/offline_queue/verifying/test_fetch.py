"""The lists are fetched at the start, then hourly; what is wrong is not taken, and asked for again
without haste."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.inbound.items import Trust
from offline_queue.inbound.trust import change
from offline_queue.store.writer import Store
from offline_queue.sync.backoff import CAP_S
from offline_queue.sync.errands import Round
from offline_queue.sync.line import Line
from offline_queue.sync.transport import CutAdapter, Transport
from offline_queue.verifying.fetch import AT_MOST_S, EVERY_S, FetchLists
from offline_queue.verifying.fitted import Verification
from offline_queue.verifying.lists import Lists
from tests.clock import FakeClock
from tests.offline_queue.samples import config
from tests.offline_queue.verifying.lists_platform import ListsPlatform
from tests.offline_queue.verifying.signing import KEYS, OTHER, revocation, signed

BOTH = ["trust", "revocation"]
AGAIN = ["trust+", "revocation+"]


@pytest.fixture
def platform(clock: FakeClock) -> Iterator[ListsPlatform]:
    with ListsPlatform() as running:
        running.now = clock.now
        yield running


class Fetching:
    """A terminal's line with this errand alone."""

    def __init__(self, store: Store, folder: Path, platform: ListsPlatform, clock: FakeClock):
        self.lists = Lists(store, folder, KEYS)
        self.clock, self.cable = clock, CutAdapter()
        way = Transport(platform.url, "test-token", self.cable)
        self.line = Line("platform", way, clock, max)
        self.errand = FetchLists(self.lists, self.line, clock)
        self.round = Round(self.line, [self.errand], clock, max)

    def go(self, seconds: float) -> None:
        """So much time passes."""
        until = self.clock.monotonic() + seconds
        while self.clock.monotonic() < until:
            self.clock.advance(max(0.001, self.round.go()))


@pytest.fixture
def fetching(
    store: Store, tmp_path: Path, platform: ListsPlatform, clock: FakeClock
) -> Iterator[Fetching]:
    made = Fetching(store, tmp_path / "lists", platform, clock)
    yield made
    made.line.close()


def test_at_the_start_then_hourly_and_only_what_is_new(
    fetching: Fetching, platform: ListsPlatform
) -> None:
    fetching.go(1)
    assert platform.asked() == BOTH
    first = fetching.lists.known()
    assert first is not None
    fetching.go(EVERY_S - 60)
    assert platform.asked() == BOTH
    fetching.go(120)
    assert platform.asked() == BOTH + AGAIN
    younger = fetching.lists.known()
    assert younger is not None and younger.as_of > first.as_of
    assert younger.trust.issuers == first.trust.issuers
    platform.made["revocation"] = revocation(1, "aa")
    fetching.go(EVERY_S)
    known = fetching.lists.known()
    assert known is not None and known.revocation.void == {"aa"}


def test_a_restart_asks_at_once_and_takes_nothing_twice(
    fetching: Fetching,
    store: Store,
    tmp_path: Path,
    platform: ListsPlatform,
    clock: FakeClock,
) -> None:
    fetching.go(1)
    again = Fetching(store, tmp_path / "lists", platform, clock)
    assert again.lists.known() == fetching.lists.known()
    again.go(1)
    assert platform.asked() == BOTH + AGAIN
    again.line.close()


def test_cut_off_the_old_lists_go_on_and_the_first_answer_brings_new_ones(
    fetching: Fetching, platform: ListsPlatform
) -> None:
    fetching.go(1)
    before = fetching.lists.known()
    fetching.cable.cut = True
    fetching.go(2 * EVERY_S)
    assert fetching.lists.known() == before
    fetching.cable.cut = False
    fetching.go(CAP_S)
    after = fetching.lists.known()
    assert after is not None and before is not None and after.as_of > before.as_of


@pytest.mark.parametrize("kind", ["forged", "foreign", "older", "other", "nothing"])
def test_a_wrong_list_leaves_the_right_one_and_is_asked_for_again_later(
    fetching: Fetching, platform: ListsPlatform, kind: str
) -> None:
    platform.made["revocation"] = revocation(1, "aa")
    fetching.go(1)
    before = fetching.lists.known()
    platform.forged["revocation"] = {
        "forged": signed(revocation(2**40)) | {"list": revocation(2**40, "bb")},
        "foreign": signed(revocation(2**40), OTHER),
        "older": signed(revocation(1)),
        "other": signed(platform.made["trust"]),
        "nothing": {},
    }[kind]
    fetching.go(EVERY_S)
    asked = len(platform.asked())
    known = fetching.lists.known()
    assert known is not None and before is not None
    assert known.revocation == before.revocation
    fetching.go(CAP_S / 2)
    assert len(platform.asked()) == asked
    platform.forged.clear()
    fetching.go(CAP_S)
    known = fetching.lists.known()
    assert known is not None and known.revocation.as_of > before.as_of


def test_the_page_of_a_portal_keeps_no_lists_away(
    fetching: Fetching, platform: ListsPlatform
) -> None:
    platform.script = ["html404"]
    fetching.go(1)
    assert fetching.line.failure is not None
    fetching.go(CAP_S)
    assert fetching.lists.known() is not None


def test_once_their_key_counts_no_more_the_same_lists_come_whole_under_the_new_one(
    fetching: Fetching, store: Store, tmp_path: Path, platform: ListsPlatform, clock: FakeClock
) -> None:
    """Or a terminal that starts with no network could believe none of them."""
    fetching.go(1)
    public = OTHER.public_key().public_bytes_raw().hex()
    store.call(lambda ledger: change(ledger, Trust("add", "k2", public), "k1", KEYS))
    platform.signs_with = (OTHER, "k2")
    fetching.go(EVERY_S)
    assert platform.asked() == BOTH + AGAIN, "both keys count"
    store.call(lambda ledger: change(ledger, Trust("revoke", "k1"), "k2", KEYS))
    fetching.go(EVERY_S)
    assert platform.asked() == BOTH + AGAIN + BOTH
    offline = Fetching(store, tmp_path / "lists", platform, clock)
    assert offline.lists.known() == fetching.lists.known() is not None
    offline.line.close()


def test_a_revoked_key_that_the_inbox_tells_of_hurries_the_lists(
    store: Store, tmp_path: Path, platform: ListsPlatform, clock: FakeClock
) -> None:
    cfg = config(tmp_path, platform.url)
    cfg.sign_keys_file.write_text(f"k1 {KEYS['k1'].hex()}\n", encoding="ascii")
    verification = Verification(cfg, store, clock, None, pytest.fail)
    line = Line("platform", Transport(platform.url, "test-token"), clock, max)
    errand = verification.errand(line)
    errand.run()
    public = OTHER.public_key().public_bytes_raw().hex()
    store.call(lambda ledger: change(ledger, Trust("add", "k2", public), "k1", KEYS))
    verification.hinted()
    assert errand.run() > AT_MOST_S, "both keys count"
    store.call(lambda ledger: change(ledger, Trust("revoke", "k1"), "k2", KEYS))
    verification.hinted()
    assert errand.run() == AT_MOST_S
    line.close()


def test_a_platform_without_lists_is_no_fault(fetching: Fetching, platform: ListsPlatform) -> None:
    platform.script = ["404"]
    fetching.go(1)
    assert fetching.lists.known() is None and fetching.line.failure is None
    fetching.go(EVERY_S)
    assert fetching.lists.known() is not None


def test_somebody_who_met_an_unknown_code_hurries_it_once_a_minute(
    fetching: Fetching, platform: ListsPlatform
) -> None:
    fetching.go(1)
    began = fetching.clock.monotonic()
    for _ in range(20):
        fetching.errand.hurry()
        fetching.go(3)
    minutes = (fetching.clock.monotonic() - began) / AT_MOST_S
    assert 2 < len(platform.asked()) <= 2 + 2 * (minutes + 1)

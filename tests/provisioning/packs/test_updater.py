"""The updater's looks, one by one, against a mirror that answers as the test wants."""

from datetime import timedelta

import pytest

from kiosk.clock import SystemClock
from kiosk.messages.catalogue import (
    CatalogueChanged,
    CatalogueHint,
    FollowHints,
    PackInstalled,
    PackRefused,
)
from provisioning.packs.manifest import PackInfo
from provisioning.packs.publish import Press
from provisioning.packs.updater import EVERY_S, FIRST_PAUSE_S
from tests.provisioning.packs.mirror import Mirror, broken_at, right
from tests.provisioning.packs.samples import (
    HEALTH,
    INFO,
    ONE,
    THREE,
    TWO,
    Terminal,
    one,
    release,
    root_of,
    summary,
)

pytestmark = pytest.mark.slow


@pytest.mark.row("S023")
def test_what_was_published_is_installed_with_the_platforms_hash(
    press: Press, terminal: Terminal
) -> None:
    release(press, one(ONE), one(TWO))
    terminal.look()
    assert (terminal.version(), terminal.root()) == (1, root_of(press))
    (said,) = terminal.heard(PackInstalled)
    assert said == PackInstalled(INFO.pack, 1, root_of(press).hex())


def test_a_platform_without_a_pack_is_no_fault(terminal: Terminal) -> None:
    assert terminal.look() == EVERY_S
    (state,) = terminal.heard(CatalogueChanged)
    assert (state.revision, state.stale) == (0, False)


def test_nothing_new_costs_two_requests(press: Press, mirror: Mirror, terminal: Terminal) -> None:
    release(press, one(ONE))
    terminal.look()
    mirror.asked.clear()
    terminal.look()
    assert mirror.asked == ["metadata/2.root.json", "metadata/timestamp.json"]


def test_one_changed_item_travels_alone(press: Press, mirror: Mirror, terminal: Terminal) -> None:
    """Of forty items as long as a guide, one changes."""
    codes = [f"9905010{number:02d}000" for number in range(40)]
    long = {code: one(code, by_law=summary(f"{code}" + "依据" * 900)) for code in codes}
    release(press, *long.values())
    terminal.look()
    sizes = [len((mirror.folder / path).read_bytes()) for path in mirror.asked if "pack" in path]
    long[codes[7]] = one(codes[7], package_ver=2)
    release(press, *long.values())
    mirror.asked.clear()
    terminal.look()
    fetched = [path.rpartition(".")[0].split(".", 1)[-1] for path in mirror.asked[-1:]]
    assert (terminal.version(), terminal.root(), fetched) == (2, root_of(press), ["2.from-1"])
    assert len((mirror.folder / mirror.asked[-1]).read_bytes()) < max(sizes) / 2
    assert len(mirror.asked) == 6


def test_a_terminal_that_was_away_for_long_fetches_the_whole(
    press: Press, mirror: Mirror, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provisioning.packs.publish.DELTAS", 2)
    for number in range(1, 5):
        release(press, one(ONE, package_ver=number), one(TWO), one(THREE))
        if number == 1:
            terminal.look()
    terminal.look()
    assert (terminal.version(), terminal.root()) == (4, root_of(press))
    assert mirror.asked[-1].endswith(".4.pack")


@pytest.mark.row("S034")
def test_a_rollback_restores_the_former_hash(press: Press, terminal: Terminal) -> None:
    release(press, one(ONE), one(TWO))
    terminal.look()
    former = terminal.root()
    release(press, one(ONE, package_ver=2), one(TWO))
    terminal.look()
    assert terminal.root() != former
    press.roll_back(INFO.pack, 0, SystemClock().now())
    terminal.look()
    assert (terminal.version(), terminal.root()) == (3, former)


@pytest.mark.row("S132")
def test_only_packs_for_this_hall_are_fetched(
    press: Press, mirror: Mirror, terminal: Terminal
) -> None:
    """The filter is the site's: nothing of another city's pack travels."""
    release(press, one(ONE))
    far = PackInfo("far", HEALTH, "别处", regions=("110000",))
    near = PackInfo("near", HEALTH, "本市", regions=("9901", "9902"))
    release(press, one(TWO), info=far)
    release(press, one(THREE), info=near)
    terminal.look()
    versions = [terminal.version(pack) for pack in (INFO.pack, "near", "far")]
    assert versions == [1, 1, 0]
    assert not any("far" in path for path in mirror.asked)


@pytest.mark.row("S132")
def test_a_pack_that_is_for_others_now_is_taken_away(press: Press, terminal: Terminal) -> None:
    release(press, one(ONE))
    release(press, one(TWO), info=PackInfo("health", HEALTH, "卫健"))
    terminal.look()
    terminal.heard(PackInstalled)
    elsewhere = PackInfo("health", HEALTH, "卫健", regions=("11",))
    release(press, one(TWO), info=elsewhere)
    terminal.look()
    assert terminal.heard(PackInstalled) == [PackInstalled("health", 0, "")]
    assert (terminal.version("health"), terminal.version()) == (0, 1)


def test_the_network_may_break_off_at_each_request(
    press: Press, mirror: Mirror, terminal: Terminal
) -> None:
    """What was fetched before the cut is kept, and is not fetched again."""
    release(press, one(ONE), one(TWO), one(THREE))
    terminal.look()
    release(press, one(ONE, package_ver=2), one(TWO), one(THREE))
    former = terminal.root()
    mirror.asked.clear()
    for broken in ("timestamp", "snapshot", "pack-city", "manifest", "from-1"):
        mirror.spoil = broken_at(broken)
        assert terminal.look() < EVERY_S
        assert broken in mirror.asked[-1]
        assert (terminal.version(), terminal.root()) == (1, former)
    assert terminal.heard(PackRefused) == []
    mirror.spoil = right
    terminal.look()
    assert (terminal.version(), terminal.root()) == (2, root_of(press))
    assert sum("snapshot" in path for path in mirror.asked) == 2


@pytest.mark.parametrize("answer", [b"<html>Log in to the network</html>", 302, 500, 403, 404])
def test_a_portal_or_a_broken_server_is_no_refusal(
    press: Press, mirror: Mirror, terminal: Terminal, answer: bytes | int
) -> None:
    release(press, one(ONE))
    mirror.spoil = lambda path, body: answer if "timestamp" in path else body
    assert terminal.look() == FIRST_PAUSE_S
    assert terminal.heard(PackRefused) == []
    mirror.spoil = right
    terminal.look()
    assert terminal.version() == 1


@pytest.mark.row("S034")
def test_without_any_hint_it_looks_within_five_minutes(terminal: Terminal) -> None:
    terminal.updater.jitter = lambda: 1.0
    assert terminal.look() <= 300.0


def test_pauses_grow_after_failures_and_a_hint_forgets_them(
    mirror: Mirror, terminal: Terminal
) -> None:
    mirror.spoil = lambda _path, _body: 503
    pauses = [terminal.look() for _ in range(7)]
    assert pauses == [10.0, 20.0, 40.0, 80.0, 160.0, EVERY_S, EVERY_S]
    terminal.updater.on_message(CatalogueHint("city.2"))
    assert terminal.look() == FIRST_PAUSE_S


@pytest.mark.row("S023")
def test_what_nobody_confirmed_for_a_day_is_stale_and_served(
    press: Press, mirror: Mirror, terminal: Terminal
) -> None:
    release(press, one(ONE))
    terminal.look()
    (fresh,) = terminal.heard(CatalogueChanged)
    mirror.spoil = lambda _path, _body: 503
    terminal.clock.ahead = timedelta(hours=23)
    terminal.look()
    assert terminal.heard(CatalogueChanged) == []
    terminal.clock.ahead = timedelta(hours=25)
    terminal.look()
    (stale,) = terminal.heard(CatalogueChanged)
    assert (fresh.stale, stale.stale) == (False, True)
    assert (stale.revision, stale.checked_at) == (fresh.revision, fresh.checked_at)
    assert terminal.version() == 1
    mirror.spoil = right
    terminal.look()
    (again,) = terminal.heard(CatalogueChanged)
    assert not again.stale


def test_a_new_connection_hears_how_everything_stands(
    press: Press, mirror: Mirror, terminal: Terminal
) -> None:
    """The service was started anew: it asks nothing and is told all."""
    release(press, one(ONE))
    terminal.look()
    mirror.spoil = lambda path, body: body[:-20] + b"x" * 20 if "timestamp" in path else body
    terminal.look()
    terminal.said.clear()
    mirror.spoil = broken_at("")
    terminal.updater.on_up()
    terminal.updater.step()
    kinds = [type(message) for message in terminal.said]
    assert kinds == [FollowHints, PackInstalled, CatalogueChanged, PackRefused]

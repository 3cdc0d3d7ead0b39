"""Signatures end at different times, and not every key lies on the platform."""

import argparse
import json
import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
import tuf.ngclient._internal.trusted_metadata_set as trusted

from kiosk.clock import SystemClock
from kiosk.messages.catalogue import PackRefused
from provisioning.packs.command import run
from provisioning.packs.keys import NoKey, PackKeys
from provisioning.packs.publish import Press
from provisioning.packs.renew import BY_HAND, away, main, renew
from provisioning.packs.repository import LIVES
from tests.provisioning.packs.samples import CITY, INFO, ONE, Terminal, one, release

pytestmark = pytest.mark.slow

START = SystemClock().now()


def after(days: float) -> datetime:
    return START + timedelta(days=days)


def take_away(press: Press, *names: str) -> Path:
    """As docs/operations.md says where they belong."""
    safe = press.data.parent / "safe"
    safe.mkdir(exist_ok=True)
    for name in names:
        (press.data / "keys" / f"{name}.pem").rename(safe / f"{name.rpartition('/')[2]}.pem")
    return safe


def until(press: Press, role: str) -> datetime:
    name = "timestamp.json" if role == "timestamp" else press.repository.root_file.name
    raw = json.loads((press.repository.metadata / name).read_bytes())
    return datetime.fromisoformat(raw["signed"]["expires"])


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What terminals take the day to be, counted from now."""
    at = [0.0]
    later = SimpleNamespace(now=lambda _zone: after(at[0]).astimezone(UTC))
    monkeypatch.setattr(trusted, "datetime", SimpleNamespace(datetime=later, timezone=timezone))
    return at


def test_with_the_offline_keys_away_the_others_are_renewed_for_ever(press: Press) -> None:
    release(press, one(ONE))
    take_away(press, "root", "targets", f"publishers/{CITY}")
    for day in range(1, 200):
        assert until(press, "timestamp") > after(day)
        assert not {"root", "targets"} & set(renew(press.repository, after(day)))


def test_what_nobody_here_can_sign_is_told_with_its_end(press: Press) -> None:
    release(press, one(ONE))
    take_away(press, "root", "targets", f"publishers/{CITY}")
    assert away(press.repository, after(80)) == ()
    found = away(press.repository, after(91))
    assert {one.role for one in found} == {"targets", f"pack-{INFO.pack}"}
    assert all("is missing" in one.line() for one in found)
    assert all(f"{one.until:%Y-%m-%d}" in one.line() for one in found)
    assert away(press.repository, after(366))[-1].role == "root"


def test_without_the_key_of_the_snapshot_the_timestamp_goes_on(press: Press) -> None:
    release(press, one(ONE))
    take_away(press, "snapshot")
    assert renew(press.repository, after(100)) == ("timestamp",)
    assert "snapshot" in {one.role for one in away(press.repository, after(100))}
    assert main(press.data) == 0, "nothing is due today"
    take_away(press, "timestamp")
    assert renew(press.repository, after(100)) == ()


def test_a_key_that_nobody_trusts_signs_nothing(press: Press) -> None:
    take_away(press, "timestamp")
    PackKeys(press.data / "keys").top("timestamp", new=True)
    before = (press.repository.metadata / "timestamp.json").read_bytes()
    assert renew(press.repository, after(4)) == ()
    assert (press.repository.metadata / "timestamp.json").read_bytes() == before
    (found,) = away(press.repository, after(4))
    assert "is not the key" in found.line()


def test_publishing_what_did_not_change_signs_it_for_another_life(press: Press) -> None:
    first = press.publish(INFO, (one(ONE),), after(0))
    soon = press.publish(INFO, (one(ONE),), after(50))
    late = press.publish(INFO, (one(ONE),), after(61))
    assert [(one.version, one.anew, one.signed) for one in (first, soon, late)] == [
        (1, True, True),
        (1, False, False),
        (1, False, True),
    ]
    role = press.repository.pack_role(press.repository.load(), INFO.pack)
    assert role is not None
    assert role.expires - after(61) > LIVES["targets"] - timedelta(minutes=1)


def test_publishing_without_the_key_says_so_where_a_signature_is_due(press: Press) -> None:
    press.publish(INFO, (one(ONE),), after(0))
    take_away(press, f"publishers/{CITY}")
    press.publish(INFO, (one(ONE),), after(50))
    with pytest.raises(NoKey):
        press.publish(INFO, (one(ONE),), after(61))


def test_a_terminal_that_was_away_follows_to_the_newest_root(
    press: Press, terminal: Terminal, day: list[float]
) -> None:
    """It begins from the first root file, which has ended long ago; two have come since."""
    release(press, one(ONE))
    terminal.look()
    for days in range(3, 1103, 3):
        renew(press.repository, after(days))
    names = sorted(path.name for path in press.repository.metadata.glob("*.root.json"))
    assert names == ["1.root.json", "2.root.json", "3.root.json", "4.root.json"]
    press.publish(INFO, (one(ONE, package_ver=2),), after(1100))
    day[0] = 1101
    assert terminal.settings.root_file == press.repository.metadata / "1.root.json"
    terminal.look()
    assert terminal.heard(PackRefused) == []
    assert terminal.version() == 2


def test_the_key_of_the_root_is_brought_for_an_hour(
    press: Press,
) -> None:
    safe = take_away(press, "root")
    assert "root" not in renew(press.repository, after(400), BY_HAND)
    assert "root" in {one.role for one in away(press.repository, after(400))}
    shutil.copy(safe / "root.pem", press.data / "keys")
    assert renew(press.repository, after(400), BY_HAND)[0] == "root"
    assert until(press, "root") > after(400 + 729)
    take_away(press, "root")
    assert "root" not in {one.role for one in away(press.repository, after(400))}


def test_a_new_terminal_is_handed_the_newest_root(press: Press) -> None:
    renew(press.repository, after(400))
    folder = press.data / "terminals" / "T1"
    folder.mkdir(parents=True)
    press.hand_out_root()
    assert json.loads((folder / "packs-root.json").read_bytes())["signed"]["version"] == 2


def test_by_hand_it_says_what_was_signed_and_what_waits_for_which_key(
    press: Press, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (press.data / "central.sqlite3").touch()
    Press(press.data).publish(INFO, (one(ONE),), after(0) - timedelta(days=61))
    take_away(press, f"publishers/{CITY}")
    state = press.repository.load()
    state.targets.signed.expires -= timedelta(days=61)
    press.repository.write("1.targets.json", state.targets, press.repository.signer("targets"))
    order = argparse.Namespace(action="renew", data=press.data)
    assert run(order) == 0
    said = capsys.readouterr()
    assert said.out == "signed anew: targets, snapshot, timestamp\n"
    assert said.err.startswith(f"not signed anew: pack-{INFO.pack} counts until ")
    assert f"{CITY}.pem is missing" in said.err

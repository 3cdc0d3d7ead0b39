"""Publishing: versions only rise, one publisher for a pack, and nothing half seen."""

import shutil
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.messages.catalogue import PackRefused
from provisioning.packs import disk
from provisioning.packs.keys import NoKey, PackKeys
from provisioning.packs.manifest import PackInfo
from provisioning.packs.publish import Press
from provisioning.packs.refusal import Refused, Why
from provisioning.packs.renew import renew
from tests.provisioning.packs.samples import (
    CITY,
    HEALTH,
    INFO,
    ONE,
    THREE,
    TWO,
    Terminal,
    one,
    release,
    root_of,
)

pytestmark = pytest.mark.slow

OTHER = PackInfo("health", HEALTH, "示例市卫生健康委员会")


def test_private_keys_are_their_owners_alone(press: Press) -> None:
    release(press, one(ONE))
    keys = sorted((press.data / "keys").rglob("*.pem"))
    names = {path.stem for path in keys}
    assert names == {"root", "targets", "snapshot", "timestamp", CITY}
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys} == {0o600}
    assert stat.S_IMODE((press.data / "keys").stat().st_mode) == 0o700


def test_nothing_changed_is_no_new_version(press: Press) -> None:
    first, again = release(press, one(ONE)), release(press, one(ONE))
    assert (first.version, first.anew) == (1, True)
    assert (again.version, again.anew) == (1, False)


def test_each_publication_has_the_next_version(press: Press) -> None:
    versions = [release(press, one(ONE, package_ver=n)).version for n in range(1, 4)]
    assert versions == [1, 2, 3]


def test_what_changed_is_counted(press: Press) -> None:
    release(press, one(ONE), one(TWO))
    done = release(press, one(ONE, package_ver=2), one(THREE))
    assert (done.changed, done.removed, done.rows) == (2, 1, 2)


@pytest.mark.row("S034")
def test_rolling_back_brings_the_former_hash_under_a_higher_version(press: Press) -> None:
    release(press, one(ONE), one(TWO))
    former = root_of(press)
    release(press, one(ONE, package_ver=2), one(TWO))
    done = press.roll_back(INFO.pack, 0, SystemClock().now())
    assert (done.version, root_of(press)) == (3, former)


def test_rolling_back_twice_goes_further_back_and_not_forth_again(press: Press) -> None:
    roots = []
    for number in range(1, 4):
        release(press, one(ONE, package_ver=number))
        roots.append(root_of(press))
    versions = []
    for former in (roots[1], roots[0]):
        versions.append(press.roll_back(INFO.pack, 0, SystemClock().now()).version)
        assert root_of(press) == former
    assert versions == [4, 5]
    with pytest.raises(Refused):
        press.roll_back(INFO.pack, 0, SystemClock().now())
    assert press.roll_back(INFO.pack, 3, SystemClock().now()).version == 6
    assert root_of(press) == roots[2]


@pytest.mark.parametrize("to", [-1, 2, 7])
def test_only_a_former_version_comes_back(press: Press, to: int) -> None:
    for number in (1, 2):
        release(press, one(ONE, package_ver=number))
    with pytest.raises(Refused):
        press.roll_back(INFO.pack, to, SystemClock().now())


def test_a_pack_that_nobody_published_cannot_come_back(press: Press) -> None:
    with pytest.raises(Refused) as caught:
        press.roll_back("nothing", 0, SystemClock().now())
    assert caught.value.place == "nothing"


def test_another_department_cannot_take_a_pack_over(press: Press) -> None:
    release(press, one(ONE))
    with pytest.raises(Refused) as caught:
        release(press, one(ONE, package_ver=9), info=PackInfo(INFO.pack, HEALTH, "示例市"))
    assert caught.value.why is Why.OTHER_PUBLISHER


def test_two_packs_never_hold_the_same_item(press: Press) -> None:
    release(press, one(ONE))
    with pytest.raises(Refused) as caught:
        release(press, one(TWO), one(ONE), info=OTHER)
    assert (caught.value.why, caught.value.place) == (Why.CODE_TAKEN, f"{ONE} $.catalog_code")
    assert release(press, one(TWO), info=OTHER).version == 1


def test_a_lost_key_is_said_and_never_made_anew(press: Press) -> None:
    release(press, one(ONE))
    key = press.data / "keys" / "publishers" / f"{CITY}.pem"
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(NoKey) as caught:
        release(press, one(ONE, package_ver=2))
    assert str(key) in str(caught.value)
    PackKeys(press.data / "keys").publisher(CITY, new=True)
    with pytest.raises(NoKey):
        release(press, one(ONE, package_ver=2))
    key.write_bytes(kept)
    assert release(press, one(ONE, package_ver=2)).version == 2


class PowerCut(Exception):
    pass


class Disk:
    """Takes `left` more files, and then the power is gone."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 10**6
        self._put = disk.put_file
        for module in ("repository", "history", "publish"):
            monkeypatch.setattr(f"provisioning.packs.{module}.put_file", self.put)

    def put(self, path: Path, data: bytes) -> None:
        if not self.left:
            raise PowerCut
        self.left -= 1
        self._put(path, data)


def test_a_publication_cut_off_anywhere_changes_nothing_for_terminals(
    press: Press, terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power goes before each write in turn; what is left behind is in nobody's way."""
    release(press, one(ONE))
    terminal.look()
    former, power = terminal.root(), Disk(monkeypatch)
    kept = shutil.copytree(press.data / "packs", tmp_path / "kept")
    for cut in range(6):
        shutil.rmtree(press.data / "packs")
        shutil.copytree(kept, press.data / "packs")
        power.left = cut
        with pytest.raises(PowerCut):
            release(press, one(ONE, package_ver=2), one(TWO))
        terminal.look()
        assert (terminal.version(), terminal.root()) == (1, former)
        assert terminal.heard(PackRefused) == []
    power.left = 10**6
    done = release(press, one(ONE, package_ver=3), one(TWO))
    terminal.look()
    assert (done.version, terminal.version()) == (2, 2)
    assert terminal.root() == root_of(press) != former


def test_old_files_go_and_what_can_come_back_stays(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("publish", "history"):
        monkeypatch.setattr(f"provisioning.packs.{module}.KEPT", 4)
    for number in range(1, 9):
        release(press, one(ONE, package_ver=number))
    names = [path.name for path in (press.data / "packs" / "targets" / INFO.pack).glob("*.pack")]
    whole = sorted(int(name.split(".")[1]) for name in names if len(name.split(".")) == 3)
    assert whole == [5, 6, 7, 8]
    assert all("from" not in name or name.split(".")[1] in ("7", "8") for name in names)
    assert press.roll_back(INFO.pack, 5, SystemClock().now()).version == 9
    with pytest.raises(Refused):
        press.roll_back(INFO.pack, 3, SystemClock().now())


def test_deltas_lead_from_the_last_versions_where_they_are_worth_it(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provisioning.packs.publish.DELTAS", 3)
    packages = [one(ONE, package_ver=1), one(TWO), one(THREE)]
    for number in range(1, 7):
        packages[0] = one(ONE, package_ver=number)
        release(press, *packages)
    manifest = press.repository.manifest(press.repository.load(), INFO.pack)
    assert manifest is not None
    assert manifest.bases == (3, 4, 5)
    release(press, *(one(code, package_ver=9) for code in (ONE, TWO, THREE)))
    manifest = press.repository.manifest(press.repository.load(), INFO.pack)
    assert manifest is not None
    assert manifest.bases == ()


def test_signatures_are_renewed_at_half_of_their_life(press: Press, terminal: Terminal) -> None:
    release(press, one(ONE))
    repository = press.repository
    moment = SystemClock().now()
    assert renew(repository, moment + timedelta(days=3)) == ()
    assert renew(repository, moment + timedelta(days=4)) == ("timestamp",)
    assert renew(repository, moment + timedelta(days=7.6)) == ("snapshot", "timestamp")
    done = renew(repository, moment + timedelta(days=91))
    assert done == ("targets", "snapshot", "timestamp", f"pack-{INFO.pack}")
    terminal.look()
    assert terminal.version() == 1


def test_a_departments_own_key_elsewhere_leaves_its_signature_alone(press: Press) -> None:
    release(press, one(ONE))
    (press.data / "keys" / "publishers" / f"{CITY}.pem").unlink()
    done = renew(press.repository, SystemClock().now() + timedelta(days=91))
    assert done == ("targets", "snapshot", "timestamp")


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"materials": [{"id": "a"}]}, "$.materials[0]"),
        ({"link_way": None}, "$.link_way"),
        ({"catalog_code": "12"}, "$.catalog_code"),
    ],
)
def test_a_package_that_is_not_whole_is_never_signed(
    press: Press, changes: dict[str, Any], place: str
) -> None:
    with pytest.raises(Refused) as caught:
        release(press, one(ONE, **changes))
    assert caught.value.place.startswith(f"{ONE} {place}")
    assert press.repository.load().packs == ()

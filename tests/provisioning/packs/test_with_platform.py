"""The real platform, the real service, the updater's own process: from publishing to a screen."""

import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from kiosk.messages.operator import SetNetwork
from provisioning.packs.manifest import PackInfo
from tests.provisioning.central.platform import Platform
from tests.provisioning.packs.samples import HEALTH, THREE, TWO, one, root_of, write_folder
from tests.provisioning.packs.samples import ONE as ITEM
from tests.provisioning.packs.world import World, items, main, run_items

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    short = Path(tempfile.mkdtemp(prefix="zz-", dir="/tmp"))
    with Platform(tmp_path_factory.mktemp("platform") / "central", world=True) as platform:
        one = World(platform, short)
        yield one
        one.close()
    shutil.rmtree(short)


@pytest.mark.row("S034", "S023")
def test_a_published_item_is_served_at_once_by_an_idle_terminal(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Publish, change, bad change, roll back: by the command line, heard of by the hint."""
    data = world.platform.data
    folder = write_folder(tmp_path / "pack", [one(ITEM), one(TWO)])
    status, said, _ = items("publish", folder, "--data", data)
    assert status == 0
    assert "city version 1: 2 packages, 2 changed, 0 removed" in said
    assert "2 terminals are told" in said
    assert not world.serves(1).items_stale
    first = root_of(world.press)

    write_folder(folder, [one(ITEM, package_ver=2)])
    assert run_items("publish", folder, data=data) == 0
    world.serves(2)

    write_folder(folder, [one(ITEM, link_way=None)])
    assert run_items("publish", folder, data=data) == 1
    assert "link_way" in capsys.readouterr().err

    assert run_items("rollback", "city", data=data) == 0
    assert "version 3" in capsys.readouterr().out
    world.serves(3)
    assert root_of(world.press) == first
    world.told(3)
    assert [(one["version"], one["why"]) for one in world.results()] == [
        (version, "installed") for version in (1, 2, 3)
    ]
    assert world.results()[-1]["root"] == first.hex()


def test_a_refusal_is_told_to_the_platform_once_and_the_former_goes_on(
    world: World, tmp_path: Path
) -> None:
    """The updater is killed and says all of it again; the platform hears it once."""
    info = PackInfo("health", HEALTH, "卫健")
    folder = write_folder(tmp_path / "pack", [one(THREE)], info)
    data = world.platform.data
    assert run_items("publish", folder, data=data) == 0
    world.serves(1, "health")
    role = world.press.repository.metadata / "2.pack-health.json"
    write_folder(folder, [one(THREE, package_ver=2)], info)
    world.screen.request(SetNetwork(up=False), 10.0)
    assert run_items("publish", folder, data=data) == 0
    signed = json.loads(role.read_bytes())
    role.write_text(json.dumps(signed | {"signatures": []}), encoding="utf-8")
    world.asks()
    world.told(2, "health")
    os.kill(world.updater.pid, signal.SIGKILL)
    world.updater.communicate(timeout=10)
    world.updater = main("updater", "--config", world.toml, "--demo")
    role.write_text(json.dumps(signed), encoding="utf-8")
    world.serves(2, "health")
    world.told(3, "health")
    results = world.results("health")
    told = [(one["status"], one["why"], one["version"]) for one in results]
    assert told == [("done", "installed", 1), ("refused", "unsigned", 1), ("done", "installed", 2)]
    assert results[1]["place"] == "health/manifest.json"


def test_what_is_served_is_only_what_is_signed(world: World) -> None:
    """Neither keys nor history, nor anything by a path that climbs."""
    data, base = world.platform.data, f"{world.platform.url}/packs"
    (data / "packs" / "metadata" / "link.json").symlink_to(data / "sign.key")
    good = requests.get(f"{base}/metadata/timestamp.json", timeout=10)
    assert (good.status_code, good.headers["Content-Type"]) == (200, "application/json")
    assert good.headers["Cache-Control"] == "no-store"
    head = requests.head(f"{base}/metadata/1.root.json", timeout=10)
    assert (head.status_code, head.content) == (200, b"")
    for path in (
        *("lock", "history/city/1.json", "../keys/root.pem", "metadata/../../sign.key"),
        *("metadata/%2e%2e/%2e%2e/sign.key", "metadata", "targets/", "metadata/link.json"),
        *("metadata/.timestamp.json.1", "metadata//etc/passwd", "metadata/none.json"),
    ):
        asked = requests.Request("GET", f"{base}/{path}").prepare()
        asked.url = f"{base}/{path}"
        with requests.Session() as session:
            assert session.send(asked, timeout=10).status_code == 404, path
    assert requests.post(f"{base}/metadata/timestamp.json", timeout=10).status_code == 405


def test_a_folder_that_is_no_platform_or_no_pack_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "pack", [one(ITEM)])
    assert run_items("publish", folder, data=tmp_path) == 3
    assert "no platform's folder" in capsys.readouterr().err
    assert run_items("pack", folder, out=tmp_path / "a.pack") == 0
    assert "1 packages" in capsys.readouterr().out
    assert run_items("pack", tmp_path / "nothing", out=tmp_path / "b.pack") == 3
    assert "no such folder" in capsys.readouterr().err
    (folder / "pack.json").unlink()
    assert run_items("pack", folder, out=tmp_path / "b.pack") == 1
    assert "pack.json" in capsys.readouterr().err
    assert not (tmp_path / "b.pack").exists()

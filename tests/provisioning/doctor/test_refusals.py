"""What `main.py run` does not start with, the doctor says too: each file and setting by itself."""

import contextlib
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from offline_queue import hall_file
from offline_queue.refusals import refusals
from offline_queue.service import Service
from offline_queue.store.database import CannotOpen, open_database
from offline_queue.vault.address import device_key_of
from offline_queue.vault.device_key import NoDeviceKey
from provisioning.doctor.checkup import check_config
from provisioning.doctor.findings import Finding, Level, fail
from provisioning.parts import parts_of
from provisioning.settings import Unusable, check_keys, load_config
from tests.offline_queue.command_line import write_config

HALL = Path(__file__).parents[3] / "provisioning" / "sample" / "hall.json"
KEY = "5e" * 32
FILES = {
    "token": "synthetic-token",
    "second.token": "synthetic-token",
    "platform.pub": KEY,
    "hall.key": KEY,
    "platform-sign.pub": f"k1 {KEY}",
    "packs-root.json": "{}",
    "hall.json": HALL.read_text(encoding="utf-8"),
}
TABLES = """
[items]
stale_after_h = 24
[queue]
device_key = "file:device.key"
[queue.second]
url = "https://superior.example"
token_file = "second.token"
kinds = ["ticket"]
withhold.ticket = ["session_id"]
[identity]
provider = "city"
"""


@pytest.fixture
def path(tmp_short: Path) -> Path:
    """A terminal's file that is in order, with every table that another part reads."""
    for name, text in FILES.items():
        (tmp_short / name).write_text(text, encoding="utf-8")
        (tmp_short / name).chmod(0o600)
    path = write_config(tmp_short)
    path.write_text(path.read_text(encoding="utf-8") + TABLES, encoding="utf-8")
    return path


def doctor_says(path: Path) -> list[Finding]:
    config, found = check_config(path)
    assert config is not None
    found += [fail(what, todo) for what, todo in refusals(config)]
    return [finding for finding in found if finding.level is not Level.OK]


def refused_by_run(path: Path) -> str:
    """In the order in which `run` and its service read; "" where they would start."""
    try:
        config = load_config(path, demo=False)
        check_keys(config)
        parts_of(config)
        serve(config)
    except (Unusable, hall_file.Unusable, CannotOpen, NoDeviceKey) as error:
        return str(error)
    return ""


def serve(config: TerminalConfig) -> None:
    service = Service(config, SystemClock())
    service.start()
    service.stop()


def test_what_is_in_order_is_started_and_not_complained_of(path: Path) -> None:
    assert doctor_says(path) == []
    assert refused_by_run(path) == ""
    assert doctor_says(path) == [], "now there is a database and its key"


@pytest.mark.parametrize("name", [name for name in FILES if name != "platform-sign.pub"])
def test_a_file_that_was_not_fetched(path: Path, name: str) -> None:
    (path.parent / name).unlink()
    (finding,) = doctor_says(path)
    assert name in refused_by_run(path)
    assert name in finding.what and finding.level is Level.FAIL and finding.todo


@pytest.mark.parametrize("name", [name for name in FILES if name != "packs-root.json"])
def test_a_file_that_holds_something_else(path: Path, name: str) -> None:
    (path.parent / name).write_text("电", encoding="utf-8")
    (finding,) = doctor_says(path)
    assert name in refused_by_run(path)
    assert name in finding.what and finding.level is Level.FAIL and finding.todo


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("stale_after_h = 24", "stale_after_h = 0", "items.stale_after_h"),
        ("stale_after_h = 24", "stale_after = 24", "items.stale_after"),
        ('"file:device.key"', '"disk:device.key"', "device_key"),
        ('"https://superior.example"', '"superior.example"', "queue.second.url"),
        ('kinds = ["ticket"]', 'kinds = ["tickets"]', "queue.second"),
        ('provider = "city"', 'provider = "village"', "identity.provider"),
    ],
)
def test_a_setting_that_is_not_understood(path: Path, old: str, new: str, word: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    (finding,) = doctor_says(path)
    assert word in refused_by_run(path)
    assert word in finding.what and finding.todo


def test_a_database_whose_key_is_another_machines(path: Path) -> None:
    assert refused_by_run(path) == ""
    (path.parent / "device.key").write_text(KEY, encoding="ascii")
    (finding,) = doctor_says(path)
    assert "device.key is not the key of this database" in refused_by_run(path)
    assert "device.key is not the key of this database" in finding.what


def test_a_database_that_is_gone(path: Path) -> None:
    assert refused_by_run(path) == ""
    state = path.parent / "state"
    for one in state.glob("queue.sqlite3*"):
        one.unlink()
    (finding,) = doctor_says(path)
    assert "gone or empty" in refused_by_run(path)
    assert "gone or empty" in finding.what


def test_a_service_that_has_its_database_open_is_no_trouble(path: Path) -> None:
    config = load_config(path, demo=False)
    with contextlib.closing(open_database(config.state, device_key_of(config))):
        assert doctor_says(path) == []


def test_a_pack_root_that_was_not_fetched_says_where_it_is(path: Path) -> None:
    (path.parent / "packs-root.json").unlink()
    assert "fetch it from the platform's terminals/T00003" in refused_by_run(path)
    (finding,) = doctor_says(path)
    assert "fetch it from the platform's terminals/T00003" in finding.todo

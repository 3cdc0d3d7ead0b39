"""The doctor: a machine as it should be, and each thing that a technician finds wrong."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from provisioning.doctor import checkup, machine
from provisioning.doctor.findings import Finding, Level

CONFIG = """
[terminal]
id = "T01"
name = "1号自助机"
[site]
hall_id = "H1"
name = "测试大厅"
zone = "24小时自助区"
hotline = "12345"
hall_file = "hall.json"
[paths]
state = "state"
run = "{run}"
[central]
url = "{platform}"
token_file = "token"
platform_key_file = "platform.pub"
hall_key_file = "hall.key"
[devices.id_reader]
port = "/dev/ttyUSB0"
[devices.receipt_printer]
url = "tcp://printer.example:9100"
"""

SECRET = "5e" * 32
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_short: Path) -> Write:
    """Writes a configuration that is in order but for the values given."""
    modes = {"token": 0o600, "hall.key": 0o600, "platform.pub": 0o644, "platform-sign.pub": 0o644}
    for name, mode in modes.items():
        (tmp_short / name).write_text(SECRET, encoding="utf-8")
        (tmp_short / name).chmod(mode)
    (tmp_short / "hall.json").write_text("{}", encoding="utf-8")

    def with_values(**values: str) -> Path:
        usual = {"run": "run", "platform": "https://platform.example"}
        path = tmp_short / "terminal.toml"
        path.write_text(CONFIG.format(**(usual | values)), encoding="utf-8")
        return path

    return with_values


def trouble(path: Path) -> list[Finding]:
    _config, found = checkup.check_config(path)
    return [finding for finding in found if finding.level is not Level.OK]


def test_a_terminal_in_order_has_nothing_to_mend(write: Write) -> None:
    assert trouble(write()) == []
    assert not (write().parent / "state").exists(), "the doctor only looks"


def test_every_trouble_says_what_to_do_in_one_line(write: Write, tmp_short: Path) -> None:
    (tmp_short / "token").chmod(0o644)
    (tmp_short / "hall.key").unlink()
    (tmp_short / "hall.json").unlink()
    found = trouble(write(run="/proc/zizhu", platform="http://platform.example"))
    assert len(found) == 5
    assert all(finding.todo for finding in found)
    assert all("\n" not in finding.what + finding.todo for finding in found)
    assert SECRET not in str(found), "the content of a key is never shown"


def test_a_terminal_without_the_key_of_its_commands_is_told_so(write: Write) -> None:
    path = write()
    (path.parent / "platform-sign.pub").unlink()
    (finding,) = trouble(path)
    assert finding.level is Level.WARN
    assert finding.todo == "fetch it from the platform's terminals/T01"
    assert "platform-sign.pub is missing" in finding.what


@pytest.mark.parametrize(
    ("text", "words"),
    [("[terminal\n", "line 1"), ("", "missing"), ("[terminal]\nid = 7", "missing")],
)
def test_a_broken_configuration_names_the_place(tmp_short: Path, text: str, words: str) -> None:
    path = tmp_short / "terminal.toml"
    path.write_text(text, encoding="utf-8")
    (finding,) = trouble(path)
    assert finding.level is Level.FAIL
    assert words in finding.what


def test_a_configuration_that_is_not_there(tmp_short: Path) -> None:
    (finding,) = trouble(tmp_short / "none.toml")
    assert "cannot be read" in finding.what


def test_the_run_folder_is_too_deep_for_a_socket(write: Write) -> None:
    (finding,) = trouble(write(run="r" * 100))
    assert "paths.run is too long" in finding.what


@pytest.mark.parametrize(("free", "level"), [(150_000_000, Level.FAIL), (600_000_000, Level.WARN)])
def test_the_disk_is_nearly_full(
    write: Write, monkeypatch: pytest.MonkeyPatch, free: int, level: Level
) -> None:
    usage = shutil.disk_usage("/")._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    (finding,) = trouble(write())
    assert finding.level is level
    assert finding.what.startswith("only 0.")


def test_a_bare_machine_lacks_libraries_modules_and_the_typeface(
    monkeypatch: pytest.MonkeyPatch, tmp_short: Path
) -> None:
    monkeypatch.setattr(machine, "LIBRARIES", {"libzizhu-none.so.1": "libzizhu1"})
    monkeypatch.setattr(machine, "MODULES", ("zizhu_none",))
    monkeypatch.setattr(machine, "FONT_FOLDERS", (tmp_short,))
    monkeypatch.setattr(machine, "OLDEST_PYTHON", (4, 0))
    found = list(machine.check_machine())
    assert [finding.level for finding in found] == [Level.FAIL] * 4
    assert [finding.todo for finding in found] == [
        "use Python 3.11 or newer",
        "make .venv/.ready-demo (it installs both requirements*.lock)",
        "apt install libzizhu1",
        "apt install fonts-noto-cjk",
    ]
    out = io.StringIO()
    assert not machine.has_packages(out)
    assert "zizhu_none" in out.getvalue()
    (tmp_short / "noto").mkdir()
    (tmp_short / "noto" / "NotoSansCJK-Regular.ttc").touch()
    assert list(machine.check_machine())[3].level is Level.OK

"""The doctor: a machine as it should be, and each thing that a technician finds wrong."""

import io
import os
import pty
import shutil
import socket
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from provisioning import doctor, machine
from provisioning.findings import Finding, Level

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
port = "{reader}"
simulated = {simulated}
[devices.receipt_printer]
url = "{printer}"
"""

Write = Callable[..., Path]


@pytest.fixture
def reader() -> Iterator[str]:
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield os.ttyname(slave)
    os.close(master)
    os.close(slave)


@pytest.fixture
def write(tmp_short: Path, reader: str) -> Write:
    """Writes a configuration that is in order but for the values given."""
    for name, mode in {"token": 0o600, "hall.key": 0o600, "platform.pub": 0o644}.items():
        (tmp_short / name).write_text("synthetic", encoding="utf-8")
        (tmp_short / name).chmod(mode)
    (tmp_short / "hall.json").write_text("{}", encoding="utf-8")

    def with_values(**values: str) -> Path:
        usual = {"run": "run", "platform": "https://platform.example", "reader": reader}
        usual |= {"printer": "tcp://printer.example:9100", "simulated": "false"}
        path = tmp_short / "terminal.toml"
        path.write_text(CONFIG.format(**(usual | values)), encoding="utf-8")
        return path

    return with_values


def trouble(path: Path) -> list[Finding]:
    return [finding for finding in doctor.check(path) if finding.level is not Level.OK]


def test_a_terminal_in_order_has_nothing_to_mend(write: Write) -> None:
    out = io.StringIO()
    assert doctor.run(write(), out) == 0
    assert out.getvalue().endswith("0 to mend, 0 to look at\n")
    assert not (write().parent / "state").exists(), "the doctor only looks"


def test_every_trouble_says_what_to_do_in_one_line(write: Write, tmp_short: Path) -> None:
    (tmp_short / "token").chmod(0o644)
    (tmp_short / "hall.key").unlink()
    (tmp_short / "hall.json").unlink()
    path = write(run="/proc/zizhu", platform="http://platform.example", reader="/dev/none")
    found = trouble(path)
    assert len(found) == 6
    assert all(finding.todo for finding in found)
    assert all("\n" not in finding.what + finding.todo for finding in found)
    out = io.StringIO()
    assert doctor.run(path, out) == 1
    assert "synthetic" not in out.getvalue(), "the content of a key is never shown"


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


def test_the_readers_port_is_an_ordinary_file(write: Write, tmp_short: Path) -> None:
    (finding,) = trouble(write(reader=str(tmp_short / "token")))
    assert finding.what.endswith("is no device")


@pytest.mark.parametrize("address", ["printer", "tcp://printer", "tcp://printer:x", "usb://a:1"])
def test_the_printers_address_cannot_be_used(write: Write, address: str) -> None:
    (finding,) = trouble(write(printer=address))
    assert "tcp://host:port" in finding.what


def test_simulated_devices_are_named_and_a_taken_port_is_noticed(write: Write) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        path = write(simulated="true", printer=f"tcp://127.0.0.1:{port}")
        simulated, busy = trouble(path)
    assert simulated.level is Level.WARN
    assert f"port {port} of the simulated printer is busy" in busy.what
    assert trouble(path) == [simulated], "free again when the other program has gone"


def test_a_bare_machine_lacks_libraries_modules_and_the_typeface(
    monkeypatch: pytest.MonkeyPatch, tmp_short: Path
) -> None:
    monkeypatch.setattr(machine, "LIBRARIES", {"libzizhu-none.so.1": "libzizhu1"})
    monkeypatch.setattr(machine, "MODULES", ("zizhu_none",))
    monkeypatch.setattr(machine, "FONT_FOLDERS", (tmp_short,))
    monkeypatch.setattr(machine, "OLDEST_PYTHON", (4, 0))
    found = doctor.check(None)
    assert [finding.level for finding in found] == [Level.FAIL] * 4
    assert [finding.todo for finding in found] == [
        "use Python 3.11 or newer",
        "pip install --require-hashes -r requirements.lock",
        "apt install libzizhu1",
        "apt install fonts-noto-cjk",
    ]
    (tmp_short / "noto").mkdir()
    (tmp_short / "noto" / "NotoSansCJK-Regular.ttc").touch()
    assert doctor.check(None)[3].level is Level.OK

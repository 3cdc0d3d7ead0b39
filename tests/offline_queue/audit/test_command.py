"""`main.py audit verify` and `audit list`, of a terminal that is stopped."""

import json
from pathlib import Path

import pytest

from main import main
from offline_queue.audit.trail import Trail
from offline_queue.store.writer import Store
from offline_queue.sync.contact import Contact
from tests.clock import FakeClock
from tests.offline_queue.audit.books import spoil_file, write
from tests.offline_queue.samples import config


def _stopped_terminal(folder: Path, clock: FakeClock) -> tuple[Path, list[str]]:
    """A terminal that ran and stopped; its state, and how its operator calls `audit`."""
    cfg = config(folder)
    store = Store(cfg.state, ballast_bytes=4096)
    trail = Trail(store, cfg.terminal_id, clock, lambda: False)
    trail.start()
    trail.notice(Contact())
    write(store, 4)
    trail.stop()
    store.close()
    return cfg.state, ["--config", str(folder / "terminal.toml"), "--demo"]


@pytest.fixture
def toml(tmp_short: Path) -> Path:
    (tmp_short / "terminal.toml").write_text(_TOML, encoding="utf-8")
    return tmp_short


_TOML = """
[terminal]
id = "T00003"
name = "03 号机"
[site]
hall_id = "990100"
name = "示例市政务服务中心"
zone = "24 小时自助服务区"
hotline = "12345"
hall_file = "hall.json"
[paths]
state = "state"
run = "run"
[central]
url = "http://127.0.0.1:9"
token_file = "token"
platform_key_file = "platform.pub"
hall_key_file = "hall.key"
[devices.id_reader]
port = "none"
[devices.receipt_printer]
url = "tcp://127.0.0.1:9"
profile = "generic-80mm-gb18030"
"""


@pytest.mark.row("S112")
def test_the_command_says_whether_the_log_is_whole(
    toml: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, how = _stopped_terminal(toml, clock)
    (folder / "device.key").unlink()  # verifying needs no key
    assert main(["audit", "verify", *how]) == 0
    assert "whole: 7 entries, 1 to 7" in capsys.readouterr().out
    spoil_file(folder, "DELETE FROM audit WHERE seq = 3")
    assert main(["audit", "verify", *how]) == 1
    assert "BROKEN at 4: entries before it are missing" in capsys.readouterr().out
    assert main(["audit", "verify", "--json", *how]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["broken"], found["why"], found["entries"]) == (4, "gap", 2)


def test_the_last_entry_of_a_stopped_terminal_is_missed(
    toml: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, how = _stopped_terminal(toml, clock)
    spoil_file(folder, "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")
    assert main(["audit", "verify", *how]) == 1
    assert "BROKEN at 7: it is missing" in capsys.readouterr().out


def test_the_command_lists_what_happened(
    toml: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    _, how = _stopped_terminal(toml, clock)
    assert main(["audit", "list", *how]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[2] for line in said[:3]] == [
        "chain.began",
        "service.started",
        "number.taken",
    ]
    assert len(said) == 7
    assert main(["audit", "list", "--what", "platform", *how]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main(["audit", "list", "--since", "2026-03-03", *how]) == 0
    assert capsys.readouterr().out == ""
    assert main(["audit", "list", "--json", "--what", "service.stopped", *how]) == 0
    assert json.loads(capsys.readouterr().out)["seq"] == 7

"""`main.py audit verify` and `audit list`, of a terminal that is stopped."""

import json
from pathlib import Path

import pytest

from offline_queue.audit.trail import Trail
from offline_queue.store.writer import Store
from offline_queue.sync.contact import Contact
from tests.clock import FakeClock
from tests.offline_queue.audit.books import spoil_file, write
from tests.offline_queue.command_line import here, write_config
from tests.offline_queue.samples import config


def _stopped_terminal(folder: Path, clock: FakeClock) -> tuple[Path, Path]:
    """A terminal that ran and stopped: its state and its file."""
    cfg = config(folder)
    store = Store(cfg.state, ballast_bytes=4096)
    trail = Trail(store, cfg.terminal_id, clock, lambda: False)
    trail.start()
    trail.notice(Contact())
    write(store, 4)
    trail.stop()
    store.close()
    return cfg.state, write_config(folder)


@pytest.mark.row("S112")
def test_the_command_says_whether_the_log_is_whole(
    tmp_short: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    state, file = _stopped_terminal(tmp_short, clock)
    (state / "device.key").unlink()  # verifying needs no key
    assert here(file, "audit", "verify") == 0
    assert "whole: 7 entries, 1 to 7" in capsys.readouterr().out
    spoil_file(state, "DELETE FROM audit WHERE seq = 3")
    assert here(file, "audit", "verify") == 1
    assert "BROKEN at 4: entries before it are missing" in capsys.readouterr().out
    assert here(file, "audit", "verify", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["broken"], found["why"], found["entries"]) == (4, "gap", 2)


def test_the_last_entry_of_a_stopped_terminal_is_missed(
    tmp_short: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    state, file = _stopped_terminal(tmp_short, clock)
    spoil_file(state, "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")
    assert here(file, "audit", "verify") == 1
    assert "BROKEN at 7: it is missing" in capsys.readouterr().out


def test_the_command_lists_what_happened(
    tmp_short: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    _, file = _stopped_terminal(tmp_short, clock)
    assert here(file, "audit", "list") == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[2] for line in said[:3]] == [
        "chain.began",
        "service.started",
        "number.taken",
    ]
    assert len(said) == 7
    assert here(file, "audit", "list", "--what", "platform") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert here(file, "audit", "list", "--since", "2026-03-03") == 0
    assert capsys.readouterr().out == ""
    assert here(file, "audit", "list", "--json", "--what", "service.stopped") == 0
    assert json.loads(capsys.readouterr().out)["seq"] == 7

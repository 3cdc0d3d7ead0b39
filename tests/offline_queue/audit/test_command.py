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
    assert here(file, "audit", "list", "--since", "2026-03-02T00:00:00Z", "--what", "pl") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert here(file, "audit", "list", "--json", "--what", "service.stopped") == 0
    assert json.loads(capsys.readouterr().out)["seq"] == 7


@pytest.mark.parametrize("since", ["nonsense", "2026-99-99", "09:00", "0001-01-01T00:00+14:00"])
def test_a_time_that_is_none_is_an_error_of_the_command(
    tmp_short: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str], since: str
) -> None:
    _, file = _stopped_terminal(tmp_short, clock)
    with pytest.raises(SystemExit) as ended:
        here(file, "audit", "list", "--since", since)
    assert ended.value.code == 2
    assert "--since: not a time as 2026-03-02" in capsys.readouterr().err


def test_an_event_that_there_is_not_is_told_with_those_that_there_are(
    tmp_short: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    _, file = _stopped_terminal(tmp_short, clock)
    for what in ("nonsense", "number.takenx"):
        assert here(file, "audit", "list", "--what", what) == 2
        said = capsys.readouterr()
        assert said.out == "" and said.err.count("\n") == 1
        assert "begins no event: application.finished, archive.destroyed" in said.err

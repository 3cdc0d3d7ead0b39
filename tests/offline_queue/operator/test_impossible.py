"""What no queue can have is answered in words: a slip of the finger never ends the service."""

from pathlib import Path

import pytest

from kiosk.messages.archive import ExportPackage
from kiosk.messages.audit import AuditPage, ListAudit
from kiosk.messages.operator import (
    AskQueue,
    AskRecords,
    Changed,
    DropRecord,
    ExportDead,
    MakeBackup,
    MendRecord,
    Records,
    RetryRecords,
    ShowRecord,
)
from offline_queue.audit import answers as audit
from offline_queue.operator.ask import NoAnswer, ask
from tests.offline_queue.operator.conftest import Terminal
from tests.offline_queue.operator.scene import typed

pytestmark = pytest.mark.slow

HUGE = (2**63, 2**64 - 1)
"""What a link can carry and a database cannot."""
NONE = "no such record here"


@pytest.mark.parametrize("number", [*HUGE, 2**63 - 1, 0, -(2**63)])
def test_a_number_that_no_record_can_have_is_answered(terminal: Terminal, number: int) -> None:
    config, dead = terminal.config, terminal.scene.dead
    for message in (ShowRecord(number), DropRecord(number), MendRecord(number, "{}")):
        with pytest.raises(NoAnswer, match=NONE):
            ask(config, message)
    mixed: Changed = ask(config, RetryRecords((number, dead)))
    assert mixed.done == (dead,) and NONE in mixed.refused[0]
    found = ask(config, AskRecords(after=number))
    assert found == Records(()) if number > 0 else len(found.lines) == 9
    ask(config, ExportDead(b"\x09" + bytes(31), "batch", 1, after=number))
    page = audit.ask(config, ListAudit(after=number))
    assert isinstance(page, AuditPage) and (not page.lines or number <= 0)
    assert ask(config, AskQueue()).pending, "and it still answers"


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 23, "-1", "0x1", "one"])
@pytest.mark.parametrize(
    "words", [("show",), ("list", "--after"), ("list", "--limit"), ("retry",), ("drop", "--yes")]
)
def test_a_mistyped_number_is_an_error_of_the_command(
    terminal: Terminal, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], number: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        typed(terminal.config, *words, number)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "not a whole number from" in said or "arguments" in said  # -1 looks like an option


@pytest.mark.parametrize("place", ["/", "", "a\0b", "x" * 300, "/proc/1/mem/copy"])
def test_a_place_that_cannot_be_is_answered(terminal: Terminal, place: str) -> None:
    asked = (MakeBackup(place), MakeBackup(str(terminal.config.base / "copy"), place or "/"))
    for message in (*asked, ExportPackage("none", place, b"")):
        with pytest.raises(NoAnswer):
            ask(terminal.config, message)
    assert not (terminal.config.base / "copy").exists()
    assert ask(terminal.config, AskQueue()).pending


def test_what_nobody_has_thought_of_is_answered_too(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    if terminal.service is None:
        pytest.skip("a command that fails is told by its own process")

    def fails(*_args: object, **_named: object) -> object:
        raise OverflowError("12345")

    monkeypatch.setattr("offline_queue.operator.answers.list_records", fails)
    with pytest.raises(NoAnswer, match=r"^AskRecords cannot be answered \(OverflowError\)$"):
        ask(terminal.config, AskRecords())


def test_a_backup_that_was_cut_off_says_what_to_do(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "copy.partial").mkdir()
    with pytest.raises(NoAnswer, match=r"copy\.partial is there: .* remove it and do this again"):
        typed(terminal.config, "backup", tmp_path / "copy")
    (tmp_path / "copy.partial").rmdir()
    assert typed(terminal.config, "backup", tmp_path / "copy") == 0

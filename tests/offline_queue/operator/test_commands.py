"""What an operator types and reads, while the service runs and while it is stopped."""

import json
from pathlib import Path

import pytest

from offline_queue.operator.ask import NoAnswer
from offline_queue.outbox import rows
from offline_queue.outbox.aside import Aside, SetAside, put_aside
from offline_queue.outbox.claims import Claims
from offline_queue.outbox.streams import CENTRAL, SECOND
from offline_queue.store.ledger import Ledger
from tests.offline_queue.operator.conftest import Terminal
from tests.offline_queue.operator.scene import PERSON, audit_of, typed

pytestmark = pytest.mark.slow

Said = pytest.CaptureFixture[str]
ALL = (CENTRAL, SECOND)
ARRIVED = "INSERT OR IGNORE INTO uploads VALUES (1, 'two', '', 0, 1)"


def _lines(said: Said) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(said.readouterr().out)
    return found


def test_the_list_says_how_each_record_stands(terminal: Terminal, capsys: Said) -> None:
    scene = terminal.scene
    assert typed(terminal.config, "list") == 0
    table = capsys.readouterr().out
    rows_of = {line.split()[0]: line for line in table.splitlines()}
    assert "later" in rows_of[str(scene.later)] and "in_progress" in rows_of[str(scene.later)]
    assert "dead" in rows_of[str(scene.dead)] and "rejected: screen" in rows_of[str(scene.dead)]
    assert "parts" in rows_of[str(scene.parts)]
    assert table.splitlines()[0].split() == ["SEQ", "STATE", "TO", "KIND", "AGE", "TRIES", "WHY"]
    assert PERSON not in table and PERSON.split()[1] not in table


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["--state", "dead"], ["dead", "half", "conflict", "older"]),
        (["--state", "waiting"], ["waiting", "younger"]),
        (["--state", "taken"], ["half"]),
        (["--state", "parts"], ["parts"]),
        (["--to", "second"], ["half"]),
        (["--kind", "application"], ["older", "younger"]),
        (["--kind", "application", "--state", "dead"], ["older"]),
        (["--kind", "auth"], []),
    ],
)
def test_the_list_is_filtered(
    terminal: Terminal, capsys: Said, words: list[str], names: list[str]
) -> None:
    assert typed(terminal.config, "list", "--json", *words) == 0
    assert [line["seq"] for line in _lines(capsys)] == [
        getattr(terminal.scene, name) for name in names
    ]


def test_a_kind_that_there_is_not_is_told_with_those_that_there_are(
    terminal: Terminal, capsys: Said
) -> None:
    assert typed(terminal.config, "list", "--kind", "nonsense") == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert "'nonsense' is none of application, ticket, print" in said.err


def test_a_long_list_is_read_page_by_page(terminal: Terminal, capsys: Said) -> None:
    seen: list[object] = []
    after = 0
    while True:
        typed(terminal.config, "list", "--json", "--limit", "3", "--after", after)
        page = _lines(capsys)
        if not page:
            break
        seen += [line["seq"] for line in page]
        after = int(str(page[-1]["seq"]))
    assert list(dict.fromkeys(seen)) == list(range(1, 9))
    typed(terminal.config, "list", "--limit", "3")
    assert "--after 3" in capsys.readouterr().out


@pytest.mark.parametrize("limit", [1, 4, 5, 8])
def test_no_line_is_lost_between_two_pages(terminal: Terminal, capsys: Said, limit: int) -> None:
    """A record that goes to two destinations has two."""
    typed(terminal.config, "list", "--json")
    every = _lines(capsys)
    assert len(every) == 9
    seen: list[dict[str, object]] = []
    for _ in every:
        after = seen[-1]["seq"] if seen else 0
        typed(terminal.config, "list", "--json", "--limit", limit, "--after", after)
        seen += _lines(capsys)
    assert seen == every


def test_show_describes_and_reveals_only_when_told(terminal: Terminal, capsys: Said) -> None:
    seq = terminal.scene.dead
    typed(terminal.config, "show", seq)
    masked = capsys.readouterr()
    assert "<text of 22>" in masked.out and "<number>" in masked.out
    assert f"T00003.{terminal.within(lambda c: c.epoch_of(seq))}.{seq}" in masked.out
    assert PERSON not in masked.out
    assert terminal.within(audit_of) == []
    typed(terminal.config, "show", seq, "--reveal")
    revealed = capsys.readouterr()
    assert json.loads(revealed.out) == {"ticket_id": "", "screen": PERSON, "n": 7}
    assert "about a person" in revealed.err
    assert terminal.within(audit_of) == [f'{{"what":"operator.looked","seq":{seq}}}']


def test_nothing_personal_is_logged(
    terminal: Terminal, capsys: Said, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(0)
    file = tmp_path / "body"
    file.write_text(json.dumps({"ticket_id": "", "screen": PERSON, "n": 8}), encoding="utf-8")
    typed(terminal.config, "show", terminal.scene.dead, "--reveal", "--json")
    typed(terminal.config, "mend", terminal.scene.dead, "--body", file)
    capsys.readouterr()
    assert PERSON not in caplog.text and PERSON.split()[1] not in caplog.text


def test_retry_sends_dead_letters_again_in_their_places(terminal: Terminal, capsys: Said) -> None:
    scene = terminal.scene
    before = terminal.within(lambda c: [c.epoch_of(seq) for seq in scene.all_dead])
    assert typed(terminal.config, "retry", *scene.all_dead) == 0
    assert "will be sent again" in capsys.readouterr().out
    ready = terminal.within(lambda c: [one.seq for d in ALL for one in Claims(d).take(c, 0, 1)])
    assert set(scene.all_dead) <= set(ready)  # type: ignore[call-overload]
    assert terminal.within(lambda c: [c.epoch_of(seq) for seq in scene.all_dead]) == before
    assert len(terminal.within(audit_of)) == 4  # type: ignore[arg-type]
    typed(terminal.config, "list", "--json", "--state", "taken")
    assert [line["to"] for line in _lines(capsys)] == ["central"], "sent to the second one alone"


def test_what_is_not_a_dead_letter_is_not_retried(terminal: Terminal, capsys: Said) -> None:
    scene = terminal.scene
    assert typed(terminal.config, "retry", scene.waiting, 99, scene.dead) == 1
    said = capsys.readouterr()
    assert f"{scene.waiting}: not a dead letter, but waiting for central" in said.err
    assert "99: there is no such record here" in said.err
    assert said.out == f"will be sent again: {scene.dead}\n"


def test_a_mended_record_keeps_its_key_and_waits_for_retry(
    terminal: Terminal, capsys: Said, tmp_path: Path
) -> None:
    seq, file = terminal.scene.dead, tmp_path / "new.json"
    file.write_text('{"ticket_id": "", "screen": "mended"}', encoding="utf-8")
    assert typed(terminal.config, "mend", seq, "--body", file) == 0
    assert f"queue retry {seq}" in capsys.readouterr().out
    record = terminal.within(lambda c: rows.load(c, seq))
    assert getattr(record, "body", None) == {"ticket_id": "", "screen": "mended"}
    typed(terminal.config, "list", "--json", "--state", "dead")
    assert seq in [line["seq"] for line in _lines(capsys)], "not sent before it is told"
    assert terminal.within(audit_of) == [f'{{"what":"operator.mended","seq":{seq}}}']


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("waiting", "{}", "not a dead letter"),
        ("later", "{}", "not a dead letter"),
        ("half", '{"n": 1}', "central has it as it is"),
        ("conflict", '{"n": 1}', "no mending helps"),
        ("older", '{"ticket_id": "thing-2"}', "ticket_id must stay"),
        ("older", '{"n": 1}', "ticket_id must stay"),
        ("dead", '{"screen": "secret', "not JSON"),
        ("dead", "[1]", "must be a JSON object"),
        ("dead", "{}", "must be a JSON object"),
        ("dead", '{"n": "' + "x" * 300_000 + '"}', "longer than"),
        ("dead", "[" * 100_000, "not JSON"),
    ],
)
def test_mend_refuses_what_would_do_harm(
    terminal: Terminal, tmp_path: Path, name: str, body: str, words: str
) -> None:
    seq, file = getattr(terminal.scene, name), tmp_path / "new.json"
    file.write_text(body, encoding="utf-8")
    before = terminal.within(lambda c: rows.load(c, seq))
    with pytest.raises(NoAnswer, match=words) as refused:
        typed(terminal.config, "mend", seq, "--body", file)
    assert "secret" not in str(refused.value)
    assert terminal.within(lambda c: rows.load(c, seq)) == before
    assert terminal.within(audit_of) == []


def test_drop_asks_first_and_lets_go_on_what_waited_behind(terminal: Terminal) -> None:
    scene = terminal.scene
    with pytest.raises(NoAnswer, match="--yes"):
        typed(terminal.config, "drop", scene.older)
    ready = terminal.within(lambda c: [one.seq for one in Claims(CENTRAL).take(c, 0, 1)])
    assert scene.younger not in ready  # type: ignore[operator]
    assert typed(terminal.config, "drop", scene.older, "--yes") == 0
    assert terminal.within(lambda c: rows.load(c, scene.older)) is None
    ready = terminal.within(lambda c: [one.seq for one in Claims(CENTRAL).take(c, 0, 1)])
    assert scene.younger in ready  # type: ignore[operator]
    dropped = f'{{"what":"operator.dropped","kind":"application","seq":{scene.older}}}'
    assert terminal.within(audit_of) == [dropped]


@pytest.mark.parametrize("name", ["waiting", "later", "parts", "younger"])
def test_what_will_still_be_sent_is_never_dropped(terminal: Terminal, name: str) -> None:
    seq = getattr(terminal.scene, name)
    with pytest.raises(NoAnswer, match="not a dead letter"):
        typed(terminal.config, "drop", seq, "--yes")
    assert terminal.within(lambda c: rows.load(c, seq)) is not None


def test_the_status_is_counted_the_same_way(terminal: Terminal, capsys: Said) -> None:
    typed(terminal.config, "status", "--json")
    status = json.loads(capsys.readouterr().out)
    assert (status["pending"], status["dead"]) == (4, 3)
    assert (status["second_pending"], status["second_dead"]) == (0, 1)
    typed(terminal.config, "status")
    text = capsys.readouterr().out
    assert "refused      3" in text and "second       0 pending, 1 refused" in text


def test_a_dead_letter_whose_attachments_are_not_there_waits_for_them_again(
    terminal: Terminal, capsys: Said
) -> None:
    """Brought back at once it would arrive without them."""
    seq = terminal.scene.parts

    def lose(ledger: Ledger) -> None:
        rows_of = (
            "INSERT INTO attachments (attachment_id, seq, key_id, sealed) VALUES (?, ?, 1, x'')"
        )
        ledger.executemany(rows_of, [("one", seq), ("two", seq)])
        ledger.execute("INSERT INTO uploads VALUES (1, 'one', '', 0, 1)")
        put_aside(ledger, CENTRAL, SetAside(seq, Aside.DEAD, why="missing"))

    terminal.within(lose)
    for expected in ("parts", "waiting"):
        assert typed(terminal.config, "retry", seq) == 0
        capsys.readouterr()
        typed(terminal.config, "list", "--json", "--state", expected)
        assert seq in [line["seq"] for line in _lines(capsys)]
        terminal.within(lambda c: put_aside(c, CENTRAL, SetAside(seq, Aside.DEAD)))
        terminal.within(lambda c: c.execute(ARRIVED).rowcount)

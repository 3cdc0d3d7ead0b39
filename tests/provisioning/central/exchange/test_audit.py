"""Audit logs as terminals send them: verified as they come, kept as they came."""

import hashlib
import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
import requests

from tests.provisioning.central.platform import HALL, ONE, TWO, Platform

pytestmark = pytest.mark.slow

AT = "2031-01-01T08:00:00+08:00"
_EPOCHS = count(1)


@dataclass
class Log:
    """A terminal's log, written here by the documents alone."""

    terminal: str = ONE
    epoch: str = ""
    entries: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.epoch = self.epoch or f"audit-{next(_EPOCHS)}"

    def begin(self, seq: int = 1, after: str = "") -> None:
        begun = {"what": "chain.began", "terminal": self.terminal, "epoch": self.epoch}
        start = b"zizhu/audit/v1\0" + f"{self.terminal}\0{self.epoch}".encode()
        self._add(seq, json.dumps(begun | {"after": after}), _sm3(start))

    def grow(self, many: int) -> "Log":
        if not self.entries:
            self.begin()
        for _ in range(many):
            before = bytes.fromhex(self.entries[-1]["hash"])
            self._add(self.entries[-1]["seq"] + 1, '{"what":"help.called"}', before)
        return self

    def _add(self, seq: int, event: str, before: bytes) -> None:
        moment = AT.encode()
        content = seq.to_bytes(8, "big") + len(moment).to_bytes(2, "big") + moment + event.encode()
        digest = _sm3(before + content).hex()
        self.entries.append({"seq": seq, "at": AT, "event": event, "hash": digest})

    def body(self, entries: list[dict[str, Any]], after: int | None = None) -> dict[str, Any]:
        return {
            "terminal_id": self.terminal,
            "epoch": self.epoch,
            "after": entries[0]["seq"] - 1 if after is None else after,
            "entries": entries,
        }


def _sm3(content: bytes) -> bytes:
    return hashlib.new("sm3", content).digest()


def send(
    platform: Platform, log: Log, entries: list[dict[str, Any]], after: int | None = None
) -> int:
    answer = platform.post("audit", log.terminal, log.body(entries, after))
    assert answer.status_code == 200, answer.text
    assert answer.json()["time"] and answer.json()["hall"]["groups"]
    return int(answer.json()["next"])


def alarms(platform: Platform, log: Log) -> list[tuple[int, str]]:
    """But for that of a log that begins anew at 1, as those of these tests do."""
    query = "SELECT seq, kind FROM central_auditalarm WHERE epoch = ? ORDER BY seq, kind"
    found = [(seq, kind) for seq, kind in platform.rows(query, log.epoch)]
    return [one for one in found if one != (1, "rolled_back")]


def kept(platform: Platform, log: Log) -> list[tuple[int, str]]:
    query = "SELECT seq, hash FROM central_auditentry WHERE epoch = ? ORDER BY seq"
    return [(seq, digest) for seq, digest in platform.rows(query, log.epoch)]


def written(log: Log) -> list[tuple[int, str]]:
    return [(one["seq"], one["hash"]) for one in log.entries]


@pytest.mark.row("S112")
def test_a_log_that_is_whole_is_kept_without_alarm_whatever_comes_twice(shared: Platform) -> None:
    log = Log().grow(9)
    assert send(shared, log, log.entries[:4]) == 5
    assert send(shared, log, log.entries[:4]) == 5
    assert send(shared, log, log.entries[2:8]) == 9
    assert send(shared, log, log.entries) == 11
    assert kept(shared, log) == written(log) and alarms(shared, log) == []


@pytest.mark.row("S112")
def test_entries_that_are_missing_are_asked_for_first(shared: Platform) -> None:
    log = Log().grow(9)
    assert send(shared, log, log.entries[:3]) == 4
    assert send(shared, log, log.entries[5:]) == 4, "the terminal may have what is missing"
    assert kept(shared, log) == written(log)[:3] and alarms(shared, log) == []
    assert send(shared, log, log.entries[3:]) == 11
    assert alarms(shared, log) == []


@pytest.mark.row("S112")
def test_entries_that_nobody_has_any_more_are_an_alarm(shared: Platform) -> None:
    log = Log().grow(9)
    send(shared, log, log.entries[:3])
    assert send(shared, log, log.entries[5:8], after=3) == 9
    assert alarms(shared, log) == [(6, "gap")]
    assert send(shared, log, [log.entries[8], log.entries[9]]) == 11
    assert alarms(shared, log) == [(6, "gap")]
    inside = Log().grow(9)
    assert send(shared, inside, inside.entries[:4] + inside.entries[6:]) == 11
    assert alarms(shared, inside) == [(7, "gap")]


@pytest.mark.row("S112")
def test_another_entry_under_a_known_number_is_an_alarm_and_never_overwrites(
    shared: Platform,
) -> None:
    log, other = Log().grow(5), Log()
    other.epoch = log.epoch
    other.grow(2)
    other._add(4, '{"what":"help.called","count":7}', bytes.fromhex(other.entries[-1]["hash"]))
    other.grow(3)
    send(shared, log, log.entries)
    before = kept(shared, log)
    assert send(shared, other, other.entries[2:]) == 8
    assert kept(shared, log)[:6] == before
    assert alarms(shared, log) == [(4, "fork"), (5, "fork"), (6, "fork"), (7, "edited")]
    send(shared, other, other.entries[2:])
    assert len(alarms(shared, log)) == 4, "told once"


@pytest.mark.parametrize(
    ("name", "value"),
    [("event", '{"what":"number.taken"}'), ("at", AT.replace("8", "9")), ("hash", "f" * 64)],
)
def test_an_entry_that_was_edited_is_kept_and_an_alarm(
    shared: Platform, name: str, value: str
) -> None:
    log = Log().grow(5)
    log.entries[3] = log.entries[3] | {name: value}
    assert send(shared, log, log.entries) == 7
    assert (4, "edited") in alarms(shared, log)
    assert [seq for seq, _ in kept(shared, log)] == [1, 2, 3, 4, 5, 6]


def test_what_somebody_spoilt_still_arrives(shared: Platform) -> None:
    log = Log().grow(5)
    log.entries[2] = log.entries[2] | {"event": "\x00no json 测", "hash": "zz", "at": ""}
    assert send(shared, log, log.entries) == 7
    assert [seq for seq, kind in alarms(shared, log) if kind == "edited"] == [3, 4]


def test_a_log_without_its_beginning_is_an_alarm(shared: Platform) -> None:
    log = Log().grow(5)
    assert send(shared, log, log.entries[2:]) == 1
    assert send(shared, log, log.entries[2:], after=0) == 7
    assert alarms(shared, log) == [(3, "gap")]
    foreign = Log(TWO).grow(2)
    foreign.terminal = ONE
    assert send(shared, foreign, foreign.entries) == 4
    assert alarms(shared, foreign) == [(1, "edited")]


def test_a_copy_that_was_brought_back_goes_on_in_a_new_epoch_and_is_told(own: Platform) -> None:
    own.start()
    log = Log().grow(9)
    send(own, log, log.entries)
    back = Log()
    back.begin(seq=7, after=log.entries[5]["hash"])
    back.grow(3)
    assert send(own, back, back.entries) == 11
    assert alarms(own, back) == [(7, "rolled_back")]
    forward = Log()
    forward.begin(seq=11, after=back.entries[-1]["hash"])
    assert send(own, forward, forward.entries) == 12
    assert alarms(own, forward) == []
    wrong = Log()
    wrong.begin(seq=12, after="0" * 64)
    send(own, wrong, wrong.entries)
    assert alarms(own, wrong) == [(12, "fork")]
    (terminal,) = [one for one in own.evidence()["terminals"] if one["terminal_id"] == ONE]
    state = terminal["audit_log"]
    assert (state["entries"], state["last"], state["last_at"]) == (16, 12, AT)
    assert [alarm["kind"] for alarm in state["alarms"]] == ["rolled_back", "fork"]
    assert "2 处告警 alarms" in requests.get(f"{own.url}/halls/{HALL}/", timeout=10).text


def test_a_chain_begun_again_in_its_own_epoch_is_an_alarm(shared: Platform) -> None:
    log = Log().grow(3)
    log.begin(seq=5, after=log.entries[-1]["hash"])
    assert send(shared, log, log.entries) == 6
    assert alarms(shared, log) == [(5, "edited")]


def test_what_is_no_log_is_refused(shared: Platform) -> None:
    log = Log().grow(3)
    body = log.body(log.entries)
    bad: list[dict[str, Any]] = [
        body | {"entries": []},
        body | {"entries": log.entries[::-1]},
        body | {"entries": [log.entries[0], log.entries[0]]},
        body | {"after": 1},
        body | {"entries": [log.entries[0] | {"seq": 0}]},
        body | {"entries": [log.entries[0] | {"event": "x" * 5000}]},
        body | {"entries": [log.entries[0] | {"hash": 7}]},
        {"terminal_id": ONE},
    ]
    for content in bad:
        answer = shared.post("audit", ONE, content)
        assert (answer.status_code, answer.json()["error"]) == (400, "malformed")
    assert shared.post("audit", ONE, body | {"terminal_id": TWO}).status_code == 403
    assert kept(shared, log) == []

"""A screen's questions to a platform that lies or hangs, and to the package alone."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.faults import Fault
from kiosk.items.public_lists import PublicList
from kiosk.link import Envelope
from kiosk.messages.queries import AskList, ListShown, RunQuery
from kiosk.messages.service import Refused
from offline_queue.queries import Queries
from offline_queue.store.writer import Store
from tests.kiosk.item_samples import DRUGS, FINES, LIFE_EVENTS, NAMESAKES, item
from tests.offline_queue.query_parts import (
    YI,
    Lies,
    Listener,
    by_card,
    fines,
    good,
    members,
    queries_at,
    question,
    refused,
    rows,
    vault_of,
)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    folder = tmp_path / "keys"
    folder.mkdir()
    (folder / "token").write_text("a-token")
    (folder / "platform.pub").write_text("09" + "00" * 31)
    (folder / "hall.key").write_text("ab" * 32)
    return folder


@pytest.fixture
def desk(store: Store, keys: Path) -> Callable[..., Queries]:
    return lambda url, **more: queries_at(url, keys, store, **more)


# --- with a platform that lies or hangs ----------------------------------------------------------


@pytest.mark.parametrize(
    "spoil",
    [
        {"holder_hash": "b2" * 32},
        {"holder_hash": ""},
        {"request_id": "another"},
        {"item_code": NAMESAKES},
        {"rows": None},
        {"rows": {"0": {}}},
        {"rows": [{}]},
        {"rows": [["示A·99019"]]},
        {"as_of": "yesterday"},
        {"as_of": None},
    ],
)
def test_an_answer_that_does_not_fit_is_told_and_nothing_of_it_shown(
    spoil: dict[str, Any],
    desk: Callable[..., Queries],
    keys: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Lies(lambda body: good(body) | spoil) as liar:
        answer = desk(liar.url).answer(by_card(vault_of(keys), YI, fines()))
    assert refused(answer) is Fault.QUERY_NOT_OURS
    assert "示A·99019" not in caplog.text


@pytest.mark.parametrize(
    "value",
    [
        {"fine": "many"},
        {"date": "2026-13-01"},
        {"points": True},
        {"place": ["x"]},
        {"what": "\x07"},
    ],
)
def test_one_wrong_value_spoils_the_whole_answer(
    value: dict[str, Any], desk: Callable[..., Queries], keys: Path
) -> None:
    def answer(body: dict[str, Any]) -> dict[str, Any]:
        right = good(body)
        return right | {"rows": [*right["rows"], right["rows"][0] | value]}

    with Lies(answer) as liar:
        found = desk(liar.url).answer(by_card(vault_of(keys), YI, fines()))
    assert refused(found) is Fault.QUERY_NOT_OURS


def test_a_page_of_html_is_no_answer(desk: Callable[..., Queries], keys: Path) -> None:
    with Lies(lambda _body: b"<html>sign in</html>") as portal:
        answer = desk(portal.url).answer(by_card(vault_of(keys), YI, fines()))
    assert refused(answer) is Fault.QUERY_NOT_OURS


def test_a_platform_that_is_not_there_is_told(desk: Callable[..., Queries], keys: Path) -> None:
    with Lies(lambda _body: {}) as gone:
        url = gone.url
    answer = desk(url).answer(by_card(vault_of(keys), YI, fines()))
    assert refused(answer) is Fault.QUERY_NO_ANSWER


def test_a_platform_that_is_known_to_be_away_is_not_asked(
    desk: Callable[..., Queries], keys: Path
) -> None:
    with Lies(good) as there:
        answer = desk(there.url, cut=True).answer(by_card(vault_of(keys), YI, fines()))
        assert not there.asked
    assert refused(answer) is Fault.ITEM_NEEDS_NETWORK


def test_a_platform_that_hangs_is_told_in_time_and_its_late_answer_shown_to_nobody(
    desk: Callable[..., Queries], keys: Path
) -> None:
    listener = Listener()
    with Lies(lambda _body: None) as slow:
        queries = desk(slow.url, deadline_s=0.05)
        asked = by_card(vault_of(keys), YI, fines())
        queries.on_message(listener, Envelope("RunQuery", 1, 0, b""), asked)  # type: ignore[arg-type]
        assert listener.heard.wait(10)
        assert listener.told == [Refused("q-1", Fault.QUERY_NO_ANSWER)]
    for thread in [one for one in threading.enumerate() if one.name == "query"]:
        thread.join(10)
    assert len(listener.told) == 1


def test_more_questions_than_there_is_room_for_are_told_at_once(
    desk: Callable[..., Queries], keys: Path
) -> None:
    listener = Listener()
    with Lies(lambda _body: None) as slow:
        queries = desk(slow.url, deadline_s=30.0)
        for number in range(5):
            asked = by_card(vault_of(keys), YI, fines(f"q-{number}"))
            queries.on_message(listener, Envelope("RunQuery", 1, 0, b""), asked)  # type: ignore[arg-type]
        assert listener.told == [Refused("q-4", Fault.QUERY_NO_ANSWER)]


# --- from the package ----------------------------------------------------------------------------


@pytest.mark.row("S163")
def test_a_list_of_the_package_needs_no_network(desk: Callable[..., Queries]) -> None:
    queries = desk("http://127.0.0.1:9", cut=True)
    assert len(rows(queries.answer(question(DRUGS)))) == 40
    found = rows(queries.answer(question(DRUGS, name="AMX", level="甲类")))
    assert [row[0] for row in found] == ["阿莫西林"]
    events = rows(queries.answer(question(LIFE_EVENTS, theme="生孩子")))
    assert {row[0] for row in events} == {"生孩子"}


def test_a_question_about_another_version_is_not_answered(desk: Callable[..., Queries]) -> None:
    old = RunQuery(**{**members(question(DRUGS)), "version": 99})
    assert refused(desk("http://127.0.0.1:9").answer(old)) is Fault.ITEM_GONE
    none = RunQuery(**{**members(question(DRUGS)), "code": "992009999999"})
    assert refused(desk("http://127.0.0.1:9").answer(none)) is Fault.ITEM_GONE


@pytest.mark.row("S046", "S163")
@pytest.mark.parametrize("which", PublicList)
def test_the_public_lists_are_made_of_the_items_themselves(
    desk: Callable[..., Queries], which: PublicList
) -> None:
    shown = desk("http://127.0.0.1:9", cut=True).answer(AskList("l-1", which.value))
    assert isinstance(shown, ListShown)
    assert shown.total == len(shown.entries)
    assert shown.entries
    if which is PublicList.POWERS:
        assert {one.code: one.detail for one in shown.entries}[FINES] == item(FINES).by_law.zh
    unknown = desk("http://127.0.0.1:9").answer(AskList("l-2", "none"))
    assert unknown == Refused("l-2", Fault.ITEM_GONE)

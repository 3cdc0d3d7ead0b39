"""The guide to take away: on a slip with the citizen's own list, whole by its address."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.items.guide_sheet import (
    LONGEST_SITUATION,
    BadSituation,
    guide_link,
    guide_slip,
    read_situation,
    whole_guide,
)
from kiosk.items.scenario import BadAnswer, walk
from kiosk.sheet import Sheet
from kiosk.slips import COLUMNS, MOST_ROWS, Place, columns, sheet_slip
from tests.kiosk.item_samples import PROOF, RENEWAL, ROOT, item

PLACE = Place("示例市政务服务中心", "24 小时自助服务区", "03 号机", "12345")
PAGES = "https://pages.example"
IDS = st.from_regex(r"[a-z][a-z0-9_]{0,15}", fullmatch=True)
QUICK = settings(max_examples=40, derandomize=True, database=None)


def lines_of(sheet: Sheet) -> list[str]:
    return [line for part in sheet.parts for line in (part.heading, *part.lines) if line]


def ways(code: str) -> list[dict[str, str]]:
    """Every way through the questions of an item."""
    found, waiting = [], [dict[str, str]()]
    while waiting:
        answers = waiting.pop()
        node = walk(item(code), answers).next_node
        if node is None:
            found.append(answers)
        else:
            waiting += [answers | {node.id: one.id} for one in node.options]
    return found


@pytest.mark.row("S019")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_slip_holds_the_six_fields_and_the_citizens_own_list(lang: str) -> None:
    shown = item(RENEWAL)
    for answers in ways(RENEWAL):
        sheet = guide_slip(shown, answers, lang)
        text = "\n".join(lines_of(sheet))
        assert sheet.title == shown.task_name.say(lang)
        assert shown.by_law.say(lang) in text
        assert all(one.text.say(lang) in text for one in shown.process)
        assert shown.promise_explain.say(lang) in text
        assert shown.fee_basis.say(lang) in text or "不收费" in text or "Free" in text
        assert shown.transact_addr.say(lang) in text and shown.link_way.say(lang) in text
        own = {one.material_name.say(lang) for one in walk(shown, answers).materials}
        others = {one.material_name.say(lang) for one in shown.materials} - own
        listed = sheet.parts[0 if walk(shown, answers).exclusion is None else 1].lines
        assert all(any(name in line for line in listed) for name in own)
        assert not any(f" {name}" in line for name in others for line in listed)


@pytest.mark.row("S138")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_slip_and_telephone_page_end_with_what_people_ask(lang: str) -> None:
    shown = item(PROOF)
    for sheet in (guide_slip(shown, {}, lang), whole_guide(shown, {}, lang)):
        text = "\n".join(lines_of(sheet))
        assert shown.questions
        for one in shown.questions:
            assert one.question.say(lang) in text and one.answer.say(lang) in text


def test_two_situations_give_two_lists() -> None:
    lists = {guide_slip(item(RENEWAL), way, "zh").parts[0].lines for way in ways(RENEWAL)}
    assert len(lists) > 1


@pytest.mark.parametrize("code", sorted(one.name for one in ROOT.iterdir() if one.is_dir()))
def test_every_sample_item_fits_on_a_slip_in_both_languages(code: str) -> None:
    for lang in ("zh", "en"):
        link = guide_link(PAGES, code, (), lang)
        slip = sheet_slip(guide_slip(item(code), {}, lang), PLACE, lang, "2026-03-02 09:05", link)
        rows = [line for line in slip.lines if line.size == 1]
        assert all(columns(one.text) * one.size <= COLUMNS for one in slip.lines if one.size > 1)
        assert sum(max(1, -(-columns(one.text) // COLUMNS)) for one in rows) <= MOST_ROWS + 12
        assert "从略" not in str(slip) and "the rest" not in str(slip), "nothing is left out"
        assert slip.qr == link and slip.footer


def test_a_text_longer_than_the_paper_allows_says_that_something_is_left_out() -> None:
    whole = whole_guide(item(PROOF), {}, "zh")
    long = Sheet(whole.title, "", whole.parts * 20)
    slip = sheet_slip(long, PLACE, "zh", "2026-03-02 09:05", "https://x.example")
    assert any("从略" in line.text for line in slip.lines)
    assert len(slip.lines) <= MOST_ROWS + 12


def test_the_whole_guide_has_thirteen_parts() -> None:
    assert len(whole_guide(item(PROOF), {}, "zh").parts) == 13


@pytest.mark.slow
@QUICK
@given(st.dictionaries(IDS, IDS, max_size=6), st.sampled_from(["zh", "en"]))
def test_an_address_says_the_situation_and_nothing_else(answers: dict[str, str], lang: str) -> None:
    link = guide_link(PAGES, PROOF, answers.items(), lang)
    assert link.isascii() and len(link) <= len(f"{PAGES}/guide/{PROOF}?") + LONGEST_SITUATION
    assert ("lang=en" in link) == (lang == "en")
    situation = link.partition("s=")[2].partition("&")[0]
    assert read_situation(situation) == answers


def test_where_phones_reach_nothing_there_is_no_address() -> None:
    assert guide_link("", PROOF, (), "zh") == ""


def test_a_situation_longer_than_a_code_takes_is_left_out() -> None:
    many = [(f"question_of_a_long_name_{at}", "a_rather_long_answer_of_it") for at in range(6)]
    assert guide_link(PAGES, PROOF, many, "zh") == f"{PAGES}/guide/{PROOF}"


@pytest.mark.parametrize("text", ["a", "a.b,", "A.b", "a.b.c", "a.<b>", ",".join(["a.b"] * 21)])
def test_a_situation_of_another_writing_is_refused(text: str) -> None:
    with pytest.raises(BadSituation):
        read_situation(text)


def test_an_answer_that_the_item_does_not_know_is_refused() -> None:
    node = walk(item(RENEWAL), {}).next_node
    assert node is not None
    with pytest.raises(BadAnswer):
        guide_slip(item(RENEWAL), {node.id: "no_such_answer"}, "zh")

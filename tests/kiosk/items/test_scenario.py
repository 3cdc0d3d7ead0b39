"""Simple questions decide what a citizen brings, fills in and pays."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.items.before import before_start
from kiosk.items.guide import guide
from kiosk.items.model import ServiceItem
from kiosk.items.parse import BadPackage, parse_item
from kiosk.items.scenario import DEEPEST, BadAnswer, Outcome, walk
from tests.kiosk.items.samples import SCENARIO, item, option, package


def brought(outcome: Outcome) -> list[str]:
    return [one.id for one in outcome.materials]


@pytest.mark.row("S028")
@pytest.mark.parametrize(
    ("answers", "materials"),
    [
        ({"who": "self", "moved": "yes"}, ["idcard", "book"]),
        ({"who": "self", "moved": "no"}, ["idcard", "residence"]),
        ({"who": "agent", "moved": "yes"}, ["idcard", "book", "proxy"]),
        ({"who": "agent", "moved": "no"}, ["idcard", "proxy", "residence"]),
    ],
)
def test_each_situation_has_its_own_materials(
    answers: dict[str, str], materials: list[str]
) -> None:
    outcome = walk(item(), answers)
    assert outcome.complete and brought(outcome) == materials


@pytest.mark.row("S028")
def test_every_answer_can_be_changed_without_starting_over() -> None:
    answers = {"who": "agent", "moved": "no"}
    assert brought(walk(item(), answers)) == ["idcard", "proxy", "residence"]
    changed = walk(item(), answers | {"who": "self"})
    assert [(node.id, one.id) for node, one in changed.asked] == [("who", "self"), ("moved", "no")]
    assert brought(changed) == ["idcard", "residence"], "the later answer was kept"


@pytest.mark.row("S029")
def test_only_the_fields_that_the_situation_needs_are_asked() -> None:
    alone_is = {"who": "self", "moved": "yes"}
    alone = walk(item(), alone_is)
    agent = walk(item(), {"who": "agent", "moved": "yes"})
    assert [one.id for one in alone.fields] == ["phone"]
    assert [one.id for one in agent.fields] == ["phone", "agent_name"]
    forms = next(one for one in guide(item(), alone) if one.key == "forms")
    assert forms.lines[0].say("zh") == "要填写1项。"
    queue = item(flow_template="QUEUE")
    forms = next(one for one in guide(queue, walk(queue, alone_is)) if one.key == "forms")
    assert forms.lines[0].say("zh") == "在本机填写1项。"


@pytest.mark.row("S029")
def test_the_own_guide_shows_the_own_list() -> None:
    def listed(answers: dict[str, str]) -> list[str]:
        found = {one.key: one.lines for one in guide(item(), walk(item(), answers))}
        return [line.say("zh") for line in found["materials"]]

    whole = listed({"who": "self", "moved": "no"})
    assert [line.partition("（")[0] for line in whole] == ["1. 居民身份证", "2. 居住证"]
    assert listed({"who": "self"})[-1].startswith("回答几个简单的问题"), "not all answered yet"


def test_a_fee_of_one_answer_is_not_due_with_another() -> None:
    moved = walk(item(), {"who": "self", "moved": "no"})
    stayed = walk(item(), {"who": "self", "moved": "yes"})
    assert [one.id for one in moved.fees] == ["copy"] and stayed.fees == ()
    cost = {one.key: one.lines for one in before_start(item(), stayed)}["how_much"]
    assert cost[0].say("zh") == "您的情形不收费。"


def test_a_situation_that_cannot_be_handled_ends_at_once_with_its_reason() -> None:
    outcome = walk(item(), {"who": "firm", "moved": "yes"})
    assert outcome.exclusion is not None and outcome.exclusion.say("en") == "Not for organisations."
    assert outcome.complete and len(outcome.asked) == 1


def test_the_next_question_follows_the_answers() -> None:
    first, second = walk(item(), {}), walk(item(), {"who": "self"})
    assert first.next_node is not None and first.next_node.id == "who"
    assert second.next_node is not None and second.next_node.id == "moved"
    assert brought(first) == ["idcard", "book"]


def test_an_answer_that_is_none_is_a_bug() -> None:
    with pytest.raises(BadAnswer):
        walk(item(), {"who": "nobody"})


def test_an_item_without_questions_is_complete_at_once() -> None:
    outcome = walk(item(scenario=None), {"left": "over"})
    assert outcome.complete
    assert brought(outcome) == ["idcard", "book", "proxy", "residence"]


@pytest.mark.slow
@pytest.mark.row("S045")
@given(
    who=st.sampled_from(["self", "agent", "firm"]),
    moved=st.sampled_from(["yes", "no"]),
    stray=st.dictionaries(st.sampled_from(["x", "y"]), st.text(max_size=5)),
)
def test_two_terminals_give_byte_identical_lists(
    who: str, moved: str, stray: dict[str, str]
) -> None:
    """The same package, read twice; one knows the answers in another order, and others too."""
    answers = {"who": who, "moved": moved}
    here = walk(read_again(package()), answers)
    there = walk(read_again(package()), {**stray, "moved": moved, "who": who})
    assert as_bytes(here) == as_bytes(there)


def read_again(document: dict[str, Any]) -> ServiceItem:
    names = list(reversed(json.loads(json.dumps(document)).items()))
    return parse_item(dict(names))


def as_bytes(outcome: Outcome) -> bytes:
    return json.dumps([one.material_name.all() for one in outcome.materials]).encode()


def chain(length: int) -> dict[str, Any]:
    nodes = [
        {
            "id": f"q{i}",
            "question": f"问题{i}？",
            "options": [option("a", f"q{i + 1}") if i < length else option("a"), option("b")],
        }
        for i in range(1, length + 1)
    ]
    return {"start": "q1", "nodes": nodes}


def test_six_questions_are_the_most() -> None:
    assert item(scenario=chain(DEEPEST)).scenario is not None
    with pytest.raises(BadPackage, match="more than 6 questions"):
        item(scenario=chain(DEEPEST + 1))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"next": "who"}, "$.scenario"),
        ({"next": "nowhere"}, "$.scenario.nodes[1].options[0].next"),
        ({"next": "who", "end": True}, "$.scenario.nodes[1].options[0]"),
        ({}, "$.scenario.nodes[1].options[0]"),
        ({"end": True, "effects": {"materials_add": ["ghost"]}}, "$.scenario.nodes[1].options[0]."),
        ({"end": True, "effects": {"fee": "ghost"}}, "$.scenario.nodes[1].options[0].effects.fee"),
    ],
)
def test_a_scenario_that_cannot_be_walked_is_refused(change: dict[str, Any], path: str) -> None:
    document = package()
    options = document["scenario"]["nodes"][1]["options"]
    options[0] = {"id": "yes", "label": "是", **change}
    with pytest.raises(BadPackage) as refused:
        parse_item(document)
    assert refused.value.path.startswith(path)


def test_a_start_that_is_no_question_is_refused() -> None:
    with pytest.raises(BadPackage) as refused:
        item(scenario=SCENARIO | {"start": "ghost"})
    assert refused.value.path == "$.scenario.start"

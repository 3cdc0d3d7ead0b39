"""The guide and the staff's handbook are made of the item, and nothing else."""

from decimal import Decimal
from typing import Any

import pytest

from kiosk.items import guide_words
from kiosk.items.badges import Badge, badge_text, badges, depth_shares
from kiosk.items.before import before_start
from kiosk.items.codes import Credential, Need, ServerType, SourceType, TimeUnit
from kiosk.items.guide import CARD, ELEMENTS, Element, guide, guide_card
from kiosk.items.guide_words import name_of
from kiosk.items.public_lists import LIST_NAMES, PublicList, entries
from kiosk.items.staff import staff_view
from kiosk.items.theme import merge
from tests.kiosk.items.samples import both, item, package

KEYS = (
    "scope legal_basis authority conditions quota materials time_limits result_docs fees process "
    "reviewers services forms"
)


def texts(elements: tuple[Element, ...], key: str, lang: str = "zh") -> list[str]:
    return [line.say(lang) for one in elements if one.key == key for line in one.lines]


@pytest.mark.row("S012")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_guide_has_the_thirteen_elements_each_filled(lang: str) -> None:
    found = guide(item(), None)
    assert [one.key for one in found] == list(ELEMENTS) == KEYS.split()
    for one in found:
        assert one.heading.say(lang) and one.lines
        assert all(line.say(lang).strip() for line in one.lines)


@pytest.mark.row("S016")
def test_both_views_come_from_the_same_item_and_carry_its_words() -> None:
    document = package(accept_condition=both("独一无二的条件。", "A condition like no other."))
    changed = item(**document)
    citizens = " ".join(line.say("zh") for one in guide(changed) for line in one.lines)
    staff = " ".join(line.say("zh") for one in staff_view(changed) for line in one.lines)
    assert "独一无二的条件。" in citizens and "独一无二的条件。" in staff


@pytest.mark.row("S016")
def test_the_handbook_has_every_field_that_is_filled() -> None:
    document = package()
    assert [one.key for one in staff_view(item())] == [
        one for one in item().__struct_fields__ if document.get(one) not in (None, [])
    ]


@pytest.mark.row("S119")
def test_the_time_by_law_promised_and_real_are_told() -> None:
    told = texts(guide(item(actual_mean_days=Decimal("1.39"))), "time_limits")
    assert [line.split("（")[0] for line in told] == [
        "法定：20个工作日",
        "承诺：5个工作日",
        "实际平均：1.39个工作日",
    ]
    assert len(texts(guide(item()), "time_limits")) == 2, "no real mean: nothing is made up"
    assert "done at once" in texts(guide(item(promise_day=0)), "time_limits", "en")[1]


@pytest.mark.row("S108")
def test_charges_come_with_their_basis_and_no_charge_is_said() -> None:
    charged = texts(guide(item(scenario=None)), "fees")
    assert charged[0] == "复印费：1.00元（每份一元）"
    assert charged[1] == "收费依据：《示例市复印收费标准》"
    by_case = [{**package()["fees"][0], "amount_fen": 0}]
    varying = texts(guide(item(fees=by_case, scenario=None)), "fees")
    assert "0.00" not in " ".join(varying)
    assert package()["fees"][0]["fee_stand"]["zh"] in varying[0]
    free = guide(item(is_fee=False, fees=[], scenario=None))
    assert texts(free, "fees") == ["不收费。"] and texts(free, "fees", "en") == ["Free of charge."]


@pytest.mark.row("S127")
def test_every_guide_says_where_to_complain() -> None:
    assert "投诉：电话 0990-12346" in texts(guide(item()), "services")
    with pytest.raises(Exception, match=r"\$\.supervise_way"):
        item(supervise_way=" ")


@pytest.mark.row("S138")
@pytest.mark.parametrize(("lang", "asked"), [("zh", "问：{}"), ("en", "Q: {}")])
def test_what_people_ask_stands_with_its_answer_where_one_can_ask(lang: str, asked: str) -> None:
    one = item()
    told = texts(guide(one), "services", lang)
    at = told.index(asked.format(one.questions[0].question.say(lang)))
    assert told[at + 1][3 if lang == "en" else 2 :] == one.questions[0].answer.say(lang)
    staff = " ".join(line.say(lang) for each in staff_view(one) for line in each.lines)
    for question in one.questions:
        assert question.question.say(lang) in staff and question.answer.say(lang) in staff
    assert not any("问：" in line for line in texts(guide(item(questions=[])), "services"))


@pytest.mark.row("S047")
@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"limit_scene_num": 0}, [Badge.NO_VISIT, Badge.WHOLE_ONLINE]),
        ({"limit_scene_num": 1}, [Badge.ONE_VISIT, Badge.WHOLE_ONLINE]),
        ({"limit_scene_num": 2, "online_handle_depth": 3}, []),
        (
            {"limit_scene_num": 0, "project_type": "即办件", "instant_decision": True},
            [Badge.NO_VISIT, Badge.AT_ONCE, Badge.INSTANT, Badge.WHOLE_ONLINE],
        ),
    ],
)
def test_badges_follow_the_data(changes: dict[str, Any], wanted: list[Badge]) -> None:
    assert list(badges(item(**changes))) == wanted
    assert badge_text(Badge.NO_VISIT).say("zh") == "零跑腿"


@pytest.mark.row("S049")
def test_depth_shares_equal_a_hand_count() -> None:
    depths = [1, 2, 2, 3, 4, 4, 4, 3]
    found = depth_shares(item(online_handle_depth=depth) for depth in depths)
    assert [(one.level, one.items, one.reached_percent) for one in found] == [
        (1, 1, 100.0),
        (2, 2, 87.5),
        (3, 2, 62.5),
        (4, 3, 37.5),
    ]
    assert all(one.reached_percent == 0 for one in depth_shares([]))


@pytest.mark.row("S046", "S163")
def test_four_public_lists_are_made_of_the_items() -> None:
    third = [{"service_name": "测绘", "by_law": "办法", "fee_stand": "面议"}]
    many = [
        item(),
        item(catalog_code="990501001001", task_code=None, task_handle_item=None, handle_area="1"),
        item(
            catalog_code="990501001002",
            task_code=None,
            task_handle_item=None,
            is_fee=False,
            fees=[],
            intermediaries=third,
            scenario=None,
            limit_scene_num=1,
        ),
    ]
    codes = {
        which: [one.catalog_code[-1] for one in entries(which, reversed(many))]
        for which in PublicList
    }
    assert codes == {
        PublicList.POWERS: ["0", "1", "2"],
        PublicList.CROSS_REGION: ["1"],
        PublicList.FEES: ["0", "1", "2"],
        PublicList.INTERMEDIARIES: ["2"],
        PublicList.NO_VISIT: ["0", "1"],
        PublicList.ONE_VISIT: ["2"],
    }
    powers = entries(PublicList.POWERS, many)
    assert powers[0].detail.say("zh") == "《示例市高龄津贴办法》第三条"
    assert [one.detail.zh for one in entries(PublicList.FEES, many)][-1] == "不收费。"
    assert set(LIST_NAMES) == set(PublicList)


@pytest.mark.row("S055")
def test_the_card_before_the_start_says_reach_bring_time_and_cost() -> None:
    found = before_start(item(flow_template="QUEUE"))
    assert [one.key for one in found] == ["reach", "bring", "how_long", "how_much"]
    assert [one.heading.say("zh") for one in found] == [
        "能办到哪一步",
        "要带什么",
        "多久",
        "多少钱",
    ]
    assert texts(found, "reach") == ["在本机办到“申请”，以后由部门办理"]
    assert texts(found, "bring")[:2] == ["证件：居民身份证", "居民身份证"]
    counter = before_start(item(referral={"where": "3号窗口", "why": "要输密码"}))
    assert texts(counter, "reach") == ["到3号窗口办：要输密码"]
    shallow = item(flow_template="QUEUE", online_handle_depth=2)
    for one in (shallow, item()):
        assert texts(before_start(one), "reach") == ["本机只能看指南，办理要到窗口"]


@pytest.mark.row("S012", "S055")
def test_no_guide_says_that_a_terminal_does_what_it_cannot() -> None:
    handled = item()
    assert texts(guide(handled), "process") == ["1. 申请（到窗口办）", "2. 审查"]
    queue = item(flow_template="QUEUE")
    assert texts(guide(queue), "process") == ["1. 申请（在本机办）", "2. 审查"]
    referred = item(referral={"where": "3号窗口", "why": "要输密码"})
    assert texts(guide(referred), "process")[0] == "1. 申请（在本机办）", "how to go there"
    online = item(online_handle_url="https://www.example.test/apply")
    assert texts(guide(online), "process")[0] == "1. 申请（到窗口或网上办）"
    assert texts(before_start(online), "reach") == ["本机只能看指南，办理到窗口或网上"]
    assert texts(guide(online), "process", "en")[0] == "1. Apply (at a counter or online)"


@pytest.mark.row("S085")
def test_what_is_had_by_sharing_is_marked_and_nobody_is_told_to_bring_it() -> None:
    own, shared, *others = package()["materials"]
    one = item(materials=[own, shared | {"auto_source": "11100000000013338W011"}, *others])
    listed = texts(guide(one), "materials")
    assert [line for line in listed if "免提交" in line] == [listed[1]]
    assert "taken from your e-licence" in texts(guide(one), "materials", "en")[1]
    bring = texts(before_start(one), "bring")
    assert own["material_name"]["zh"] in bring
    assert shared["material_name"]["zh"] not in bring
    assert [each.material.id for each in merge([one]) if each.shared] == [shared["id"]]


def test_the_smallest_guide_has_five_elements_beside_the_name() -> None:
    assert [one.key for one in guide_card(item())] == list(CARD)


@pytest.mark.parametrize("codes", [ServerType, TimeUnit, Need, SourceType])
def test_every_code_has_its_own_name(codes: Any) -> None:
    """Two lists share the values 1, 2, 3: they must not be mixed up."""
    assert len({name_of(one, days=1).zh for one in codes}) == len(codes)
    assert name_of(ServerType.PERSON).zh == "个人" and name_of(Need.NEEDED).zh == "必要"


def test_every_credential_can_be_named() -> None:
    for one in Credential:
        assert one is Credential.NONE or name_of(one).say("en")


def test_no_sentence_of_the_guide_lacks_a_language() -> None:
    for table in (guide_words.HEADINGS, guide_words.PHRASES, guide_words.NAMES):
        for key, (zh, en) in table.items():
            assert (zh and en and zh != en) or key.startswith(("step", "fee", "law")), key

"""Service items of the sample catalogue, as the flow gets them."""

import json
from functools import cache
from pathlib import Path

from kiosk.flow.typed import YES
from kiosk.items.codes_flow import FieldType
from kiosk.items.model import Calc, Field, ServiceItem
from kiosk.items.parse import parse_item
from kiosk.messages.hints import HintedItem, HintRule
from kiosk.messages.items import ItemAnswer, ItemHit

ROOT = Path(__file__).resolve().parents[2] / "provisioning" / "sample" / "items"
PROOF = "992000501000"
"""个人参保证明打印: of the kind PRINT, without questions."""
HOUSES = "992000901000"
"""有无房证明: of the kind PROVE, kept here while cut off."""
RENEWAL = "990100101000"
"""居民身份证有效期满换领: has questions."""
TRAVEL = "990100301000"
"""往来港澳通行证再次签注: every fee is of one answer."""
SHARES = "992000604000"
"""医疗费用分担试算: of the kind CALC."""
NUMBERS = "992001101000"
"""大厅取号: of the kind QUEUE."""

FINES = "992000201000"
"""违法信息查询: of the kind QUERY, by card, with two choices and a masked column."""
PROGRESS = "992001104000"
"""办件进度与快递查询: by receipt or card."""
NAMESAKES = "992000105000"
"""同名人数查询: anonymous, with a text and an optional choice."""
DRUGS = "992000603000"
"""医保目录: its rows lie in the package."""
LIFE_EVENTS = "992001103000"
"""办事指南: a list of the package that leads to items."""
ALLOWANCE = "990501001000"
"""高龄津贴申领: hints at holders of 70 and more."""
ENROLMENT = "992001006000"
"""入学报名查询: not for holders under 18; a typed year."""


def package(code: str) -> bytes:
    return (ROOT / code / "item.json").read_bytes()


@cache
def item(code: str) -> ServiceItem:
    return parse_item(json.loads(package(code)))


def hit(code: str) -> ItemHit:
    shown = item(code)
    name, summary = shown.task_name, shown.summary
    return ItemHit(code, name.zh, name.say("en"), summary.zh, summary.say("en"), "general")


def answers(code: str, *numbers: int) -> tuple[ItemAnswer, ...]:
    """Of these questions of its package."""
    shown = item(code)
    name, asked = shown.task_name, [shown.questions[number] for number in numbers]
    return tuple(
        ItemAnswer(
            *(code, name.zh, name.say("en"), shown.package_ver),
            *(one.question.zh, one.question.say("en"), one.answer.zh, one.answer.say("en")),
        )
        for one in asked
    )


def hinted(one: ServiceItem) -> HintedItem:
    """As the service gives its hints."""
    rules = tuple(HintRule(each.rule, each.text.zh, each.text.say("en")) for each in one.hints)
    name, against = one.task_name, tuple(each.rule for each in one.exclusions)
    return HintedItem(one.catalog_code, name.zh, name.say("en"), one.icon, rules, against)


@cache
def all_hinted() -> tuple[HintedItem, ...]:
    """Of the whole sample."""
    items = [item(one.name) for one in sorted(ROOT.iterdir()) if one.is_dir()]
    return tuple(hinted(one) for one in items if one.hints)


def sample_input(field: Field) -> str:
    """Something that this field of a calculation takes."""
    if field.type is FieldType.YES_NO:
        return YES
    return field.choices[0].value if field.choices else f"{field.minimum or 1}"


def calc_of(code: str) -> Calc:
    calc = item(code).calc
    assert calc is not None
    return calc

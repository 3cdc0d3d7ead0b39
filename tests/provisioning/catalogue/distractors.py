"""Thousands of service items of other meaning than the sample's, always the same ones.

Names as a city's list has them: a subject, an action, and where that is not enough a kind and a
district. They share the sample's actions (登记, 查询, 补贴, 预约, 换证, 证明), not its subjects.
"""

from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import Any

from provisioning.catalogue.content import Package, PackContent, canonical, whole

PUBLISHER = "11990100MB0990155Y"
_WORDS = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").partition("\n")[2]
SUBJECTS, ACTIONS = (part.split() for part in _WORDS.split("\n\n"))
KINDS = ("", "甲级", "乙级", "丙级", "新设", "跨区", "临时", "集团", "外资", "联营")
DISTRICTS = ("", "临江区", "望山区", "新港区", "东湖县", "西岭县")
_ASKS = ("怎么办{0}{1}", "{0}{1}要什么材料", "{0}证", "{0}手续", "申请{0}", "{0}到期", "{0}{1}流程")
DEPTS = ("11990100MB0990067G", "11990100MB09900836", "11990100MB09901399", "11990100MB0990155Y")


def names() -> Iterator[tuple[str, str, str]]:
    """(name, subject, action); the first 5,100 are of a city, all of a province."""
    for district, kind in product(DISTRICTS, KINDS):
        for subject, action in product(SUBJECTS, ACTIONS):
            yield f"{district}{kind}{subject}{action}", subject, action


def documents(count: int) -> Iterator[dict[str, Any]]:
    dice = Random(20260302)
    for number, (name, subject, action) in enumerate(islice(names(), count)):
        asks = dice.sample(_ASKS, 4)
        yield {
            "schema": 1,
            "package_ver": 1,
            "catalog_code": f"98{number:010d}",
            "task_name": name,
            "common_names": [one.format(subject, action) for one in asks],
            "summary": f"{subject}的单位或者个人办理{action}。带上身份证件，受理后按承诺期限办结。",
            "category": 1 + number % 11,
            "icon": "document",
            "sort": number,
            "themes": ["business" if number % 2 else "licence"],
            "task_state": "1",
            "is_service_terminals": True,
            "plan_effective_date": "2026-01-01",
            "region": "990100",
            "dept_code": DEPTS[number % len(DEPTS)],
            "flow_template": "GUIDE",
            "credentials": ["NONE"],
            "accept_condition": f"符合{subject}{action}的条件。" * 12,
            "by_law": f"《{subject}管理条例》第{number % 70 + 1}条。" * 6,
            "questions": [
                {"question": f"{subject}{action}要多久？", "answer": "五个工作日内办结。"},
                {"question": f"{subject}可以代办吗？", "answer": "可以，代办人带委托书。"},
            ],
        }


def packages(count: int) -> Iterator[Package]:
    for document in documents(count):
        yield Package(document["catalog_code"], canonical(document))


def distractors(count: int, version: int = 1) -> PackContent:
    """A pack of so many items, at most len(SUBJECTS) * len(ACTIONS) * 60."""
    return whole("distractors", PUBLISHER, version, packages(count))

"""否定必有依据: whoever is turned away reads why, on what it rests, what to do now, and a code."""

import json
import re
from pathlib import Path

import pytest

from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.flow.visit import Visit
from kiosk.items.basis import BY_RULE, LONGEST, LONGEST_ELSE, basis_of
from kiosk.items.model import ServiceItem
from kiosk.items.parse import parse_item
from kiosk.present.build import build
from kiosk.texts.language import LANGUAGES
from kiosk.values import replace
from tests.kiosk.flow.bench import texts_on
from tests.kiosk.flow.test_items import WITH_ITEMS
from tests.kiosk.item_samples import FINES, ROOT, item
from tests.kiosk.samples import READER_OK

CODES = sorted(one.name for one in ROOT.iterdir() if one.is_dir())
TEXTS = Path(__file__).resolve().parents[3] / "kiosk" / "texts"
EVERY = [(lang, fault) for lang in LANGUAGES for fault in Fault]
READY = Model(
    state=State.TROUBLE,
    hall=replace(WITH_ITEMS, neighbour="05 号机"),
    service_up=True,
    cards_up=True,
    reader=READER_OK,
    clock="09:00",
    day="2026-03-02",
)


def refused(one: ServiceItem, fault: Fault, lang: str) -> Model:
    visit = Visit(item=one, version=1, doing=True)
    if fault is Fault.ITEM_NOT_FOR_YOU:
        visit = replace(visit, why=one.exclusions[:1])
    return replace(READY, lang=lang, fault=fault, visit=visit)


@pytest.mark.row("S018")
@pytest.mark.parametrize(("lang", "fault"), EVERY)
def test_every_fault_says_why_what_now_and_its_code(lang: str, fault: Fault) -> None:
    """On the whole screen, where it stops somebody; of an item and without one."""
    for model in (replace(READY, lang=lang, fault=fault), refused(item(FINES), fault, lang)):
        shown = build(model)
        told = shown.trouble
        assert told is not None
        assert told.code == fault.value
        assert len(told.cause) >= 8, "a reason, not a word"
        assert told.cause != told.title
        assert told.now, "the next step"
        assert all(line.strip() for line in told.now)
        assert shown.spoken
        assert shown.primary is not None


@pytest.mark.row("S018")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("fault", sorted(BY_RULE))
def test_a_refusal_by_a_rule_of_the_item_names_what_it_rests_on(lang: str, fault: Fault) -> None:
    for code in CODES:
        one = item(code)
        basis = basis_of(one, fault, one.exclusions[:1])
        assert basis is not None, code
        said = basis.say(lang)
        assert len(said) >= 4, code
        shown = build(refused(one, fault, lang))
        assert shown.trouble is not None
        assert said in shown.trouble.cause, code


@pytest.mark.row("S018")
def test_every_exclusion_of_the_sample_has_its_basis_in_both_languages() -> None:
    for code in CODES:
        for one in item(code).exclusions:
            assert one.basis is not None, code
            assert one.basis.has("en"), code
            assert re.search("《.+》|规定|通知", one.basis.zh), code
            assert one.instead is not None, "what else can be done"


def test_without_a_basis_of_its_own_an_exclusion_rests_on_the_items_law() -> None:
    raw = json.loads((ROOT / FINES / "item.json").read_bytes())
    for one in raw["exclusions"]:
        del one["basis"]
    bare = parse_item(raw)
    basis = basis_of(bare, Fault.ITEM_NOT_FOR_YOU, bare.exclusions[:1])
    assert basis is not None
    assert basis.zh == "《中华人民共和国道路交通安全法》第二十四条"


def test_what_does_not_work_has_no_law_behind_it() -> None:
    assert basis_of(item(FINES), Fault.ITEM_NEEDS_NETWORK) is None
    assert basis_of(item(FINES), Fault.PRINTER_ABSENT) is None


def test_a_basis_is_one_line_however_long_the_package_says_it() -> None:
    for code in CODES:
        for fault in BY_RULE - {Fault.ITEM_NOT_FOR_YOU}:
            basis = basis_of(item(code), fault)
            assert basis is not None
            assert "\n" not in basis.zh
            assert len(basis.zh) <= LONGEST
            assert len(basis.say("en")) <= LONGEST_ELSE


@pytest.mark.row("S018")
def test_nothing_anywhere_says_only_that_it_failed() -> None:
    bare = re.compile(r"(办理|操作|提交|打印|取号|查询)(失败|不成功)|系统错误|未知错误")
    for path in sorted(TEXTS.glob("zh*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not bare.search(line), f"{path.name}:{number}"
    for lang, fault in EVERY:
        assert not bare.search(texts_on(build(replace(READY, lang=lang, fault=fault))))

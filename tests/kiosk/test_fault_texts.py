"""Nobody is left alone with a fault: every one is told whole, in every language, in plain words."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from kiosk.faults import Fault
from kiosk.texts.en import faults as en_faults
from kiosk.texts.fault_text import FaultText
from kiosk.texts.zh import faults as zh_faults

LANGUAGES = {"zh": zh_faults.FAULTS, "en": en_faults.FAULTS}
ALL = [
    pytest.param(lang, fault, id=f"{lang}-{fault.name}") for lang in LANGUAGES for fault in Fault
]
EVERY = pytest.mark.parametrize(("lang", "fault"), ALL)

MAY_BE_EMPTY = {"hotline", "neighbour", "reopens"}
LONGEST = {
    "ticket_no": "A1234",
    "hotline": "0000-00000000",
    "neighbour": "二楼 05 号机",
    "reopens": "下周一 09:00",
}
TITLE = {"zh": 16, "en": 40}
NOW = {"zh": 24, "en": 70}
COUNTER = {"zh": "人工窗口", "en": "counter"}
END = {"zh": "。", "en": "."}
SPEAKABLE = {"zh": r"[\u4e00-\u9fff，。？；]+", "en": r"(?:ID\b|[A-Z](?=[a-z ])|[a-z ,.?;'])+"}
HARSH = {
    "zh": ("失败", "错误", "异常", "非法", "无效"),
    "en": ("failed", "failure", "error", "invalid", "illegal"),
}
CLAIMS = {
    "zh": ("已打印", "打印成功", "打印好", "没有打印", "没打出", "未打印", "没有出纸"),
    "en": ("was printed", "has been printed", "not printed", "nothing came out"),
}
WITHOUT_FACE = {"zh": "不使用人脸", "en": "without my face"}
SAID_WITHOUT_FACE = {"zh": "不使用人脸", "en": "without your face"}
OPERATOR_LATIN = {"SAM", "USB", "ID", "PDF", "doctor", "try"}
"""What is printed on a device, and the one command that a technician is sent to."""


def text_of(lang: str, fault: Fault) -> FaultText:
    return LANGUAGES[lang][fault]


def parts(text: FaultText) -> Iterator[str]:
    yield from (text.title, text.cause, *text.now, text.spoken, text.operator)


def names_in(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]


def told(text: FaultText) -> str:
    """All that the citizen reads or hears, without placeholders."""
    shown = "\n".join((text.title, text.cause, *text.now, text.spoken))
    return "".join(literal for literal, *_ in Formatter().parse(shown))


def allowed_for(fault: Fault) -> set[str]:
    names = {"hotline", "neighbour"}
    if fault.name.startswith("PRINT_") or fault is Fault.OPEN_TICKET:
        names.add("ticket_no")
    if fault in (Fault.GROUP_CLOSED, Fault.GROUP_QUOTA_INTERVAL, Fault.ITEM_CLOSED):
        names.add("reopens")
    if fault.name.startswith("GROUP_"):
        names.add("group")
    return names


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_fault_is_without_words(lang: str) -> None:
    assert set(LANGUAGES[lang]) == set(Fault)


@EVERY
def test_all_five_parts_are_filled(lang: str, fault: Fault) -> None:
    text = text_of(lang, fault)
    assert set(text.__struct_fields__) == {"title", "cause", "now", "spoken", "operator"}
    assert 1 <= len(text.now) <= 3
    assert all(part and part == part.strip() for part in parts(text))
    assert len(set(text.now)) == len(text.now)


@EVERY
def test_only_values_that_this_fault_has_are_asked_for(lang: str, fault: Fault) -> None:
    for part in parts(text_of(lang, fault)):
        assert set(names_in(part)) <= allowed_for(fault)


@EVERY
def test_a_value_that_may_be_empty_stands_in_a_line_of_its_own(lang: str, fault: Fault) -> None:
    text = text_of(lang, fault)
    for part in (text.title, text.cause, text.spoken, text.operator):
        assert not MAY_BE_EMPTY & set(names_in(part))
    for line in text.now:
        names = names_in(line)
        assert not MAY_BE_EMPTY & set(names) or len(names) == 1


@EVERY
def test_texts_fit_the_screen_with_the_longest_values(lang: str, fault: Fault) -> None:
    text = text_of(lang, fault)
    assert len(text.title.format(**LONGEST)) <= TITLE[lang]
    for line in text.now:
        assert len(line.format(**LONGEST)) <= NOW[lang], line


@EVERY
def test_the_cause_is_one_sentence(lang: str, fault: Fault) -> None:
    cause = text_of(lang, fault).cause
    assert cause.endswith(END[lang])
    assert not re.search(r"[。！？.!?]", cause[:-1])


@pytest.mark.parametrize("fault", Fault)
def test_chinese_has_no_latin_words(fault: Fault) -> None:
    text = text_of("zh", fault)
    assert not re.search(r"[A-Za-z]", told(text))
    assert set(re.findall(r"[A-Za-z]+", text.operator)) <= OPERATOR_LATIN


@pytest.mark.parametrize("fault", Fault)
def test_english_has_no_chinese(fault: Fault) -> None:
    assert not any(
        re.search(r"[\u3000-\u9fff\uff00-\uffef]", p) for p in parts(text_of("en", fault))
    )


@EVERY
def test_the_spoken_text_can_be_said_aloud(lang: str, fault: Fault) -> None:
    spoken = text_of(lang, fault).spoken
    words = "".join(literal for literal, *_ in Formatter().parse(spoken))
    assert re.fullmatch(SPEAKABLE[lang], words)
    assert spoken.endswith(END[lang])
    assert COUNTER[lang] in spoken, "somebody who cannot see must hear where to go"


@EVERY
def test_no_harsh_words(lang: str, fault: Fault) -> None:
    citizen = told(text_of(lang, fault)).lower()
    assert not [word for word in HARSH[lang] if word in citizen]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("fault", [f for f in Fault if f.name.startswith("PRINT_")])
def test_an_unsettled_print_keeps_the_number_and_claims_nothing(lang: str, fault: Fault) -> None:
    text = text_of(lang, fault)
    assert "ticket_no" in names_in(text.cause)
    assert "ticket_no" in names_in(text.spoken)
    citizen = told(text).lower()
    assert not [claim for claim in CLAIMS[lang] if claim in citizen]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("fault", [f for f in Fault if f.name.startswith("A4_PRINT_")])
def test_an_unsettled_document_claims_nothing(lang: str, fault: Fault) -> None:
    citizen = told(text_of(lang, fault)).lower()
    assert not [claim for claim in CLAIMS[lang] if claim in citizen]


@pytest.mark.row("S010", "CP-04")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("fault", [f for f in Fault if f.name.startswith(("FACE_", "CAMERA_"))])
def test_a_face_is_never_the_only_way(lang: str, fault: Fault) -> None:
    text = text_of(lang, fault)
    assert any(WITHOUT_FACE[lang] in line.lower() for line in text.now)
    assert SAID_WITHOUT_FACE[lang] in text.spoken


def test_the_operators_table_is_whole_and_true() -> None:
    """docs/operations.md shows every fault once, in the order of the codes' own list."""
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    english = LANGUAGES["en"]
    rows = [f"| {f} | {english[f].title} | {english[f].operator} |" for f in Fault]
    assert re.findall(r"^\| [A-Z]{2}-\d{4} \|.*$", page, re.MULTILINE) == rows


@EVERY
@pytest.mark.row("CP-06")
def test_every_fault_says_why_what_to_do_where_to_go_and_whom_to_phone(
    lang: str, fault: Fault
) -> None:
    """Also where neither the neighbour nor the hotline is known, a counter is named."""
    text = text_of(lang, fault)
    assert text.cause != text.title
    standing = [line for line in text.now if not MAY_BE_EMPTY & set(names_in(line))]
    assert any(COUNTER[lang] in line for line in standing)
    assert any("hotline" in names_in(line) for line in text.now)
    assert len(text.now) >= 2

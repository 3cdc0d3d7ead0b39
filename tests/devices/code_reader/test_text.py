"""From the bytes of a code to its text, or to the reason why there is none."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from devices.code_reader.protocol import MOST_BYTES, MOST_CHARACTERS, BadCode, split_aim, text_of
from kiosk.faults import Fault

CHINESE = "自助取号：一楼大厅"


def fault_of(data: bytes, guess: str = "") -> Fault:
    with pytest.raises(BadCode) as caught:
        text_of(data, guess)
    return caught.value.fault


@pytest.mark.parametrize(
    ("data", "guess", "text"),
    [
        (b"A001", "A001", "A001"),
        (CHINESE.encode(), CHINESE, CHINESE),
        (b"\xef\xbb\xbf" + CHINESE.encode(), "", CHINESE),
        (CHINESE.encode("gb18030"), CHINESE.encode("gb18030").decode("latin-1"), CHINESE),
        (CHINESE.encode("gb18030"), "", CHINESE),
        ("𠮷野".encode("gb18030"), "", "𠮷野"),
        ("取號".encode("big5"), "取號", "取號"),
        ("取号".encode("shift_jis"), "取号", "取号"),
        ("取号".encode("gb18030"), "ﾈ｡ｺﾅ", "取号"),
        ("café".encode("latin-1") + b"!", "cafX!", "cafX!"),
    ],
    ids=["ascii", "utf8", "bom", "gb", "gb raw", "gb 4 bytes", "big5", "kanji", "katakana", "else"],
)
def test_charsets(data: bytes, guess: str, text: str) -> None:
    assert text_of(data, guess) == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"A\x00B",
        b"A\nB",
        b"A\r",
        b"\x1b[2J",
        b"(01)069\x1d(21)1",
        "abc\u202ecba".encode(),
        "a\u200bb".encode(),
        "a\u2028b".encode(),
        "a\u0085b".encode(),
        b"\xff\xfe\xfd",
        b"\x80",
        b"caf\xe9",
        b"\xef\xbb\xbf",
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    assert fault_of(data) is Fault.CODE_NOT_TEXT


def test_as_long_as_may_be_and_one_more() -> None:
    assert text_of("字".encode() * MOST_CHARACTERS) == "字" * MOST_CHARACTERS
    assert fault_of(b"a" * (MOST_CHARACTERS + 1)) is Fault.CODE_TOO_LONG
    assert fault_of(b"\xff" * (MOST_BYTES + 1)) is Fault.CODE_TOO_LONG


@given(st.binary(max_size=200), st.text(max_size=20))
@example(b"\xd7\xd4", "")
def test_any_bytes_are_text_or_a_coded_fault(data: bytes, guess: str) -> None:
    try:
        text = text_of(data, guess)
    except BadCode as bad:
        assert bad.fault in (Fault.CODE_NOT_TEXT, Fault.CODE_TOO_LONG)
        assert str(bad) == bad.fault.value, "nothing of the code's content"
    else:
        assert 0 < len(text) <= MOST_CHARACTERS
        assert not {unicodedata.category(c) for c in text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.slow
@given(st.text(st.characters(codec="gb2312", exclude_categories=["Cc", "Cf", "Zl", "Zp"])))
def test_chinese_text_survives_both_charsets(text: str) -> None:
    if text:
        assert text_of(text.encode("utf-8")) == text
        data = text.encode("gb18030")
        if not _is_utf8(data):
            assert text_of(data, data.decode("latin-1")) == text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"]Q1A001", "QRCode", b"A001"),
        (b"]d1A001", "DataMatrix", b"A001"),
        (b"]L2A001", "PDF417", b"A001"),
        (b"]C0A001", "Code128", b"A001"),
        (b"]E01234", "", b"1234"),
        (b"]Q1", "QRCode", b""),
    ],
)
def test_aim_identifiers(data: bytes, name: str, code: bytes) -> None:
    assert split_aim(data) == (name, code)


@pytest.mark.parametrize("data", [b"", b"]Q", b"A001", b"Q1A001"])
def test_no_aim_identifier(data: bytes) -> None:
    with pytest.raises(BadCode):
        split_aim(data)

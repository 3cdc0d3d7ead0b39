"""Slips as bytes: what goes as text, what as raster, and what never leaves."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.receipt_printer.drawing import without_real_time
from devices.receipt_printer.fonts import FontFile, FontFiles, FontMissing
from devices.receipt_printer.slip import SlipRefused, prints_as_text, render_slip, strip_cut
from kiosk.messages.printing import Slip, SlipLine
from kiosk.values import replace
from tests.devices.receipt_printer.bench import GENERIC, PPU700, VKP80
from tests.devices.receipt_printer.commands import COMMANDS, FONTS, commands_of, rasters, render
from tests.devices.receipt_printer.tickets import ticket

RENDER_LIMIT_S = 0.2


def test_chinese_text_is_the_published_bytes() -> None:
    data = render(SlipLine("欢迎光临"))
    assert data.startswith(COMMANDS["init"] + COMMANDS["chinese_on"])
    assert COMMANDS["chinese_line_gb18030"].removeprefix(b"\x1b\x40\x1c\x26") in data


def test_the_printer_understands_the_published_commands() -> None:
    known = ("init", "chinese_on", "chinese_line_gb18030", "manual_example_chinese", "cut_full")
    for name in (*known, "cut_partial", "custom_total_cut", "qr_utf8_payload"):
        assert all(one.name != "unknown" for one in commands_of(COMMANDS[name])), name


def test_full_width_punctuation_is_text_and_not_a_question_mark() -> None:
    data = render(SlipLine("：，。￥①·—（）"))
    assert "：，。￥①·—（）".encode("gb18030") in data
    assert b"?" not in data


@pytest.mark.parametrize("text", ["测𠮷", "㐂", "€", "\ue000", "\U00020bb7", "é̄"])
def test_what_the_firmware_font_lacks_is_drawn(text: str) -> None:
    assert not prints_as_text(text)
    drawn = rasters(render(SlipLine(text)))
    assert any(any(one.data) for one in drawn)
    assert text.encode("gb18030") not in render(SlipLine(text))


def test_a_character_in_no_font_is_marked_and_not_dropped() -> None:
    assert rasters(render(SlipLine("\ue000𠮷"))) == rasters(render(SlipLine("〓𠮷")))
    assert rasters(render(SlipLine("\ue000𠮷"))) != rasters(render(SlipLine("　𠮷")))


@pytest.mark.parametrize(("size", "code"), [(1, "00"), (2, "11"), (4, "33")])
def test_sizes_bold_and_alignment(size: int, code: str) -> None:
    data = render(SlipLine("A012", size=size, bold=True, align="center"))
    assert bytes.fromhex(f"1b61011d21{code}1b4501") + b"A012\n" in data
    plain = render(SlipLine("A012", size=size, align="right"))
    assert bytes.fromhex(f"1b61021d21{code}1b4500") + b"A012\n" in plain


def test_a_drawn_line_is_as_tall_and_stands_where_its_text_would() -> None:
    for size in (1, 2, 4):
        (one,) = rasters(render(SlipLine("𠮷", size=size, align="right")))[:1]
        rows = sum(
            len(part.data) // part.value for part in rasters(render(SlipLine("𠮷", size=size)))
        )
        assert rows == 24 * size + 8
        assert one.value * 8 == 576
        ink = [i % one.value for i, byte in enumerate(one.data) if byte]
        assert min(ink) >= (576 - 24 * size) // 8


def test_long_lines_wrap_at_the_paper_width_and_words_stay_whole() -> None:
    data = render(
        SlipLine("测" * 30), SlipLine("please take your identity card with you when leaving")
    )
    assert "测".encode("gbk") * 24 + b"\n" in data
    assert "测".encode("gbk") * 6 + b"\n" in data
    assert b"identity card with you when\n" in data.replace(b"please take your ", b"")
    assert b"leaving\n" in data


def test_control_characters_in_data_cannot_become_commands() -> None:
    data = render(SlipLine("A\x1b@\x10\x05\x02\x1d\x56\x00B\u202eC"))
    names = [one.name for one in commands_of(data)]
    assert names.count("cut_fed") == 1
    assert names.count("reset") == 1
    assert "real_time" not in names
    assert b"A@VBC\n" in data


def test_the_qr_is_wide_enough_and_in_the_middle() -> None:
    bands = rasters(render(qr="https://zwfw.example.invalid/t/7f3a9c52d1e84b06"))
    width = bands[0].value
    rows = [band.data[i : i + width] for band in bands for i in range(0, len(band.data), width)]
    dark = [i for row in rows for i, byte in enumerate(row) if byte]
    left, right = min(dark) * 8, 576 - (max(dark) + 1) * 8
    assert abs(left - right) <= 16
    top = next(row for row in rows if any(row))
    finder = bin(int.from_bytes(top, "big")).removeprefix("0b").split("0")[0]
    assert len(finder) >= 7 * 6


def test_a_payload_too_long_for_the_paper_is_refused_before_printing() -> None:
    for length in (900, 5000):
        with pytest.raises(SlipRefused):
            render(qr="x" * length)


def test_an_unknown_size_or_alignment_is_refused() -> None:
    for line in (SlipLine("x", size=3), SlipLine("x", align="middle")):
        with pytest.raises(SlipRefused):
            render(line)


def test_how_a_slip_ends_is_of_the_profile() -> None:
    endings = ((GENERIC, "1d564200"), (VKP80, "1b64051c5002005200"), (PPU700, "1d564200"))
    for profile, ending in endings:
        assert render_slip(Slip(()), profile, FONTS)[-1].hex() == "0a" + ending
    present = replace(VKP80, present=COMMANDS["custom_eject"], present_cuts=False)
    assert render_slip(Slip(()), present, FONTS)[-1].hex() == "0a" + "1b6405" + "1b69" + "1d6505"


def test_what_is_left_on_the_strip_is_cut_and_taken_back() -> None:
    assert strip_cut(GENERIC).hex() == "1b40" + "1c26" + "1d6100" + "1d564200"
    assert strip_cut(VKP80).hex() == "1b40" + "1de000" + "1b6405" + "1b69" + "1d6502"
    assert strip_cut(PPU700).hex() == "1b40" + "1d6100" + "1d523100" + "1d564200" + "1d5230"


@given(st.binary(max_size=200))
@settings(max_examples=100)
def test_no_image_can_hide_a_real_time_command(data: bytes) -> None:
    cleaned = without_real_time(data + b"\x10\x04\x01\x10\x10\x05\x02")
    assert len(cleaned) == len(data) + 7
    assert all(pair not in cleaned for pair in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))


def test_every_piece_ends_between_commands() -> None:
    pieces = render_slip(ticket(holder="测*𠮷"), GENERIC, FONTS)
    assert len(pieces) > 15
    for piece in pieces:
        assert all(one.name not in ("unknown", "unprintable") for one in commands_of(piece))


def test_a_warm_ticket_with_a_qr_costs_little() -> None:
    """Processor time; the figure itself is the benchmark's."""
    spent = []
    for _ in range(5):
        start = time.process_time()
        render_slip(ticket(holder="测*𠮷"), GENERIC, FONTS)
        spent.append(time.process_time() - start)
    assert min(spent) < RENDER_LIMIT_S


def test_a_missing_font_says_which() -> None:
    wrong = FontFiles(regular=FontFile(FONTS.regular.path, "No Such Family"))
    with pytest.raises(FontMissing, match="No Such Family"):
        render_slip(Slip((SlipLine("𠮷"),)), GENERIC, wrong)

"""ESC/POS commands in words and back: published bytes, and any others."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.receipt_printer.command_words import Command, build, read
from devices.receipt_printer.fonts import FontFiles
from devices.receipt_printer.profiles import PROFILES
from devices.receipt_printer.slip import render_slip
from kiosk.messages.printing import Slip, SlipLine

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "devices.json").read_text(encoding="utf-8")
)["escpos_commands"]
QUICK = settings(max_examples=100, derandomize=True, database=None)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["name"])
def test_published_commands_are_read_and_built_again(vector: dict[str, Any]) -> None:
    data = bytes.fromhex(vector["hex"])
    commands = read(data)
    assert commands is not None
    assert b"".join(map(build, commands)) == data


def test_a_line_of_chinese() -> None:
    commands = read(bytes.fromhex("1B401C26BBB6D3ADB9E2C1D90A"))
    assert commands is not None
    assert [one.name for one in commands] == ["init", "chinese_on", "text", "line_feed"]
    assert commands[2].text == "欢迎光临"


def test_a_qr_code_by_the_printer() -> None:
    store = Command("qr_store", b"\x30" + "https://例".encode())
    assert build(store) == bytes.fromhex("1D286B0E0031503068747470733A2F2FE4BE8B")
    assert read(build(store)) == [store]


def test_a_raster_has_as_many_dots_as_it_says() -> None:
    raster = Command("raster", b"\0\x02\0\x03\0" + bytes(6))
    assert read(build(raster) + b"\n") == [raster, Command("line_feed")]
    assert read(build(raster)[:-1]) is None


@pytest.mark.parametrize("data", ["1B", "1D5642", "1D286B0400314132", "1C50020052", "1DFF", "00"])
def test_what_is_cut_short_or_no_command(data: str) -> None:
    assert read(bytes.fromhex(data)) is None


@pytest.mark.parametrize(
    "command",
    [
        Command("moon"),
        Command("init", b"\0"),
        Command("align"),
        Command("text", b"a\n"),
        Command("raster", b"\0\x01\0\x01\0"),
        Command("block"),
        Command("qr_old", b"\0"),
    ],
)
def test_what_cannot_be_built(command: Command) -> None:
    with pytest.raises(ValueError, match=command.name):
        build(command)


@pytest.mark.parametrize("model", sorted(PROFILES))
def test_a_slip_is_made_of_known_commands(model: str) -> None:
    lines = (SlipLine("排队号 A001", size=2), SlipLine("𠮷 hand-drawn"))
    slip = Slip(lines, qr="https://example/1")
    for piece in render_slip(slip, PROFILES[model], FontFiles()):
        commands = read(piece)
        assert commands is not None, piece[:20].hex()
        assert b"".join(map(build, commands)) == piece


@QUICK
@given(st.binary(max_size=60))
def test_what_is_read_can_be_built_again(data: bytes) -> None:
    commands = read(data)
    assert commands is None or b"".join(map(build, commands)) == data

"""Models without a Chinese font, codes that the printer draws, and what no text can become."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.receipt_printer.profile import Profile, QrMode, TextMode
from devices.receipt_printer.profiles import PROFILES
from devices.receipt_printer.sim_commands import RealTimeScanner
from devices.receipt_printer.sim_models import MODELS
from devices.receipt_printer.slip import render_slip
from kiosk.messages.printing import Slip, SlipLine
from kiosk.values import replace
from tests.devices.receipt_printer.bench import EPSON, GENERIC, VKP80
from tests.devices.receipt_printer.commands import COMMANDS, FONTS, commands_of, rasters, render
from tests.devices.receipt_printer.tickets import ticket


def test_a_model_without_a_font_gets_whole_pages_as_raster() -> None:
    """No Chinese mode, no byte of text: only pictures between reset and cut."""
    data = b"".join(render_slip(ticket(), VKP80, FONTS))
    names = {one.name for one in commands_of(data, chinese=False)}
    assert names == {"reset", "full_status_back", "align", "raster", "line_feed"} | {
        "feed_lines",
        "present",
    }
    drawn = b"".join(render_slip(ticket(), replace(GENERIC, text=TextMode.RASTER), FONTS))
    assert rasters(data) == rasters(drawn)


def test_an_empty_line_of_a_drawn_page_is_an_empty_band() -> None:
    (band,) = rasters(render(SlipLine(""), profile=VKP80))
    assert (band.value, len(band.data)) == (1, 32)
    assert not any(band.data)


@pytest.mark.parametrize(("profile", "level", "m"), [(EPSON, 0x31, 0x30), (VKP80, 0x32, 0x31)])
def test_a_native_code_has_the_bytes_of_its_model(profile: Profile, level: int, m: int) -> None:
    data = render(qr="https://例", profile=replace(profile, qr=QrMode.NATIVE))
    functions = [one.data for one in commands_of(data) if one.name == "code"]
    assert functions == [
        b"\x31\x41\x32\x00",
        b"\x31\x43\x08",
        bytes([0x31, 0x45, level]),
        bytes([0x31, 0x50, m]) + "https://例".encode(),
        bytes([0x31, 0x51, m]),
    ]
    assert rasters(data) == []


def test_native_codes_are_the_published_bytes() -> None:
    published = [one.data for one in commands_of(COMMANDS["qr_utf8_payload"])]
    data = render(qr="https://例", profile=replace(EPSON, qr=QrMode.NATIVE))
    made = [one.data for one in commands_of(data) if one.name == "code"]
    assert [one for one in made if one[1] != 0x43] == [one for one in published if one[1] != 0x43]
    stored = COMMANDS["qr_vkp80iii_store_AB"]
    assert stored in render(qr="AB", profile=replace(VKP80, qr=QrMode.NATIVE))


@pytest.mark.parametrize("payload", ["a\x10\x04\x01", "\x1b@", "a\nb", "\x7f"])
def test_a_native_code_that_could_be_a_command_is_drawn(payload: str) -> None:
    data = render(qr=payload, profile=replace(EPSON, qr=QrMode.NATIVE))
    assert rasters(data)
    assert all(one.name != "code" for one in commands_of(data))


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
EVIL = st.text(st.sampled_from("\x10\x04\x05\x14\x01\x02\x1b\x1c\x1d@iVe\n测𠮷A"), max_size=60)


@given(
    name=st.sampled_from(sorted(PROFILES)),
    native=st.booleans(),
    text=TEXTS | EVIL,
    qr=TEXTS | EVIL,
    size=st.sampled_from([1, 2, 4]),
)
@settings(max_examples=80)
def test_no_text_and_no_code_can_become_a_command(
    name: str, native: bool, text: str, qr: str, size: int
) -> None:
    """Whatever is printed, the firmware sees the commands that we meant and no real-time one."""
    profile = replace(PROFILES[name], qr=QrMode.NATIVE if native else QrMode.RASTER)
    pieces = render_slip(Slip((SlipLine(text, size=size),), qr), profile, FONTS)
    chinese = profile.text is TextMode.GB18030
    names = [one.name for piece in pieces for one in commands_of(piece, chinese)]
    assert RealTimeScanner().scan(b"".join(pieces)) == []
    assert not {"unknown", "unprintable", "real_time"} & set(names)
    assert not set(names) & MODELS[name].foreign
    assert names.count("reset") == 1
    cuts = [one for one in names if one in ("cut_fed", "cut_here", "present")]
    assert len(cuts) == 1
    assert names.index(cuts[0]) == len(names) - 1

"""The chip photo with a card from a reader: there, not there, never in the card's way."""

from pathlib import Path

import pytest

from devices.id_reader.sim_reader import PHOTO
from kiosk.device import DeviceState
from kiosk.messages.cards import CardRead, StartReading
from kiosk.values import replace
from tests.devices.id_reader.bench import PATIENCE_S, Sim, changed_to
from tests.devices.id_reader.conftest import FAST, Plugged
from tests.devices.id_reader.pictures import decoders, pixels
from tests.devices.id_reader.vectors import RESIDENT

PATIENT_EYE = replace(FAST, photo_s=PATIENCE_S)


def described(folder: Path, library: Path, entry: str) -> Path:
    file = folder / "decoder.toml"
    file.write_text(f"path = '{library}'\nentry = '{entry}'\nsuccess = 1\n")
    return file


def test_a_card_comes_with_its_photo(
    sim: Sim, plug: Plugged, library: Path, tmp_path: Path
) -> None:
    file = described(tmp_path, library, "decode")
    reader, heard = plug(sim.link, profile=PATIENT_EYE, photo_decoder=file)
    assert changed_to(heard, DeviceState.ONLINE).status.detail == "115200 baud"
    reader.submit(StartReading("c"))
    sim.put(RESIDENT)
    card = heard.next(CardRead).card
    assert pixels(card.photo).getpixel((3, 4)) == (3, 4, PHOTO[0])
    assert not decoders()


@pytest.mark.parametrize(("entry", "why"), [("hang", "in time"), ("refuse", "refused the photo")])
def test_a_card_comes_without_its_photo_and_the_operator_hears_why(
    sim: Sim, plug: Plugged, library: Path, tmp_path: Path, entry: str, why: str
) -> None:
    file = described(tmp_path, library, entry)
    profile = replace(FAST, photo_s=0.2 if entry == "hang" else PATIENCE_S)
    reader, heard = plug(sim.link, profile=profile, photo_decoder=file)
    changed_to(heard, DeviceState.ONLINE)
    reader.submit(StartReading("c"))
    sim.put(RESIDENT)
    assert heard.next(CardRead).card.photo == b""
    detail = changed_to(heard, DeviceState.ONLINE).status.detail
    assert detail.startswith("115200 baud; no photos: ")
    assert why in detail


def test_a_decoder_that_is_not_installed(sim: Sim, plug: Plugged, tmp_path: Path) -> None:
    reader, heard = plug(sim.link, photo_decoder=described(tmp_path, Path("none.so"), "decode"))
    detail = changed_to(heard, DeviceState.ONLINE).status.detail
    assert detail.startswith("115200 baud; no photos: there is no library")
    reader.submit(StartReading("c"))
    sim.put(RESIDENT)
    assert heard.next(CardRead).card.photo == b""


def test_a_reading_that_is_cancelled_leaves_no_child(
    sim: Sim, plug: Plugged, library: Path, tmp_path: Path
) -> None:
    file = described(tmp_path, library, "decode")
    reader, heard = plug(sim.link, profile=PATIENT_EYE, photo_decoder=file)
    changed_to(heard, DeviceState.ONLINE)
    reader.submit(StartReading("c"))
    heard.until(lambda: bool(decoders()))
    reader.cancel("c")
    heard.until(lambda: not decoders())

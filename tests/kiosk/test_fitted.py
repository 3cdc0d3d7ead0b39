"""The [devices.*] tables: every device by its own keys, nothing unknown, no simulator in a hall."""

from pathlib import Path
from typing import Any

import pytest

from kiosk.device import Device
from kiosk.fitted import TABLES, FittingError, parse_fitted

BASE = Path("/etc/zizhu")
REAL: dict[str, Any] = {
    "id_reader": {"port": "/dev/ttyUSB0", "photo_decoder": "decoder.toml"},
    "ssc_reader": {"reader": "ACS ACR39U"},
    "receipt_printer": {"url": "usblp:///dev/usb/lp0", "profile": "custom-vkp80"},
    "a4_printer": {"url": "ipp://localhost:60000/ipp/print"},
    "lamps": {"port": "/dev/ttyUSB3", "coils": {"id_reader": 0, "receipt": 3}},
    "document_camera": {"source": "/dev/video0", "width": 3264, "height": 2448},
    "scanner": {"device": "airscan:e0:Scanner"},
    "face_camera": {"source": "/dev/video2"},
    "code_reader": {"port": "/dev/ttyACM0"},
}
SIMULATED = {
    "ssc_reader": {"reader": "Virtual PCD 00 00"},
    "receipt_printer": {"url": "tcp://127.0.0.1:9100"},
    "document_camera": {"source": "http://localhost:8090/"},
    "face_camera": {"source": "http://127.0.0.1:8091/"},
    "code_reader": {"source": "http://[::1]:8092/"},
}


def test_a_terminal_with_everything() -> None:
    fitted = parse_fitted(REAL, BASE)
    assert set(fitted.all()) == set(Device) == set(TABLES)
    assert fitted.simulated() == ()
    assert fitted.has_imaging
    assert fitted.id_reader.photo_decoder == BASE / "decoder.toml"
    assert fitted.lamps is not None
    assert fitted.lamps.coils == {"id_reader": 0, "receipt": 3}
    assert fitted.face_camera is not None
    assert fitted.face_camera.detector_model is None


def test_a_usb_scanner_is_on_the_loopback_and_real() -> None:
    tables = {**REAL, "scanner": {"url": "http://localhost:60001/eSCL/"}}
    assert parse_fitted(tables, BASE).simulated() == ()


def test_the_least_terminal_has_a_reader_and_a_printer() -> None:
    least = {name: REAL[name] for name in ("id_reader", "receipt_printer")}
    fitted = parse_fitted(least, BASE)
    assert set(fitted.all()) == {Device.ID_READER, Device.RECEIPT_PRINTER}
    assert not fitted.has_imaging
    for name in least:
        rest = {key: value for key, value in least.items() if key != name}
        with pytest.raises(FittingError, match=rf"devices\.{name}"):
            parse_fitted(rest, BASE)


@pytest.mark.parametrize("name", SIMULATED)
def test_what_only_a_simulator_is_reached_by_is_found_without_a_mark(name: str) -> None:
    tables = {**REAL, name: SIMULATED[name]}
    with pytest.raises(FittingError, match=f"simulated: {name}: .*--demo"):
        parse_fitted(tables, BASE)
    assert parse_fitted(tables, BASE, demo=True).simulated() == (name,)


def test_a_comparison_that_compares_nothing_is_for_the_demo_alone() -> None:
    tables = {**REAL, "face_camera": {"source": "/dev/video2", "matcher": "simulated"}}
    with pytest.raises(FittingError, match=r"simulated: face_camera: .*--demo"):
        parse_fitted(tables, BASE)
    assert parse_fitted(tables, BASE, demo=True).simulated() == ("face_camera",)


@pytest.mark.parametrize("name", REAL)
def test_a_simulated_device_is_for_the_demo_alone(name: str) -> None:
    tables = {**REAL, name: {**REAL[name], "simulated": True}}
    with pytest.raises(FittingError, match=f"simulated: {name}: .*--demo"):
        parse_fitted(tables, BASE)
    assert parse_fitted(tables, BASE, demo=True).simulated() == (name,)


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("id_reader", "baud", "fast"),
        ("id_reader", "baud", True),
        ("id_reader", "baud", -1),
        ("id_reader", "baud", 0),
        ("id_reader", "port", 5),
        ("id_reader", "colour", "red"),
        ("ssc_reader", "reader", ""),
        ("receipt_printer", "retract_after_s", "soon"),
        ("receipt_printer", "simulated", 1),
        ("receipt_printer", "url", "parallel port"),
        ("lamps", "coils", {"id_reader": "first"}),
        ("lamps", "coils", 3),
    ],
)
def test_a_wrong_key_is_named(table: str, key: str, value: object) -> None:
    raw = {**REAL, table: {**REAL[table], key: value}}
    with pytest.raises(FittingError, match=rf"devices\.{table}\.{key} "):
        parse_fitted(raw, BASE)


def test_an_unknown_device_and_a_table_that_is_none() -> None:
    with pytest.raises(FittingError, match=r"\[devices\.toaster\]"):
        parse_fitted({**REAL, "toaster": {}}, BASE)
    with pytest.raises(FittingError, match=r"\[devices\.lamps\]"):
        parse_fitted({**REAL, "lamps": 3}, BASE)

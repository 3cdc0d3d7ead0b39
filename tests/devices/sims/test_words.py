"""The words of the simulators: documented, and the only ones that the ready-made scripts use."""

import re
from pathlib import Path

import pytest

from devices.sims.armed import POINTS
from devices.sims.mangle import WIRE_FAULTS
from devices.sims.script import parse_script
from kiosk.device import Device
from tests.devices.sims.simulators import DEVICES, simulators

SCRIPTS = sorted((Path(__file__).parents[2] / "fault_scripts").glob("*.txt"))
PLAYED_BY = {
    Device.DOCUMENT_CAMERA: ("camera",),
    Device.FACE_CAMERA: ("camera",),
    Device.CODE_READER: ("camera", "code_reader"),
}
"""Devices whose simulator has another name than they."""


def words(device: Device) -> set[str]:
    played_by = PLAYED_BY.get(device, (str(device),))
    return {word for name in played_by for word in simulators()[name]}


@pytest.mark.parametrize("name", sorted(path.parent.name for path in DEVICES.glob("*/sim.py")))
def test_every_word_is_documented(name: str) -> None:
    """The faults of every wire once for all, by naming their table."""
    faults = simulators()[name]
    text = (DEVICES / name / "PROTOCOL.md").read_text(encoding="utf-8")
    once_for_all = set(WIRE_FAULTS) if "devices/sims/mangle.py" in text else set()
    own = [word for word in faults if word not in once_for_all]
    missing = [word for word in own if not re.search(rf"\b{word}\b", text)]
    assert not missing, f"devices/{name}/PROTOCOL.md does not say what these do"
    assert all(says and re.fullmatch("[a-z_]+", word) for word, says in faults.items())


def test_every_device_can_be_disturbed_on_its_wire() -> None:
    for device in Device:
        assert {"unplug", "silent"} <= words(device) & set(WIRE_FAULTS), device


def test_there_are_scripts() -> None:
    named = {rule.device for path in SCRIPTS for rule in parse_script(path.read_text("utf-8"))}
    assert named == set(Device)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_is_readable_and_understood(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# "), "it says what it shows"
    rules = parse_script(text)
    assert rules
    for rule in rules:
        assert rule.fault in words(Device(rule.device)), rule
        assert rule.when in (*POINTS, "now", "always", "ms")

"""The byte vectors of tests/vectors/devices.json that concern the social security card."""

import json
from pathlib import Path
from typing import Any

_ALL: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "devices.json").read_text(encoding="utf-8")
)

APDUS: dict[str, dict[str, Any]] = {v["name"]: v for v in _ALL["ssc_apdu"]}
CARD_NUMBERS: list[dict[str, Any]] = _ALL["ssc_card_number_check"]
ATR = bytes.fromhex(_ALL["ssc_atr"]["atr"])
OK = b"\x90\x00"


def command(name: str) -> bytes:
    return bytes.fromhex(APDUS[name]["cmd"])


def reply(name: str) -> bytes:
    return bytes.fromhex(APDUS[name]["reply"])


def records(name: str) -> dict[int, bytes]:
    """The records of a reply that holds a whole file, or of a vector that lists them, whole."""
    if "records" in APDUS[name]:
        return {int(tag, 16): bytes.fromhex(r) for tag, r in APDUS[name]["records"].items()}
    found, data = {}, reply(name)[:-2]
    while data:
        size = 2 + data[1]
        found[data[0]], data = data[:size], data[size:]
    return found

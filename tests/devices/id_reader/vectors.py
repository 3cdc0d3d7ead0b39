"""The byte vectors of tests/vectors/devices.json that concern the card reader."""

import json
from datetime import date
from pathlib import Path
from typing import Any

_ALL: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "devices.json").read_text(encoding="utf-8")
)

REQUESTS = {v["name"]: bytes.fromhex(v["hex"]) for v in _ALL["sam_requests"]}
REPLIES = {v["name"]: bytes.fromhex(v["hex"]) for v in _ALL["sam_replies"]}
REPLY_SW3 = {v["name"]: int(v["sw3"], 16) for v in _ALL["sam_replies"]}
SAM_ID: dict[str, Any] = _ALL["sam_id_reply"]
READS = {v["name"]: bytes.fromhex(v["hex"]) for v in _ALL["sam_read_replies"]}
STREAMS: list[dict[str, Any]] = _ALL["sam_stream_cases"]
SESSION: list[list[str]] = _ALL["sam_session"]["steps"]
BLOCKS = {v["name"]: bytes.fromhex(v["text_hex"]) for v in _ALL["id_text_blocks"]}
DECODED: dict[str, dict[str, Any]] = {v["name"]: v["decoded"] for v in _ALL["id_text_blocks"]}

RESIDENT = BLOCKS["resident_male_long_term"]
SELECT_OK = bytes.fromhex("AAAAAA9669000C00009000000000000000009C")
REPLIES["select_ok"] = SELECT_OK
ALL_REPLIES = {**REPLIES, **READS, "sam_id": bytes.fromhex(SAM_ID["hex"])}


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def with_field(block: bytes, at: int, text: str) -> bytes:
    """The block with the characters from byte `at` on replaced."""
    data = text.encode("utf-16-le", "surrogatepass")
    return block[:at] + data + block[at + len(data) :]

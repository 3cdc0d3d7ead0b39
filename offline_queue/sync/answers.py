"""What a reply over HTTP proves. Captive portals answer 200 with a page, or redirect. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, field

from kiosk.faults import Fault
from offline_queue.sync.backoff import clamp_s, retry_after_s
from offline_queue.sync.hall import HallState, parse_hall, parse_time

MOST_RECORDS = 100
"""In one request, unless the destination wishes fewer."""
TOO_LARGE = 413
_WORD = re.compile(r"[a-z][a-z_]{0,39}")
WAIT = (429, 503)
"""The destination asks everybody to wait."""


class Reply(Struct, frozen=True):
    """An HTTP response as it came. `headers` ignore case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Pace(Struct, frozen=True):
    """How fast the destination wants records: so many in a request, so many seconds between two."""

    max_records: int = MOST_RECORDS
    min_pause_s: float = 0.0


class Answer(Struct, frozen=True):
    """`fault` None: the destination answered in the agreed shape. `detail` is for operators;
    `status` 0 where nothing was received. `retry_after`: seconds, 0 to backoff.CAP_S."""

    fault: Fault | None
    detail: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    time: datetime | None = None
    hall: HallState | None = None
    status: int = 0
    retry_after: float | None = None
    pace: Pace | None = None

    @property
    def for_all(self) -> bool:
        """It is about this terminal or the whole destination, not about what was asked."""
        return self.fault is not None and (
            self.fault is Fault.PLATFORM_REFUSED or self.status in WAIT
        )

    def items(self, name: str) -> list[Any]:
        """A list of the answer, empty where there is none."""
        found = self.payload.get(name)
        return found if isinstance(found, list) else []


def central_answer(reply: Reply, now: datetime) -> Answer:
    """Of the central platform: each good answer carries its time, and may carry the hall."""
    answer = plain_answer(reply, now)
    if answer.fault is not None:
        return answer
    try:
        time = parse_time(answer.payload.get("time"))
        hall = parse_hall(answer.payload["hall"]) if "hall" in answer.payload else None
    except ValueError as error:
        return Answer(Fault.PLATFORM_NOT_OURS, str(error), status=reply.status)
    return Answer(None, "", answer.payload, time, hall, reply.status, pace=answer.pace)


def plain_answer(reply: Reply, now: datetime) -> Answer:
    """Of any destination: a JSON object, or a refusal."""
    status, payload = reply.status, json_object(reply)
    pace = _pace(payload or {})
    if status >= 500 or status in WAIT:
        after = retry_after_s(reply.headers, now)
        return _refusal(Fault.PLATFORM_ERROR, status, payload or {}, after, pace)
    if status == TOO_LARGE:  # a proxy in front of the platform says so in HTML
        return _refusal(Fault.PLATFORM_ERROR, status, payload or {}, None, pace)
    if payload is None or status < 200 or 300 <= status < 400:
        detail = f"status {status}, not the platform's answer"
        return Answer(Fault.PLATFORM_NOT_OURS, detail, status=status)
    if status in (401, 403):
        return _refusal(Fault.PLATFORM_REFUSED, status, payload, None, pace)
    if status != 200:
        return _refusal(Fault.PLATFORM_ERROR, status, payload, None, pace)
    return Answer(None, "", payload, status=status, pace=pace or Pace())


def json_object(reply: Reply) -> dict[str, Any] | None:
    """Its content, where it says that it is JSON and is an object."""
    content_type = reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if content_type != "application/json":
        return None
    try:
        payload = msgspec.json.decode(reply.content)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None
    return payload if isinstance(payload, dict) else None


def _refusal(
    fault: Fault,
    status: int,
    payload: Mapping[str, Any],
    retry_after: float | None,
    pace: Pace | None,
) -> Answer:
    # the platform's own error code, as far as it is one word: never a text that we do not know
    code = payload.get("error")
    word = code if isinstance(code, str) and _WORD.fullmatch(code) else ""
    detail = f"status {status} {word}".rstrip()
    return Answer(fault, detail, payload, status=status, retry_after=retry_after, pace=pace)


def _pace(payload: Mapping[str, Any]) -> Pace | None:
    """None where it says nothing that can be understood."""
    raw = payload.get("pace")
    if not isinstance(raw, dict):
        return None
    most, pause = raw.get("max_records", MOST_RECORDS), raw.get("min_pause_s", 0.0)
    if isinstance(most, bool) or not isinstance(most, int):
        return None
    if isinstance(pause, bool) or not isinstance(pause, int | float):
        return None
    return Pace(min(MOST_RECORDS, max(1, most)), clamp_s(pause))

"""The calendar of 2026 as it was announced, and moments in it."""

import json
from datetime import date, datetime, time
from pathlib import Path

from kiosk.clock import CHINA
from kiosk.progress.calendar import WorkCalendar, parse_calendar

CALENDAR_FILE = Path(__file__).resolve().parents[3] / "provisioning" / "sample" / "calendar.json"


def of_2026() -> WorkCalendar:
    return parse_calendar(json.loads(CALENDAR_FILE.read_bytes()))


def at(day: str, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour, minute), CHINA)


def day(text: str) -> date:
    return date.fromisoformat(text)

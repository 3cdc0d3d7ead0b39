"""An application as the platform tells of it: docs/platform.md has the shape."""

from datetime import date
from typing import Any

from kiosk.progress.receipt import make_local_no
from kiosk.progress.stages import StageEvent, stepper

STEPS = stepper(
    (
        StageEvent("02", "2026-02-24T10:00:00+08:00", "2026-02-24T10:00:00+08:00"),
        StageEvent("03", "2026-02-24T10:00:00+08:00"),
    )
)


def view_of(**changed: Any) -> dict[str, Any]:
    """Accepted, green, without parcels, unless `changed` says otherwise."""
    stages = [
        {
            "code": step.code,
            "name": step.words[0],
            "name_en": step.words[1],
            "state": step.state.value,
            "start": step.start,
            "end": step.end,
        }
        for step in STEPS.steps
    ]
    view = {
        "local_no": make_local_no("T00003", date(2026, 2, 24), 7).text,
        "project_no": "",
        "project_code": "",
        "task_name": "居民身份证有效期满换领",
        "item_code": "990100101000",
        "process": "",
        "state": "accepted",
        "submitted": "2026-02-24T10:00:00+08:00",
        "accepted": "2026-02-24",
        "finished": "",
        "lamp": "green",
        "stages": stages,
        "specials": [],
        "departments": [],
        "delivery": "courier",
        "parcels": [],
        "as_of": "2026-03-02T09:00:00+08:00",
        "promise": {"amount": 5, "unit": "work_day", "day": "2026-03-05", "provisional": False},
        "legal": {"amount": 20, "unit": "work_day", "day": "2026-03-30"},
        "actual_mean_days": "",
        "overdue": None,
    }
    return view | changed

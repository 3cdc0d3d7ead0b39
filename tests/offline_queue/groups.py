"""The queue groups of the tests' hall."""

from typing import Any

from kiosk.queueing.parse import parse_groups

GROUPS_JSON: list[dict[str, Any]] = [
    {
        "group_id": "A",
        "name": "综合服务",
        "name_en": "General services",
        "prefix": "A",
        "daily_max": 900,
        "per_person_day": 2,
        "need_id": False,
        "allow_typed": True,
        "hours": [{"days": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00"}],
        "block_size": 50,
        "mean_service_s": 300,
        "windows": [{"no": "1"}, {"no": "2"}],
        "tips": "请在等候区等候。",
    },
    {
        "group_id": "B",
        "name": "商事登记",
        "name_en": "Business registration",
        "prefix": "B",
        "daily_max": 5,
        "per_person_day": 1,
        "need_id": True,
        "allow_typed": False,
        "hours": [{"days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00"}],
        "intervals": [
            {"from": "09:00", "to": "12:00", "quota": 2},
            {"from": "12:00", "to": "17:00", "quota": 9},
        ],
        "block_size": 10,
    },
]
GROUPS = {group.group_id: group for group in parse_groups(GROUPS_JSON)}

"""From the platform's JSON (already loaded) to queue groups. Raises ValueError with the path."""

from typing import Any

from kiosk.queueing.group import Hours, Interval, QueueGroup, parse_minute


def parse_groups(raw: Any) -> tuple[QueueGroup, ...]:
    """A list of QueueGroup objects; the order is the order on the screen."""
    if not isinstance(raw, list):
        raise ValueError("groups: a list is needed")
    groups = tuple(_parse_group(one, f"groups[{i}]") for i, one in enumerate(raw))
    for attribute in ("group_id", "prefix"):
        seen = [getattr(group, attribute) for group in groups]
        if len(seen) != len(set(seen)):
            raise ValueError(f"groups: two groups share a {attribute}")
    return groups


def _parse_group(raw: Any, path: str) -> QueueGroup:
    if not isinstance(raw, dict):
        raise ValueError(f"{path}: an object is needed")
    try:
        return QueueGroup(
            group_id=str(raw["group_id"]),
            name=str(raw["name"]),
            name_en=str(raw.get("name_en") or raw["name"]),
            theme=str(raw.get("theme", "")),
            prefix=str(raw["prefix"]),
            daily_max=int(raw["daily_max"]),
            per_person_day=int(raw.get("per_person_day", 1)),
            need_id=_yes_or_no(raw["need_id"]),
            allow_typed=_yes_or_no(raw.get("allow_typed", False)),
            hours=tuple(_parse_hours(h) for h in raw["hours"]),
            intervals=tuple(_parse_interval(i) for i in raw.get("intervals", ())),
            cut_off=int(raw.get("cut_off", 0)),
            block_size=int(raw.get("block_size", 50)),
            mean_service_s=int(raw.get("mean_service_s", 300)),
            windows=tuple(str(w["no"]) for w in raw.get("windows", ())),
            tips=str(raw.get("tips", "")),
            items=tuple(str(item) for item in raw.get("items", ())),
        )
    except KeyError as error:
        raise ValueError(f"{path}: {error.args[0]} is missing") from None
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{path}: {error}") from None


def _parse_hours(raw: dict[str, Any]) -> Hours:
    days = tuple(int(day) for day in raw["days"])
    if any(not 1 <= day <= 7 for day in days):
        raise ValueError("days are 1 (Monday) to 7 (Sunday)")
    return Hours(days, _parse_interval(raw))


def _parse_interval(raw: dict[str, Any]) -> Interval:
    start, end = parse_minute(str(raw["from"])), parse_minute(str(raw["to"]))
    if start >= end:
        raise ValueError("an interval ends after it begins; over midnight it is two")
    quota = raw.get("quota")
    return Interval(start, end, None if quota is None else int(quota))


def _yes_or_no(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise ValueError("true or false is needed")
    return raw

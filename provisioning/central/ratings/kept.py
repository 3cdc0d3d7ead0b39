"""What the records of finished services and of ratings do; how the counters stand."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Q

from kiosk.items.indicators import BAD
from provisioning.central.exchange.rejected import Rejected
from provisioning.central.hallstate import now
from provisioning.central.models import Evaluation, FollowUp, Record, Service, Terminal, Ticket
from provisioning.central.ratings.follow_ups import TO_VERIFY, TOLD, open_follow_up
from provisioning.central.ratings.wire import Evaluation as Sent
from provisioning.central.ratings.wire import Service as SentService

GOOD_FROM = 3
"""基本满意 and better count as satisfied."""


def keep_service(row: Record, body: SentService) -> None:
    """Inside the record's transaction. Raises Rejected."""
    known = Q(service_id=body.service_id) | Q(link=body.link)
    if Service.objects.filter(known).exists():
        raise Rejected("service_id or link was received under another key")
    fields = msgspec.to_builtins(body)
    Service.objects.create(record=row, terminal=row.terminal, received_at=now(), **fields)


def keep_evaluation(row: Record, body: Sent) -> None:
    """Inside the record's transaction. Raises Rejected."""
    if Evaluation.objects.filter(row_guid=body.row_guid).exists():
        raise Rejected("row_guid was received under another key")
    fields = msgspec.to_builtins(body)
    del fields["sealed"], fields["sealed_mobile"]
    made = Evaluation.objects.create(record=row, terminal=row.terminal, **fields)
    if body.satisfaction in BAD:
        open_follow_up(made, body, now())


# --- counters: of services and marks, never of persons -------------------------------------------


def scores(moment: datetime) -> dict[str, Any]:
    """Everything that the page for admins shows."""
    rated = list(Evaluation.objects.all())
    names = dict(Terminal.objects.values_list("terminal_id", "name"))
    items = {one.item_code: one.task_name for one in rated if one.item_code}
    return {
        "as_of": moment.isoformat(),
        "terminals": _table(((one.terminal_id or "", one) for one in rated), names),  # type: ignore[attr-defined]
        "items": _table(((one.item_code, one) for one in rated if one.item_code), items),
        "coverage": coverage(),
        "follow_ups": follow_ups(moment),
    }


def _table(pairs: Iterable[tuple[str, Evaluation]], names: dict[str, str]) -> list[dict[str, Any]]:
    """Best first. A second rating of the same service is counted beside the first."""
    found: dict[str, list[Evaluation]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    rows = [_row(key, names.get(key, ""), ones) for key, ones in found.items()]
    return sorted(rows, key=lambda row: (-row["mean"], -row["count"], row["key"]))


def _row(key: str, name: str, ones: list[Evaluation]) -> dict[str, Any]:
    first = [one.satisfaction for one in ones if one.assess_number == 1]
    marks = first or [one.satisfaction for one in ones]
    return {
        "key": key,
        "name": name,
        "count": len(marks),
        "again": len(ones) - len(first),
        "mean": round(sum(marks) / len(marks), 2),
        "satisfied": round(sum(mark >= GOOD_FROM for mark in marks) / len(marks), 4),
        "bad": sum(mark in BAD for mark in marks),
        "levels": [marks.count(level) for level in (5, 4, 3, 2, 1)],
    }


def coverage() -> list[dict[str, Any]]:
    """For each kind of service: how many there were, and how many of them can be rated (S122). Of
    tickets the first number is their own; all others are known by their entry alone."""
    entries: dict[str, set[str]] = defaultdict(set)
    for service_id, kind, ticket_id in Service.objects.values_list(
        "service_id", "service", "ticket_id"
    ):
        entries[kind].add(ticket_id or service_id)
    evaluable = {kind: set(ids) for kind, ids in entries.items()}
    evaluable["ticket"] = set(Ticket.objects.values_list("ticket_id", flat=True))
    rated = set(Evaluation.objects.exclude(service_id="").values_list("service_id", flat=True))
    served = dict(Service.objects.values_list("service_id", "service"))
    return [
        {
            "service": kind,
            "evaluable": len(ids),
            "with_entry": len(ids & entries[kind]),
            "rated": sum(served.get(one) == kind for one in rated),
        }
        for kind, ids in sorted(evaluable.items())
    ]


def follow_ups(moment: datetime) -> dict[str, Any]:
    """`named_told` of `named`: 回访率, which must reach 100 %."""
    rows = list(FollowUp.objects.select_related("evaluation"))
    named = [one for one in rows if one.evaluation.real_name]
    today = moment.date()
    late = [one for one in rows if not one.ended_at and one.due_day and one.due_day < today]
    return {
        "all": len(rows),
        "open": sum(one.ended_at is None for one in rows),
        "waiting": sum(one.state == TO_VERIFY for one in rows),
        "late": len(late),
        "named": len(named),
        "named_told": sum(one.state == TOLD for one in named),
    }

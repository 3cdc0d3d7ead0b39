"""What the platform holds of each terminal, for operators and tests. No personal data: neither
masks nor holder hashes are shown."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model

from kiosk.queueing.group import QueueGroup as GroupRules
from provisioning.central.exchange.audit import audit_state
from provisioning.central.exchange.rules import Taken, TicketState, over_quota
from provisioning.central.models import (
    AuditEvent,
    Certificate,
    Copy,
    Evaluation,
    Lease,
    PrintEvent,
    QueueGroup,
    Record,
    Terminal,
    Ticket,
)

_TICKET = (
    "ticket_id",
    "ticket_no",
    "seq",
    "taken_at",
    "channel",
    "session_id",
    "priority",
    "means",
    "assurance",
    "identity",
    "identity_state",
    "identity_reason",
    "paper",
    "leased",
    "state",
    "reason",
)
_LEASE = ("lease_id", "first", "last")
_PRINT = ("job_id", "ticket_id", "copy_no", "state", "fault", "at")
_EVALUATION = (
    *("row_guid", "session_id", "service_id", "ticket_id", "number", "item_code", "item_version"),
    *("satisfaction", "eval_detail", "detail_version", "real_name", "want_callback"),
    *("assess_number", "pf", "assess_time"),
)
_AUDIT = ("kind", "session_id", "details", "at")


def standing_over_quota(tickets: Iterable[Ticket], rules: GroupRules) -> frozenset[str]:
    """Rule 2 of rules.py over all tickets of one group and date; a cancelled one takes no quota."""
    return over_quota(
        (
            Taken(one.taken_us, one.ticket_id)
            for one in tickets
            if one.state != TicketState.CANCELLED
        ),
        rules,
    )


def terminal_evidence(terminal: Terminal) -> dict[str, Any]:
    heard = terminal.last_heard_at
    prints = PrintEvent.objects.filter(record__terminal=terminal).order_by("at", "record__key")
    rated = Evaluation.objects.filter(terminal=terminal).order_by("row_guid")
    audit = AuditEvent.objects.filter(record__terminal=terminal).order_by("at", "record__key")
    leases = Lease.objects.filter(terminal=terminal).select_related("group")
    return {
        "terminal_id": terminal.pk,
        "name": terminal.name,
        "last_heard_at": heard.isoformat() if heard else None,
        "records": Record.objects.filter(terminal=terminal).count(),
        "leases": [_of_group(one, one.group, one.business_date, _LEASE) for one in leases],
        "tickets": _tickets(terminal),
        "prints": [_fields(one, _PRINT) for one in prints],
        "evaluations": [_fields(one, _EVALUATION) for one in rated],
        "audit": [_fields(one, _AUDIT) for one in audit],
        "audit_log": audit_state(terminal),
        "certificates": _certificates(terminal),
    }


def _certificates(terminal: Terminal) -> list[dict[str, Any]]:
    """In the order in which they were issued, each with the states of its copies."""
    issued = Certificate.objects.filter(terminal=terminal).order_by("issued_at")
    return [
        {
            "item_code": one.item_code,
            "issued_at": one.issued_at,
            "revoked": one.revoked,
            "copies": [copy.state for copy in Copy.objects.filter(certificate=one)],
        }
        for one in issued
    ]


def _tickets(terminal: Terminal) -> list[dict[str, Any]]:
    own = list(Ticket.objects.filter(terminal=terminal).select_related("group"))
    beyond = _beyond({(one.group, one.business_date) for one in own})
    return [
        _of_group(one, one.group, one.business_date, _TICKET)
        | {"over_quota": one.ticket_id in beyond}
        for one in own
    ]


def _beyond(days: set[tuple[QueueGroup, date]]) -> set[str]:
    """Quotas count the tickets of every terminal, so all of each group and date are looked at."""
    found: set[str] = set()
    for group in {group for group, _ in days}:
        by_day = defaultdict(list)
        for ticket in Ticket.objects.filter(group=group):
            by_day[ticket.business_date].append(ticket)
        rules = group.parsed
        for day in by_day.keys() & {day for of, day in days if of == group}:
            found |= standing_over_quota(by_day[day], rules)
    return found


def _of_group(row: Model, group: QueueGroup, day: date, names: tuple[str, ...]) -> dict[str, Any]:
    return {"group_id": group.group_id, "business_date": day.isoformat()} | _fields(row, names)


def _fields(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}

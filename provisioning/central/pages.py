"""The web pages: halls, one page for each, and what the platform holds as evidence."""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.shortcuts import render
from msgspec import Struct

from kiosk.clock import CHINA
from provisioning.central.answers import bearer, error
from provisioning.central.evidence import standing_over_quota, terminal_evidence
from provisioning.central.exchange.audit import audit_state
from provisioning.central.exchange.register import TO_VERIFY
from provisioning.central.exchange.rules import TicketState
from provisioning.central.hallstate import hall_state, now
from provisioning.central.keys import text_secret
from provisioning.central.models import Hall, QueueGroup, Terminal, Ticket

SILENT_AFTER = timedelta(minutes=3)
REFRESH_S = 10

STATES = {
    TicketState.WAITING: "排队中 Waiting",
    TicketState.CALLED: "已叫号 Called",
    TicketState.IN_SERVICE: "办理中 In service",
    TicketState.FINISHED: "完成 Finished",
    TicketState.PASSED: "过号 Passed",
    TicketState.TRANSFERRED: "转移 Transferred",
    TicketState.SUSPENDED: "挂起 Suspended",
    TicketState.CANCELLED: "取消 Cancelled",
}
PRIORITIES = {
    "normal": "普通 Normal",
    "elder": "老年人 Elder",
    "disabled": "残疾人 Disabled",
    "soldier": "军人 Soldier",
}
REASONS = {"duplicate_holder": "同一人重复取号 Same person, earlier ticket stands"}


class TicketRow(Struct, frozen=True):
    ticket_no: str
    state: str
    reason: str
    time: str
    terminal: str
    priority: str
    holder: str
    waiting: bool
    offline: bool
    to_verify: bool
    over_quota: bool


class GroupTable(Struct, frozen=True):
    group_id: str
    name: str
    name_en: str
    waiting: int
    windows: str
    rows: tuple[TicketRow, ...]


class TerminalRow(Struct, frozen=True):
    terminal_id: str
    name: str
    heard: str
    silent: bool
    audit: str
    alarmed: bool


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "central/index.html", {"halls": Hall.objects.order_by("hall_id")})


def hall_page(request: HttpRequest, hall_id: str) -> HttpResponse:
    """Today's tickets by group, and which terminals are heard. Holders are masked."""
    hall = Hall.objects.filter(hall_id=hall_id).first()
    if hall is None:
        return HttpResponseNotFound("没有这个大厅 No such hall", content_type="text/plain")
    moment = now()
    state = {one["group_id"]: one for one in hall_state(hall, moment)["groups"]}
    groups = QueueGroup.objects.filter(hall=hall)
    context = {
        "hall": hall,
        "moment": moment,
        "refresh": REFRESH_S,
        "groups": [_table(one, state[one.group_id], moment) for one in groups],
        "terminals": [_terminal_row(one, moment) for one in Terminal.objects.filter(hall=hall)],
    }
    return render(request, "central/hall.html", context)


def evidence(request: HttpRequest, hall_id: str) -> HttpResponse:
    """Everything held, by terminal, without personal data. Needs the admin token."""
    expected = text_secret(settings.ZIZHU_DATA / "admin_token")
    if not hmac.compare_digest(bearer(request).encode(), expected.encode()):
        return error(401, "token", "the admin token is needed")
    hall = Hall.objects.filter(hall_id=hall_id).first()
    if hall is None:
        return error(404, "not_found", "no such hall")
    content = {
        "hall_id": hall.pk,
        "as_of": now().isoformat(),
        "terminals": [terminal_evidence(one) for one in Terminal.objects.filter(hall=hall)],
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})


def server_error(request: HttpRequest) -> HttpResponse:
    return error(500, "internal", "the platform failed; send again")


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Django middleware: nothing is loaded from elsewhere, nothing is kept by the browser."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        if response.status_code != 204 and not response.streaming:
            # Without a length the connection could not be used again.
            response["Content-Length"] = str(len(response.content))
        return response

    return answer


def _table(group: QueueGroup, state: dict[str, Any], moment: datetime) -> GroupTable:
    rules = group.parsed
    tickets = list(
        Ticket.objects.select_related("terminal").filter(group=group, business_date=moment.date())
    )
    beyond = standing_over_quota(tickets, rules)
    return GroupTable(
        group.group_id,
        rules.name,
        rules.name_en,
        state["waiting"],
        " ".join(state["open_windows"]),
        tuple(_ticket_row(one, one.ticket_id in beyond) for one in tickets),
    )


def _ticket_row(ticket: Ticket, over_quota: bool) -> TicketRow:
    return TicketRow(
        ticket_no=ticket.ticket_no,
        state=STATES[TicketState(ticket.state)],
        reason=REASONS.get(ticket.reason, ticket.reason),
        time=ticket.taken_at[11:19],
        terminal=ticket.terminal.name,
        priority=PRIORITIES.get(ticket.priority, ticket.priority),
        holder=ticket.holder_mask,
        waiting=ticket.state == TicketState.WAITING,
        offline=ticket.channel == "offline",
        to_verify=ticket.identity_state == TO_VERIFY,
        over_quota=over_quota,
    )


def _terminal_row(terminal: Terminal, moment: datetime) -> TerminalRow:
    heard, log = terminal.last_heard_at, audit_state(terminal)
    return TerminalRow(
        terminal.pk,
        terminal.name,
        heard.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S") if heard else "",
        heard is None or moment - heard > SILENT_AFTER,
        f"{len(log['alarms'])} 处告警 alarms" if log["alarms"] else f"{log['entries']}",
        bool(log["alarms"]),
    )

"""The page that the code of a finished service opens on a phone (补评, 追评): no login, no script.
It names no person; what was written on a terminal is not shown again.
"""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kiosk.clock import CHINA
from kiosk.items.indicators import BAD, ONLINE
from provisioning.central.answers import answered, wrong_method
from provisioning.central.hallstate import now
from provisioning.central.models import Evaluation, FollowUp, Service
from provisioning.central.ratings.follow_ups import STATES, open_follow_up
from provisioning.central.visitors import guarded, missed

LINK_LIVES = timedelta(days=365)
"""After the service."""
MOST_TIMES = 2
LONGEST_TEXT = 500
BY_QR = "3"
"""CL-60: rated by a code."""
QUEUE_NUMBER = "排队取号 Queue number"
WITHOUT_ITEM = {"verify": "证明核验 Verifying a paper"}
"""Services of the terminal itself, by their kind; else it is a ticket's."""
LEVELS = {
    "5": "非常满意 Very satisfied",
    "4": "满意 Satisfied",
    "3": "基本满意 Fairly satisfied",
    "2": "不满意 Dissatisfied",
    "1": "非常不满意 Very dissatisfied",
}


@guarded
def page(request: HttpRequest, token: str) -> HttpResponse:
    """What was rated and what became of it; the form as long as one more rating is allowed."""
    if request.method not in ("GET", "POST"):
        return answered(wrong_method("GET", "POST"))
    service = _service(token, now())
    if service is None:
        missed(request)
        return render(request, "central/rate_none.html", {}, status=404)
    if request.method == "GET":
        return _shown(request, service, token, "")
    level = request.POST.get("level", "")
    if level not in LEVELS:
        return _shown(request, service, token, "请选一个等级 Please choose a level")
    _keep(service, int(level), request.POST.getlist("reason"), request.POST.get("text", ""))
    return HttpResponseRedirect(f"/rate/{token}")


def _service(token: str, moment: datetime) -> Service | None:
    """The platform knows its hash alone."""
    link = hashlib.sha256(token.encode()).hexdigest()
    return Service.objects.filter(link=link, received_at__gt=moment - LINK_LIVES).first()


def _keep(service: Service, level: int, reasons: Sequence[str], text: str) -> None:
    """Of the same service as the first one. Nothing where it was rated twice already."""
    moment = now()
    with transaction.atomic():
        number = 1 + Evaluation.objects.filter(service_id=service.pk).count()
        if number > MOST_TIMES:
            return
        bad = level in BAD
        known = [one.code for one in ONLINE.indicators if one.code in reasons and bad]
        row = Evaluation.objects.create(
            row_guid=str(uuid.uuid4()),
            record=None,
            terminal=service.terminal,
            satisfaction=level,
            pf=BY_QR,
            assess_time=moment.astimezone(CHINA).isoformat(timespec="seconds"),
            service_id=service.pk,
            assess_number=number,
            eval_detail=known,
            detail_version=ONLINE.version if known else "",
            writing_evaluation=_plain(text) if bad else "",
            user_prop="1",
            pro_status="3",
            data_source="005",
            **{name: getattr(service, name) for name in _OF_THE_SERVICE},
        )
        if bad:
            open_follow_up(row, None, moment)


_OF_THE_SERVICE = (
    *("session_id", "ticket_id", "number", "item_code", "item_version", "task_name"),
    *("task_code", "task_handle_item", "dept_code", "area_code"),
)


def _plain(text: str) -> str:
    """On one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_TEXT]


def _shown(request: HttpRequest, service: Service, token: str, wrong: str) -> HttpResponse:
    given = list(Evaluation.objects.filter(service_id=service.pk).order_by("assess_time"))
    context = {
        "name": service.task_name or WITHOUT_ITEM.get(service.service, QUEUE_NUMBER),
        "at": service.at[:16].replace("T", " "),
        "token": token,
        "given": [_row(one) for one in given],
        "open": len(given) < MOST_TIMES,
        "levels": list(LEVELS.items()),
        "reasons": [(one.code, one.name.zh, one.name.say("en")) for one in ONLINE.indicators],
        "longest": LONGEST_TEXT,
        "wrong": wrong,
    }
    return render(request, "central/rate.html", context, status=400 if wrong else 200)


def _row(one: Evaluation) -> dict[str, Any]:
    follow = FollowUp.objects.filter(evaluation=one).first()
    steps = list(follow.steps.all()) if follow is not None else []  # type: ignore[attr-defined]
    return {
        "level": LEVELS[str(one.satisfaction)],
        "at": one.assess_time[:16].replace("T", " "),
        "due": follow.due_day if follow is not None and follow.ended_at is None else None,
        "steps": [
            {
                "state": " ".join(STATES[step.state]),
                "text": step.text,
                "at": step.at.astimezone(CHINA).strftime("%Y-%m-%d"),
            }
            for step in steps
        ],
    }

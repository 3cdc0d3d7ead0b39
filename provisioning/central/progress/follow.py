"""The page that a receipt's QR opens on a phone: how the application is, without a login. It names
no person, no sensitive item and no whole number, loads nothing from elsewhere, and asks again by
itself, so that a change is seen within REFRESH_S seconds without a script.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from msgspec import Struct

from kiosk.progress.stages import process_words
from kiosk.progress.states import state_words
from provisioning.central.answers import Refusal, answered, error, wrong_method
from provisioning.central.hallstate import now
from provisioning.central.models import Case, Contact, ProgressEvent
from provisioning.central.progress import contacts, finding
from provisioning.central.progress.view import view
from provisioning.central.visitors import guarded, missed

REFRESH_S = 15
MOST_EVENTS = 100
LAMPS = {
    "none": "未计时 Not counted yet",
    "green": "绿牌:时限内 Green: in time",
    "yellow": "黄牌:时限最后一天 Yellow: last day",
    "red": "红牌:已超时 Red: overdue",
}
CHANNELS = {"sms": "短信 Text message", "wechat": "微信 WeChat"}


class ChannelRow(Struct, frozen=True):
    code: str
    name: str
    on: bool


@guarded
def page(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "GET":
        return answered(wrong_method("GET"))
    case = _case(token)
    if case is None:
        return _nothing(request)
    shown = view(case, now())
    context = {
        "case": shown | {"local_no": f"***{shown['local_no'][-6:]}"},
        "state": state_words(case.state),
        "process": process_words(case.process),
        "lamp": LAMPS[case.lamp],
        "departments": [
            one | {"words": state_words(one["state"]), "lamp_words": LAMPS[one["lamp"]]}
            for one in shown["departments"]
        ],
        "refresh": REFRESH_S,
        "token": token,
        "channels": contacts.offered(),
    }
    return render(request, "central/follow.html", context)


@guarded
def events(request: HttpRequest, token: str) -> HttpResponse:
    """JSON for a mini program: what changed after `after`, and how it is now."""
    if request.method != "GET":
        return answered(wrong_method("GET"))
    case = _case(token)
    if case is None:
        missed(request)
        return error(404, "not_found", "the link opens nothing")
    after = request.GET.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) <= 16):
        return error(400, "malformed", "not acceptable at ?after")
    rows = list(ProgressEvent.objects.filter(case=case, pk__gt=int(after))[:MOST_EVENTS])
    told = [_told(one) for one in rows]
    cursor = rows[-1].pk if rows else int(after)
    return JsonResponse({"events": told, "cursor": cursor, "view": view(case, now())})


@guarded
def notify(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for a number only from who opens this page, and keeps it only with consent."""
    case = _case(token)
    if case is None:
        return _nothing(request)
    if request.method == "GET":
        return _form(request, case, token, "")
    if request.method != "POST":
        return answered(wrong_method("GET", "POST"))
    channel = request.POST.get("channel", "")
    if channel not in contacts.offered():
        return answered(Refusal(400, "malformed", "not acceptable at channel"))
    if request.POST.get("stop"):
        contacts.drop_contact(case, channel)
        return HttpResponseRedirect(f"/follow/{token}")
    if request.POST.get("consent") != contacts.CONSENT:
        return _form(request, case, token, "请先勾选同意 Please agree first")
    number = request.POST.get("number", "").strip()
    if not contacts.is_mobile(number):
        return _form(request, case, token, "手机号码应为 11 位数字 The number has 11 digits")
    contacts.put_contact(case, channel, number, now())
    return HttpResponseRedirect(f"/follow/{token}")


def _form(request: HttpRequest, case: Case, token: str, wrong: str) -> HttpResponse:
    held = set(Contact.objects.filter(case=case).values_list("channel", flat=True))
    rows = [ChannelRow(one, CHANNELS[one], one in held) for one in contacts.offered()]
    context = {"token": token, "rows": rows, "wrong": wrong, "consent": contacts.CONSENT}
    return render(request, "central/notify.html", context, status=400 if wrong else 200)


def _case(token: str) -> Case | None:
    return next(iter(finding.by_link(token, now())), None)


def _nothing(request: HttpRequest) -> HttpResponse:
    missed(request)
    return render(request, "central/follow_none.html", {}, status=404)


def _told(event: ProgressEvent) -> dict[str, Any]:
    """A parcel's number stays with its holder."""
    return {
        "event": event.pk,
        "kind": event.kind,
        "former": event.former,
        "later": event.later,
        "about": "" if event.kind == "parcel" else event.about,
        "at": event.at.isoformat(),
    }

"""Ratings for admins: scores per item and terminal, coverage, and how follow-ups stand. Nothing of
a person and no citizen's words are on the page; whoever follows a rating up asks for them."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from provisioning.central.answers import bearer, error
from provisioning.central.hallstate import now
from provisioning.central.keys import text_secret
from provisioning.central.models import FollowUp
from provisioning.central.ratings.follow_ups import Barred, move, open_ones
from provisioning.central.ratings.kept import scores

MOST_TEXT = 500


def page(request: HttpRequest) -> HttpResponse:
    """Like the hall's page it has no login of its own: it is served inside the hall's network."""
    return render(request, "central/ratings.html", scores(now()))


def counters(request: HttpRequest) -> HttpResponse:
    """The same as JSON. Needs the admin token."""
    if not _is_admin(request):
        return error(401, "token", "the admin token is needed")
    return JsonResponse(scores(now()), json_dumps_params={"ensure_ascii": False, "indent": 1})


def follow_ups(request: HttpRequest) -> HttpResponse:
    """What is open, with the citizen's words and whom to call. Needs the admin token."""
    if not _is_admin(request):
        return error(401, "token", "the admin token is needed")
    if request.method != "GET":
        return error(405, "method", "GET is needed")
    content = {"as_of": now().isoformat(), "follow_ups": open_ones()}
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})


def follow(request: HttpRequest, row_guid: str) -> HttpResponse:
    """POST state, text: the next step of what follows a bad rating. Needs the admin token."""
    if not _is_admin(request):
        return error(401, "token", "the admin token is needed")
    if request.method != "POST":
        return error(405, "method", "POST is needed")
    row = FollowUp.objects.filter(pk=row_guid).first()
    if row is None:
        return error(404, "not_found", "no such follow-up")
    try:
        move(row, request.POST.get("state", ""), request.POST.get("text", "")[:MOST_TEXT], now())
    except Barred as barred:
        return JsonResponse({"error": "barred", "detail": str(barred)}, status=409)
    row.refresh_from_db()
    return JsonResponse({"state": row.state, "ended": row.ended_at is not None})


def _is_admin(request: HttpRequest) -> bool:
    expected = text_secret(settings.ZIZHU_DATA / "admin_token")
    return hmac.compare_digest(bearer(request).encode(), expected.encode())

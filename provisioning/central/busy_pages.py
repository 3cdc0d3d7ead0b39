"""What a phone sees where the database is busy."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from provisioning.central.answers import BUSY_S, answered, busy


class BusyPages:
    """Django middleware: 503 to come again, as a page for people and as JSON for programs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, OperationalError):
            return None
        if _is_program(request):
            return answered(busy())
        response = render(request, "central/busy.html", status=503)
        response["Retry-After"] = str(BUSY_S)
        return response


def _is_program(request: HttpRequest) -> bool:
    """It brings a token or JSON, or asks for JSON."""
    named = request.path.startswith("/api/") or request.path.endswith(".json")
    sends = request.content_type == "application/json" or "Authorization" in request.headers
    return named or sends

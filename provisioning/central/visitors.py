"""Against guessing on pages without a login: who asks for many addresses that are not there must
wait, whatever they ask for then. Known by the network address, of IPv6 by its /64.
"""

import ipaddress
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def guarded(view: View) -> View:
    """`view` says by `missed` that an address opened nothing."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wait = settings.ZIZHU_VISITORS.wait(_who(request), settings.ZIZHU_CLOCK.monotonic())
        if not wait:
            return view(request, *args, **kwargs)
        response = render(request, "central/wait.html", {"wait": wait}, status=429)
        response["Retry-After"] = str(wait)
        return response

    return answer


def missed(request: HttpRequest) -> None:
    settings.ZIZHU_VISITORS.missed(_who(request), settings.ZIZHU_CLOCK.monotonic())


def _who(request: HttpRequest) -> str:
    """Behind a proxy, the address that the proxy itself saw: the last one that it wrote."""
    text = request.META.get("REMOTE_ADDR", "")
    if settings.ZIZHU_LIMITS.behind_proxy:
        text = request.headers.get("X-Forwarded-For", text).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))

"""API v1: the city's identity provider, and tickets for single sign-on. docs/platform.md.

Nothing of a person is kept: proofs are judged in memory, and forgotten.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from kiosk.identity import SealedFor
from provisioning.central.answers import Refusal, endpoint, json_body
from provisioning.central.certificates.issue import Denied, person
from provisioning.central.exchange.wire import read
from provisioning.central.hallstate import now
from provisioning.central.identity.open_tickets import VALID_S
from provisioning.central.identity.people import Account
from provisioning.central.identity.provider import No, Provider
from provisioning.central.identity.sso import give
from provisioning.central.identity.wire import ChallengeWanted, CodeWanted, Proof, TicketWanted
from provisioning.central.models import Terminal


@endpoint("POST")
def codes(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    """A code by SMS, whoever has the number: who has none of ours learns it with the code."""
    wanted, provider = read(json_body(request), CodeWanted), provider_here()
    try:
        wait_s, valid_s = provider.send_code(wanted.mobile)
    except No as no:
        raise _refusal(no) from None
    content = {"request_id": wanted.request_id, "wait_s": wait_s, "valid_s": valid_s}
    return JsonResponse(content | _time())


@endpoint("POST")
def challenges(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    provider = provider_here()
    read(json_body(request), ChallengeWanted)
    try:
        return JsonResponse({"challenge": provider.challenge()} | _time())
    except No as no:
        raise _refusal(no) from None


@endpoint("POST")
def proofs(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    asked, provider = read(json_body(request), Proof), provider_here()
    try:
        found = provider.prove(
            f"{terminal.pk} {asked.request_id}", asked.means, asked.evidence, asked.mobile
        )
    except No as no:
        raise _refusal(no) from None
    handler = found.account.handler
    content = {
        "request_id": asked.request_id,
        "means": asked.means,
        "assurance": f"AL{found.level}",
        "subject": _named(found.account),
        "handler": _named(handler) if handler is not None else None,
    }
    return JsonResponse(content | _time())


@endpoint("POST")
def tickets(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    """For one of the pages that the platform knows; what comes back says nothing of the person."""
    wanted = read(json_body(request), TicketWanted)
    provider_here()
    try:
        identity = person(wanted, terminal, SealedFor.SIGN_ON)
        ticket = give(wanted.audience, identity)
    except Denied as denied:
        raise Refusal(403, "denied", denied.detail, {}, {"why": denied.code}) from None
    content = {"request_id": wanted.request_id, "ticket": ticket, "valid_s": VALID_S}
    return JsonResponse(content | _time())


def provider_here() -> Provider:
    """Raises Refusal where this platform is no provider."""
    found: Provider | None = settings.ZIZHU_IDENTITY
    if found is None:
        raise Refusal(404, "not_found", "nobody is identified here")
    return found


def _named(account: Account) -> dict[str, str]:
    return {"name": account.name, "id_no": account.id_no}


def _refusal(no: No) -> Refusal:
    if no.why == "wait":
        after = {"Retry-After": str(no.wait_s)}
        return Refusal(429, "guesses", "too many; wait", after, {"why": "wait"})
    return Refusal(403, "denied", "this proves nobody", {}, {"why": no.why})


def _time() -> dict[str, Any]:
    return {"time": now().isoformat()}

"""Tickets for single sign-on: made for one page of somebody else, redeemed there once, within a
minute, for who the citizen is. In memory: a restart makes every ticket void.

    POST /sso/redeem {"audience": "partner", "secret": "...", "ticket": "..."}

The secret of an audience lies in DATA/sso/<audience>.key, for handing to it; an audience without
such a file is none.
"""

import hmac
import json
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from msgspec import Meta, Struct

from provisioning.central.answers import Refusal, answered, wrong_method
from provisioning.central.certificates.issue import Denied
from provisioning.central.exchange.sealed import Identity
from provisioning.central.exchange.wire import Malformed, read
from provisioning.central.hallstate import now
from provisioning.central.identity.open_tickets import OpenTickets
from provisioning.central.identity.secrets import secret_of
from provisioning.central.identity.wire import Audience


class Redeem(Struct, frozen=True):
    audience: Audience
    secret: Annotated[str, Meta(max_length=200)]
    ticket: Annotated[str, Meta(max_length=200)]


def give(audience: str, identity: Identity) -> str:
    """Raises Denied."""
    if secret_of(settings.ZIZHU_DATA, audience) is None:
        raise Denied("audience", "nobody is known by this name")
    tickets: OpenTickets = settings.ZIZHU_TICKETS
    ticket = tickets.give(audience, identity, now().timestamp())
    if not ticket:
        raise Denied("wait", "too many tickets are open")
    return ticket


def redeem(request: HttpRequest) -> HttpResponse:
    """200 with name and number; 403 for a ticket that does not count, whatever the reason."""
    try:
        if request.method != "POST":
            raise wrong_method("POST")
        asked = read(request.body, Redeem)
        tickets: OpenTickets = settings.ZIZHU_TICKETS
        secret = secret_of(settings.ZIZHU_DATA, asked.audience)
        if secret is None or not hmac.compare_digest(secret.encode(), asked.secret.encode()):
            raise Refusal(401, "token", "no such audience, or another secret")
        identity = tickets.redeem(asked.audience, asked.ticket, now().timestamp())
        if identity is None:
            raise Refusal(403, "denied", "the ticket does not count")
    except Refusal as refusal:
        return answered(refusal)
    except Malformed as malformed:
        return answered(Refusal(400, "malformed", str(malformed)))
    content: dict[str, Any] = {"name": identity.name, "id_no": identity.id_no}
    return HttpResponse(json.dumps(content), content_type="application/json")

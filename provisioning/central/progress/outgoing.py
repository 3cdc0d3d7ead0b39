"""Events to gateways: other systems (`webhook`), and services that send short messages.

Each message is a POST of JSON with `Idempotency-Key` and a signature; any 2xx is a receipt. It is
sent until there is one, so a gateway may get it twice and must look at the key. A gateway that does
not answer, or slowly, holds up no other: each has a turn. docs/platform.md describes what is sent.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
import requests
from django.conf import settings

from kiosk.clock import CHINA, Clock
from kiosk.progress.states import state_words
from provisioning.central.keys import keyed_hash
from provisioning.central.models import Case, Contact, Gateway, Message, ProgressEvent
from provisioning.central.progress.asking import ask, hangs
from provisioning.central.progress.contacts import number_of

TURN_S = 5.0
"""Of one gateway in a round; what is left of its messages goes with the next one."""
AT_ONCE = 100
FIRST_PAUSE_S, LONGEST_PAUSE_S = 5, 600
GIVEN_UP = timedelta(days=3)
log = logging.getLogger("provisioning.central")


def deliver(moment: datetime, session: requests.Session) -> int:
    """Send what is due at `moment`; how many were taken."""
    gateways = Gateway.objects.filter(active=True).order_by("name")
    return sum(_turn(one, moment, session) for one in gateways if not hangs(one.url))


def _turn(gateway: Gateway, moment: datetime, session: requests.Session) -> int:
    clock: Clock = settings.ZIZHU_CLOCK
    ends, taken = clock.monotonic() + TURN_S, 0
    due = Message.objects.filter(gateway=gateway, state="waiting", next_at__lte=moment)
    for message in due.select_related("event__case", "event__repair")[:AT_ONCE]:
        if clock.monotonic() >= ends:
            break
        why = _send(message, gateway, session)
        _note(message, why, moment)
        if not why:
            taken += 1
        elif message.state == "waiting":
            break  # it does not answer: the next one would only wait too
    return taken


def _send(message: Message, gateway: Gateway, session: requests.Session) -> str:
    """ "" where it was taken, else why not; what begins with `dead` will never be."""
    content = _content(message, gateway)
    if content is None:
        return "dead: nobody to tell"
    body = msgspec.json.encode(content)
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": f"{message.event.key}.{gateway.name}",
        "X-Zizhu-Signature": keyed_hash(bytes.fromhex(gateway.secret), body.decode()),
    }
    status, why = ask(session, gateway.url, body, headers)
    if not status or 200 <= status < 300:
        return why
    refused = status in (400, 410, 422)
    return f"{'dead: ' if refused else ''}status {status}"


def _note(message: Message, why: str, moment: datetime) -> None:
    message.attempts += 1
    message.why = why
    if not why:
        message.state, message.sent_at = "sent", moment
    elif why.startswith("dead") or moment - message.event.at > GIVEN_UP:
        message.state = "dead"
        log.warning("message %s to %s is given up: %s", message.pk, message.gateway_id, why)
    else:
        pause = min(FIRST_PAUSE_S * 2 ** min(message.attempts - 1, 10), LONGEST_PAUSE_S)
        message.next_at = moment + timedelta(seconds=pause)
    message.save(update_fields=["state", "attempts", "next_at", "sent_at", "why"])


def _content(message: Message, gateway: Gateway) -> dict[str, Any] | None:
    event = message.event
    if gateway.channel == "webhook":
        return event_content(event)
    if event.case is None:
        return None
    contact = Contact.objects.filter(case=event.case, channel=gateway.channel).first()
    number = number_of(contact) if contact else None
    if not number:
        return None
    return {"to": number, "text": short_text(event, event.case)}


def event_content(event: ProgressEvent) -> dict[str, Any]:
    """Of one event, without anything of a person."""
    content: dict[str, Any] = {
        "event": event.pk,
        "key": event.key,
        "kind": event.kind,
        "former": event.former,
        "later": event.later,
        "about": event.about,
        "at": event.at.astimezone(CHINA).isoformat(),
    }
    if event.case is not None:
        content |= _of_case(event.case)
    if event.repair is not None:
        content |= {"terminal_id": event.repair.terminal_id, "lamp": event.repair.lamp}
    return content


def _of_case(case: Case) -> dict[str, str]:
    return {
        "application_id": case.pk,
        "local_no": case.local_no or "",
        "project_no": case.project_no,
        "project_code": case.project_code,
        "state": case.state,
        "lamp": case.lamp,
        "promise": case.due_day.isoformat() if case.due_day else "",
    }


def short_text(event: ProgressEvent, case: Case) -> str:
    """For a short message: no name of an item or a person."""
    number = f"尾号{case.local_no[-6:]}的" if case.local_no else ""
    said: Sequence[str] = (f"您{number}办件:{state_words(case.state)[0]}",)
    if event.kind == "parcel":
        said = (*said, f"快递{event.later}")
    if case.due_day is not None and case.ended_at is None:
        said = (*said, f"承诺{case.due_day:%Y-%m-%d}前办结")
    return "，".join(said) + "。"

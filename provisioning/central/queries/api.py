"""API v1: what a terminal looks up for a citizen; nothing of it is kept. docs/platform.md."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from kiosk.flow.typed import WrongInput, read_input
from kiosk.identity import SealedFor
from kiosk.items.credentials import needs_card
from kiosk.items.model import Query, ServiceItem
from provisioning.central.answers import Refusal, endpoint, json_body
from provisioning.central.certificates.issue import Denied, is_served, packages_of, person
from provisioning.central.every import every
from provisioning.central.exchange.wire import read
from provisioning.central.hallstate import now
from provisioning.central.models import Terminal
from provisioning.central.queries.asked import MOST, PERSONAL, SOURCES, Question
from provisioning.central.queries.wire import QueryWanted


@endpoint("POST")
def queries(request: HttpRequest, terminal: Terminal) -> HttpResponse:
    """Not GET: what is asked is never part of an address."""
    wanted = read(json_body(request), QueryWanted)
    item, query = _item(wanted)
    number = _number(wanted, item, query, terminal)
    moment = now()
    question = Question(number, _inputs(wanted.inputs, query), moment.date())
    found = SOURCES[query.source](question)
    names = [column.id for column in query.columns]
    content = {
        "request_id": wanted.request_id,
        "item_code": wanted.item_code,
        "holder_hash": wanted.holder_hash if number else "",
        "as_of": moment.isoformat(timespec="seconds"),
        "rows": [{name: row.get(name) for name in names} for row in found[:MOST]],
        "more": len(found) > MOST,
    }
    return JsonResponse(content | every(terminal, moment))


def _item(wanted: QueryWanted) -> tuple[ServiceItem, Query]:
    found = packages_of(settings.ZIZHU_DATA).find(wanted.item_code)
    query = found.item.query if found is not None else None
    if found is None or query is None or query.source not in SOURCES:
        raise Refusal(404, "not_found", "no such item is looked up here")
    return found.item, query


def _number(wanted: QueryWanted, item: ServiceItem, query: Query, terminal: Terminal) -> str:
    """Of who asks; "" where nobody must be known. A source of persons is closed without one,
    whatever the package says."""
    if query.source not in PERSONAL and not needs_card(item):
        return ""
    if wanted.assurance < str(item.min_assurance):
        raise _denied("assurance", f"{item.min_assurance.value} is needed")
    if not is_served(item, wanted.credential, wanted.assurance):
        raise _denied("credential", "another credential is needed")
    try:
        return person(wanted, terminal, SealedFor.QUERY).id_no.upper()
    except Denied as denied:
        raise _denied(denied.code, denied.detail) from None


def _inputs(given: Mapping[str, str], query: Query) -> dict[str, str]:
    """What the item's query asks for, and nothing else. The package that is valid here counts."""
    fields = {field.id: field for field in query.inputs}
    for name in given:
        if name not in fields:
            raise Refusal(422, "impossible", f"no input {name}")
    for name, field in fields.items():
        try:
            read_input(field, given.get(name, ""))
        except WrongInput:
            raise Refusal(422, "impossible", f"{name} is not acceptable") from None
        choices = {choice.value for choice in field.choices}
        if choices and given.get(name) and given[name] not in choices:
            raise Refusal(422, "impossible", f"{name} is none of the choices")
    return dict(given)


def _denied(why: str, detail: str) -> Refusal:
    return Refusal(403, "denied", detail, {}, {"why": why})

"""A certificate, once it is known who asks for what: issued now, or wished for while cut off."""

from datetime import date

from kiosk.faults import Fault
from kiosk.flow import timeouts
from kiosk.flow.effects import Query, SetTimer
from kiosk.flow.here import is_online, why_not
from kiosk.flow.identify.rules_identify import trouble
from kiosk.flow.model import ANONYMOUS, Facts, Model
from kiosk.flow.rules_common import PATIENCE_OFF, Step, go
from kiosk.flow.states import State
from kiosk.flow.typed import as_sent
from kiosk.identity import Assurance, SealedFor, bound_to
from kiosk.items import spans
from kiosk.items.codes import Credential
from kiosk.items.credentials import REACHES
from kiosk.items.model import Field, ServiceItem
from kiosk.items.proving import can_wait, language_of, options_of, proves
from kiosk.messages.certificates import AskWaiting, WantCertificate
from kiosk.messages.queries import Pairs
from kiosk.values import replace


def look(model: Model, facts: Facts) -> Step:
    """Was it booked, and lies it here already? The terminal itself knows."""
    item = model.visit.item
    if item is None:
        return model, ()
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    request, (holder_hash, _) = facts.new_id, identity_of(model, facts.new_id, facts)
    proof = replace(model.proof.anew(), looking=request)
    asked = AskWaiting(request, holder_hash, item.catalog_code)
    patience = SetTimer("patience", timeouts.LOOK_PATIENCE)
    return go(replace(model, proof=proof), State.LOOKING, Query(asked), patience)


def identity_of(
    model: Model, request: str, facts: Facts, purpose: SealedFor = SealedFor.CERTIFICATE
) -> tuple[str, bytes]:
    """(hash, sealed) of who was identified, bound to this request and what it is for."""
    holder, vault = model.holder, facts.vault
    if holder is None or holder is ANONYMOUS or not model.confirmed:
        return "", b""
    place = bound_to(purpose, request)
    sealed = vault.seal(place, holder.name, holder.id_no, holder.kind)
    return vault.holder_hash(holder.id_no), sealed


def filled(model: Model, facts: Facts) -> Step:
    """Everything is chosen."""
    item = model.visit.item
    if item is None:
        return model, ()
    if not model.service_up:
        return trouble(model, Fault.SERVICE_LOST)
    if model.visit.pickup:
        return go(replace(model, visit=replace(model.visit, text=""), wrong=""), State.PICKUP_CODE)
    if not is_online(model) and can_wait(item):
        return go(model, State.WISH, PATIENCE_OFF)
    against = why_not(model, item)
    return trouble(model, against) if against is not None else ask(model, facts)


def ask(model: Model, facts: Facts, pickup_code: str = "") -> Step:
    """One request, and the wait for it."""
    item = model.visit.item
    if item is None:
        return model, ()
    request = facts.new_id
    holder_hash, sealed = identity_of(model, request, facts)
    wanted = WantCertificate(
        request_id=request,
        session_id=model.session_id,
        code=item.catalog_code,
        version=model.visit.version,
        credential=model.visit.by or Credential.NONE.value,
        assurance=assurance_of(model),
        chosen=() if pickup_code else chosen(model),
        lang=language(model),
        holder_hash=holder_hash,
        sealed=sealed,
        pickup_code=pickup_code,
    )
    return wait_for(replace(model, proof=replace(model.proof, wanted=wanted, copied=None)), wanted)


def wait_for(model: Model, wanted: WantCertificate) -> Step:
    """Send it, for the first time or again."""
    given_up = tuple(one for one in model.proof.given_up if one != wanted.request_id)
    model = replace(model, proof=replace(model.proof, given_up=given_up), fault=None)
    patience = SetTimer("patience", timeouts.ISSUE_PATIENCE)
    return go(model, State.ISSUING, Query(wanted), patience)


def assurance_of(model: Model) -> Assurance:
    by, holder = model.visit.by, model.holder
    if by not in ("", Credential.RECEIPT_CODE, Credential.NONE) and holder is not None:
        return holder.assurance
    return REACHES[Credential(by)] if by else Assurance.AL0


def chosen(model: Model) -> Pairs:
    """What was filled in of the package's options, as the platform gets it."""
    item = model.visit.item
    return tuple(options_of(item, dict(filled_in(model))).items()) if item is not None else ()


def language(model: Model) -> str:
    """Of the document."""
    item = model.visit.item
    return language_of(item, dict(filled_in(model))) if item is not None else model.lang


def filled_in(model: Model) -> Pairs:
    """The language among it, where it was asked for."""
    visit = model.visit
    pairs = zip(visit.fields, visit.inputs, strict=True)
    return tuple((field.id, as_sent(field, text)) for field, text in pairs if text)


def is_wish(model: Model, item: ServiceItem) -> bool:
    """Cut off now, and it can be kept until the network is back."""
    return not is_online(model) and can_wait(item)


def once_more(model: Model, facts: Facts) -> Step:
    """After a trouble. What was never answered is asked for under the same id."""
    wanted = model.proof.wanted
    unanswered = wanted is not None and wanted.request_id in model.proof.given_up
    same = unanswered or model.fault is Fault.CERT_NO_ANSWER
    if wanted is not None and same and model.service_up:
        return wait_for(model, wanted)
    return filled(model, facts)


def ends_before_it_begins(model: Model, field: Field, text: str) -> bool:
    """Of a span whose begin was filled in before."""
    filled_in = zip((one.id for one in model.visit.fields), model.visit.inputs, strict=False)
    return spans.ends_before(dict(filled_in).get(spans.begin_of(field.id), ""), text)


def is_still_to_come(model: Model, field: Field, text: str, today: date) -> bool:
    """A certificate is asked for about a time of which nothing is known yet."""
    return proves(model.visit.item) and spans.is_still_to_come(field, text, today)

"""Who is known in this session, and for what that is enough. Pure."""

from datetime import date

from kiosk.flow.here import is_online, means_of
from kiosk.flow.model import ANONYMOUS, COMPANY, Holder, Model
from kiosk.identity import COMPANIES, Assurance, CardKind, IdentityCard, Means
from kiosk.items.asking import PROGRESS
from kiosk.items.codes import Credential
from kiosk.items.credentials import REACHES, serves
from kiosk.items.exclusions import HolderFacts, facts_of
from kiosk.items.model import ServiceItem
from kiosk.messages.identity import IdentityFound
from kiosk.numbers import birth_of
from kiosk.values import replace

_ONLINE = "online"
"""Kind of a person whom an identity provider named."""


def credential_of(holder: Holder) -> Credential | None:
    """Of CL-22; None for nobody and for a number that was typed."""
    try:
        return Credential(holder.means.value)
    except ValueError:
        return None


def is_enough(model: Model, item: ServiceItem, holder: Holder | None) -> bool:
    """For this item, here and now. Cut off, a card opens no application."""
    credential = credential_of(holder) if holder is not None else None
    if holder is None or credential in (None, Credential.NONE):
        return False
    if not is_online(model) and item.query is not None and item.query.source == PROGRESS:
        return credential in means_of(model, item)
    return serves(item, credential, holder.assurance)


def with_best(model: Model, item: ServiceItem) -> Model:
    """Somebody who was identified before acts for the item, where who acts now cannot."""
    if model.holder is None or is_enough(model, item, model.holder):
        return model
    for one in model.known:
        if is_enough(model, item, one):
            return acting(model, one)
    return model


def acting(model: Model, holder: Holder) -> Model:
    """`holder` acts from now on; who was confirmed before stays known."""
    former = [one for one in (*model.known, model.holder) if one is not None]
    if not model.confirmed:
        former = list(model.known)
    kept = tuple(one for one in former if one not in (holder, ANONYMOUS))
    return replace(model, holder=holder, known=kept)


def person_of(holder: Holder) -> str:
    """The number of the person who stands there; "" where it is not known."""
    return holder.handler_no if holder.is_company else holder.id_no


def is_other(one: Holder, two: Holder) -> bool:
    """Two persons. A company and who acts for it are the same citizen."""
    first, second = person_of(one).upper(), person_of(two).upper()
    return bool(first and second) and first != second


def holder_found(found: IdentityFound, today: date) -> Holder:
    """As an identity provider says; what rules may ask of a person comes from the number."""
    company = found.means in COMPANIES
    facts = HolderFacts(assurance=found.assurance)
    if not company:
        card = IdentityCard(CardKind.RESIDENT, found.name, found.id_no)
        facts = facts_of(card, today, found.assurance)
    return Holder(
        found.name,
        found.id_no,
        COMPANY if company else _ONLINE,
        None if company else birth_of(found.id_no),
        found.means,
        found.assurance,
        facts,
        found.handler_name,
        found.handler_no,
    )


def raised(holder: Holder, assurance: Assurance, means: Means | None = None) -> Holder:
    """The same document with more proof beside it."""
    facts = replace(holder.facts, assurance=assurance)
    return replace(holder, assurance=assurance, facts=facts, means=means or holder.means)


def vouched(holder: Holder, staff_no: str) -> Holder:
    """The same document, which a member of staff has compared with the person."""
    return replace(raised(holder, Assurance.AL4), vouched_by=staff_no)


def could_serve(item: ServiceItem, holder: Holder, assurance: Assurance) -> bool:
    """The holder's document, if it were proved so far."""
    credential = credential_of(holder)
    return credential is not None and serves(item, credential, assurance)


def reaches(means: Means) -> Assurance:
    return Assurance.AL4 if means is Means.STAFF else REACHES[Credential(means.value)]

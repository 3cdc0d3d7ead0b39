"""A certificate asked for: may this person have it, what do the registers say, made and entered."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import msgspec
from django.conf import settings

from kiosk.certificates.ids import BadId, CertificateId, parse_id
from kiosk.identity import Assurance, SealedFor, bound_to, mask_name
from kiosk.items.codes import Credential
from kiosk.items.credentials import OF_COMPANIES, serves
from kiosk.items.model import ServiceItem
from kiosk.items.tools import Certificate as Terms
from kiosk.numbers import is_credit_code, is_person_number
from kiosk.values import replace
from provisioning.central.certificates.data import BadChoice, Paper, chosen_of, data_of
from provisioning.central.certificates.ledger import enter, facts_place, new_serial
from provisioning.central.certificates.making import Draft, Made, Maker, maker
from provisioning.central.certificates.wire import CertificateWanted
from provisioning.central.exchange.register import VERIFIED, Claim, number_hash, verify
from provisioning.central.exchange.sealed import Identity, open_sealed
from provisioning.central.keys import hall_key, platform_keys
from provisioning.central.models import Certificate, Terminal
from provisioning.central.packages import Found, Packages
from provisioning.central.sources import UnknownSource, facts_of
from provisioning.central.sources.person import Asked
from provisioning.central.vault import put_away, take_out
from provisioning.certificates.seal import Order
from provisioning.items.registers import LANGUAGES

ASSURANCES = ("AL0", "AL1", "AL2", "AL3", "AL4")
HELD_COPIES = 2


class Denied(Exception):
    """Nothing is issued. `code`: not_found, assurance, credential, holder or impossible."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


class IdentityClaim(Claim, Protocol):
    @property
    def request_id(self) -> str: ...


@lru_cache(maxsize=8)
def packages_of(data: Path) -> Packages:
    return Packages(data)


def fingerprint(wanted: CertificateWanted) -> str:
    """Of what was asked for, without the identity, which is sealed anew each time; of a wish that
    is picked up, without what the wish says."""
    same = replace(wanted, sealed="")
    if wanted.pickup_code:
        same = replace(same, chosen={}, language="zh")
    return hashlib.sha256(msgspec.json.encode(same)).hexdigest()


def person(claim: IdentityClaim, terminal: Terminal, purpose: SealedFor) -> Identity:
    """A person or a company: opened, and compared with the register. Raises Denied."""
    data: Path = settings.ZIZHU_DATA
    keys, hall = platform_keys(data), hall_key(data, terminal.hall_id)
    place = bound_to(purpose, claim.request_id)
    identity = open_sealed(keys.private, claim.sealed, place) if claim.sealed else None
    if identity is None or claim.identity != "verified_offline":
        raise Denied("holder", "a person must be identified")
    if verify(claim, place, keys, hall).state != VERIFIED:
        raise Denied("holder", "the person is not known by this number and name")
    return identity


def mark_of(identity: Identity | None) -> str:
    if identity is None:
        return ""
    return number_hash(platform_keys(settings.ZIZHU_DATA).register, identity.id_no)


def issue(
    wanted: CertificateWanted,
    terminal: Terminal,
    moment: datetime,
    claim: Callable[[Certificate], None] = lambda _row: None,
) -> Certificate:
    """The row, also where the same was asked before. `claim` as `enter` has it. Raises Denied,
    NotMade."""
    found, terms = terms_of(wanted.item_code)
    _may(wanted, found)
    identity = None if terms.anonymous else person(wanted, terminal, SealedFor.CERTIFICATE)
    if identity is not None:
        _is_of(identity, wanted.credential)
    return issue_to(identity, wanted, terminal, moment, claim)


def issue_to(
    identity: Identity | None,
    wanted: CertificateWanted,
    terminal: Terminal,
    moment: datetime,
    claim: Callable[[Certificate], None],
) -> Certificate:
    """To whom is known already; None for nobody. Raises Denied, NotMade."""
    found, terms = terms_of(wanted.item_code)
    try:
        chosen = chosen_of(terms, wanted.chosen, moment.date())
    except BadChoice as bad:
        raise Denied("impossible", str(bad)) from None
    name, number = (identity.name.strip(), identity.id_no) if identity else ("", "")
    asked = Asked(name, number, chosen, moment.date())
    draft = _draft(wanted, found, terms, asked, moment)
    numbers = range(1, HELD_COPIES + 1 if wanted.hold else 2)
    row = _row(wanted, found, terms, draft, terminal)
    row.holder_mark, row.holder_mask = mark_of(identity), mask_name(name) if name else ""
    made = {n: make_copy(row, draft, n, wanted.holder_hash, moment, terms.pages) for n in numbers}
    if not enter(row, made, terminal, moment, claim):
        row = Certificate.objects.get(terminal=terminal, request_id=wanted.request_id)
    return row


def terms_of(item_code: str) -> tuple[Found, Terms]:
    """Raises Denied."""
    found = packages_of(settings.ZIZHU_DATA).find(item_code)
    terms = found.item.certificate if found is not None else None
    if found is None or terms is None or terms.template not in found.package.files:
        raise Denied("not_found", "no such item gives a certificate")
    return found, terms


def _may(wanted: CertificateWanted, found: Found) -> None:
    item = found.item
    least = str(item.min_assurance)
    if ASSURANCES.index(wanted.assurance) < ASSURANCES.index(least):
        raise Denied("assurance", f"{least} is needed")
    if not is_served(item, wanted.credential, wanted.assurance):
        raise Denied("credential", "another credential is needed")


def _is_of(identity: Identity, credential: str) -> None:
    """A company's number is proved by a company's credential alone, a person's by none of these.
    One person's number in some thirty could be a company's as well."""
    number = identity.id_no
    company = is_credit_code(number)
    if credential not in OF_COMPANIES:
        company = company and not is_person_number(number)
    if company != (credential in OF_COMPANIES):
        raise Denied("credential", "this credential has another kind of holder")


def is_served(item: ServiceItem, credential: str, assurance: str) -> bool:
    """Somebody who was identified by that may do the item (kiosk.items.credentials)."""
    try:
        return serves(item, Credential(credential), Assurance(assurance))
    except ValueError:
        return False


def draft_of(row: Certificate) -> Draft:
    """Raises vault.Unreadable."""
    raw = take_out(settings.ZIZHU_DATA, bytes(row.facts), facts_place(row.pk))
    return Draft.of_bytes(raw)


def _draft(
    wanted: CertificateWanted, found: Found, terms: Terms, asked: Asked, moment: datetime
) -> Draft:
    """Raises Denied."""
    try:
        certificate = CertificateId(terms.type_code, found.item.dept_code, new_serial())
    except BadId as bad:
        raise Denied("impossible", str(bad)) from None
    days = terms.valid_days
    paper = Paper(
        str(certificate),
        certificate.serial,
        1,
        moment.date().isoformat(),
        (moment.date() + timedelta(days=days)).isoformat() if days else "",
        wanted.language if wanted.language in {*terms.languages} & {*LANGUAGES} else "zh",
        maker(settings.ZIZHU_DATA).page,
    )
    try:
        facts = facts_of(terms.source, asked)
    except UnknownSource:
        raise Denied("impossible", "no register here knows of it") from None
    data = data_of(found.item, terms, asked, facts, paper)
    files = dict(found.package.files)
    return Draft(files.pop(terms.template), data, files)


def _row(
    wanted: CertificateWanted, found: Found, terms: Terms, draft: Draft, terminal: Terminal
) -> Certificate:
    data = draft.data
    return Certificate(
        certificate_id=data["certificate_id"],
        serial=data["serial"],
        terminal=terminal,
        request_id=wanted.request_id,
        fingerprint=fingerprint(wanted),
        item_code=found.item.catalog_code,
        type_code=terms.type_code,
        type_name=terms.type_name.zh,
        issuer_code=found.item.dept_code,
        issuer_name=found.item.dept_name.zh,
        template_sha256=hashlib.sha256(draft.template).hexdigest(),
        facts=put_away(settings.ZIZHU_DATA, draft.to_bytes(), facts_place(data["certificate_id"])),
        issued_at=data["issued"],
        valid_to=data["valid_to"],
    )


def make_copy(
    row: Certificate, draft: Draft, number: int, holder_hash: str, moment: datetime, pages: int
) -> Made:
    """Raises NotMade."""
    made_by: Maker = maker(settings.ZIZHU_DATA)
    order = Order(
        parse_id(row.pk),
        row.issuer_name,
        row.holder_mask,
        holder_hash,
        moment,
        date.fromisoformat(row.valid_to) if row.valid_to else None,
        number,
        made_by.addresses[0],
    )
    return made_by.make(draft, dict(draft.data) | {"copy_no": number}, order, pages)

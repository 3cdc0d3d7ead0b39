"""What a person should know of their own applications and certificates now. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from kiosk.messages.mine import MyCertificate, Standing
from kiosk.progress.lamp import Lamp
from kiosk.progress.states import AppState
from kiosk.progress.view import ProgressView

NEWS_FOR = timedelta(days=30)
"""So long a finished application is news."""
ENDS_SOON = timedelta(days=30)


class Kind(StrEnum):
    """The most urgent first."""

    SUPPLEMENT = "supplement"
    OVERDUE = "overdue"
    READY = "ready"
    REFUSED = "refused"
    ON_THE_WAY = "on_the_way"
    ENDS = "ends"


class PersonalNotice(Struct, frozen=True):
    """`about`: name of the item or certificate, "" where it has none; `day` ISO, "" for none."""

    kind: Kind
    about: str
    day: str = ""


def personal_notices(
    views: Iterable[ProgressView], certificates: Sequence[MyCertificate], today: date
) -> tuple[PersonalNotice, ...]:
    """The most urgent first, those of one kind in the order in which they came."""
    found = [one for view in views for one in _of_application(view, today)]
    found += [one for certificate in certificates for one in _of_certificate(certificate, today)]
    order = list(Kind)
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def _of_application(view: ProgressView, today: date) -> list[PersonalNotice]:
    name, found = view.task_name, []
    if view.state == AppState.NEED_SUPPLEMENT:
        found.append(PersonalNotice(Kind.SUPPLEMENT, name))
    if view.lamp is Lamp.RED and view.finished is None:
        since = view.overdue.since if view.overdue is not None else None
        found.append(PersonalNotice(Kind.OVERDUE, name, since.isoformat() if since else ""))
    ended = view.finished.date() if view.finished is not None else None
    if ended is None or today - ended > NEWS_FOR:
        return found
    if view.state == AppState.REJECTED:
        found.append(PersonalNotice(Kind.REFUSED, name, ended.isoformat()))
    elif view.state == AppState.FINISHED:
        kind = Kind.ON_THE_WAY if view.parcels else Kind.READY
        found.append(PersonalNotice(kind, name, ended.isoformat()))
    return found


def _of_certificate(certificate: MyCertificate, today: date) -> list[PersonalNotice]:
    if certificate.standing is not Standing.VALID or not certificate.valid_to:
        return []
    try:
        left = date.fromisoformat(certificate.valid_to) - today
    except ValueError:
        return []
    soon = timedelta(0) <= left <= ENDS_SOON
    ends = PersonalNotice(Kind.ENDS, certificate.type_name, certificate.valid_to)
    return [ends] if soon else []

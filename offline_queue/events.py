"""Records of a session that are not tickets: who was identified how, ratings, calls for help.

Each is written once per request id, however often it is asked for.
"""

import uuid
from datetime import datetime
from typing import Any

from kiosk.faults import Fault
from kiosk.messages.service import CallStaff, Identified, Rate
from offline_queue.audit.facts import as_id, as_screen
from offline_queue.audit.log import append
from offline_queue.outbox import rows as outbox
from offline_queue.store import meta
from offline_queue.store.ledger import Ledger

CHANNEL = "5"
"""CL-60 政务大厅其他终端."""


def kind_of(message: Identified | Rate | CallStaff) -> str:
    if isinstance(message, Identified):
        return "auth"
    return "evaluation" if isinstance(message, Rate) else "help"


def record(
    connection: Ledger,
    message: Identified | Rate | CallStaff,
    now: datetime,
    short: Fault | None = None,
) -> Fault | None:
    """Put it into the outbox, in the caller's transaction. `short`: why nothing new of its kind can
    be taken; what was recorded before stays so. None, or why it was not recorded."""
    at = now.isoformat(timespec="seconds")
    if short is not None:
        return None if meta.handled(connection, message.request_id) else short
    if meta.first_time(connection, message.request_id, at):
        outbox.put(connection, kind_of(message), _body(message, at), at)
        _audit(connection, message, at)
    return None


def _audit(ledger: Ledger, message: Identified | Rate | CallStaff, at: str) -> None:
    session = as_id(message.session_id)
    if isinstance(message, Identified):
        means, assurance = message.means.value, message.assurance.value
        append(ledger, at, "session.identified", session=session, means=means, assurance=assurance)
    elif isinstance(message, Rate):
        append(ledger, at, "evaluation.given", session=session, ticket=as_id(message.ticket_id))
    else:
        fault = message.fault.value if message.fault else ""
        screen = as_screen(message.state)
        append(ledger, at, "help.called", session=session, screen=screen, fault=fault)


def _body(message: Identified | Rate | CallStaff, at: str) -> dict[str, Any]:
    if isinstance(message, Identified):
        return {
            "session_id": message.session_id,
            "means": message.means.value,
            "assurance": message.assurance.value,
            "at": at,
        }
    if isinstance(message, Rate):
        return {
            "row_guid": str(uuid.uuid4()),
            "session_id": message.session_id,
            "ticket_id": message.ticket_id,
            "satisfaction": message.satisfaction,
            "pf": CHANNEL,
            "assess_time": at,
        }
    return {
        "session_id": message.session_id,
        "screen": message.state,
        "fault": message.fault.value if message.fault else "",
        "at": at,
    }

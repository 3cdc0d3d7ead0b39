"""Records of a session that are not tickets: who was identified how, ratings, calls for help.

Each is written once per request id, however often it is asked for.
"""

import uuid
from datetime import datetime
from typing import Any

from kiosk.messages.service import CallStaff, Identified, Rate
from offline_queue.outbox import rows as outbox
from offline_queue.store import meta
from offline_queue.store.ledger import Ledger

CHANNEL = "5"
"""CL-60 政务大厅其他终端."""


def record(connection: Ledger, message: Identified | Rate | CallStaff, now: datetime) -> None:
    """Put it into the outbox, in the caller's transaction."""
    at = now.isoformat(timespec="seconds")
    if meta.first_time(connection, message.request_id, at):
        kind, body = _body(message, at)
        outbox.put(connection, kind, body, at)


def _body(message: Identified | Rate | CallStaff, at: str) -> tuple[str, dict[str, Any]]:
    if isinstance(message, Identified):
        return "auth", {
            "session_id": message.session_id,
            "means": message.means.value,
            "assurance": message.assurance.value,
            "at": at,
        }
    if isinstance(message, Rate):
        return "evaluation", {
            "row_guid": str(uuid.uuid4()),
            "session_id": message.session_id,
            "ticket_id": message.ticket_id,
            "satisfaction": message.satisfaction,
            "pf": CHANNEL,
            "assess_time": at,
        }
    return "help", {
        "session_id": message.session_id,
        "screen": message.state,
        "fault": message.fault.value if message.fault else "",
        "at": at,
    }

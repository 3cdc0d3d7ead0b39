"""Records of a session that are not tickets: who was identified how, ratings, calls for help.

Each is written once per request id, however often it is asked for.
"""

import base64
from datetime import datetime
from typing import Any

from kiosk.faults import Fault
from kiosk.messages.items import CorrectGuide
from kiosk.messages.ratings import Rate, RatedItem, Served
from kiosk.messages.service import CallStaff, Identified
from offline_queue.audit.facts import as_digest, as_id, as_screen
from offline_queue.audit.log import append
from offline_queue.outbox import rows as outbox
from offline_queue.store import meta
from offline_queue.store.ledger import Ledger

Told = Identified | Served | Rate | CallStaff | CorrectGuide
CHANNEL = "5"
"""CL-60 政务大厅其他终端."""
NATURAL_PERSON = "1"
"""CL-62."""
FINISHED = "3"
"""CL-64 已办结: what is rated here is done."""
DATA_SOURCE = "005"
"""Self-service terminals."""
LONGEST_NAME = 100


KINDS: dict[type[Told], str] = {
    Identified: "auth",
    CorrectGuide: "correction",
    Served: "service",
    Rate: "evaluation",
    CallStaff: "help",
}


def kind_of(message: Told) -> str:
    return KINDS[type(message)]


def record(
    connection: Ledger,
    message: Told,
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


def _audit(ledger: Ledger, message: Told, at: str) -> None:
    session = as_id(message.session_id)
    if isinstance(message, Identified):
        how = {"means": message.means.value, "assurance": message.assurance.value}
        if message.vouched_by:
            how["staff"] = as_digest(message.vouched_by)
        append(ledger, at, "session.identified", session=session, **how)
    elif isinstance(message, Rate):
        append(ledger, at, "evaluation.given", session=session, ticket=as_id(message.ticket_id))
    elif isinstance(message, Served):
        append(ledger, at, "service.finished", session=session, name=message.kind)
    elif isinstance(message, CorrectGuide):
        append(ledger, at, "guide.corrected", session=session, item=as_id(message.code))
    else:
        fault = message.fault.value if message.fault else ""
        screen = as_screen(message.state)
        append(ledger, at, "help.called", session=session, screen=screen, fault=fault)


def _body(message: Told, at: str) -> dict[str, Any]:
    if isinstance(message, Identified):
        return {
            "session_id": message.session_id,
            "means": message.means.value,
            "assurance": message.assurance.value,
            "vouched_by": message.vouched_by,
            "at": at,
        }
    if isinstance(message, Rate):
        return _rating(message, at)
    if isinstance(message, Served):
        return {
            "service_id": message.request_id,
            "session_id": message.session_id,
            "service": message.kind,
            "ticket_id": message.ticket_id,
            "number": message.number,
            "link": message.link,
            "at": at,
        } | _codes(message.item)
    if isinstance(message, CorrectGuide):
        return {
            "session_id": message.session_id,
            "item_code": message.code,
            "version": message.version,
            "element": message.element,
            "at": at,
        }
    return {
        "session_id": message.session_id,
        "screen": message.state,
        "fault": message.fault.value if message.fault else "",
        "at": at,
    }


def _rating(message: Rate, at: str) -> dict[str, Any]:
    """`Evaluation` of docs/platform-api.yaml. What names a person is sealed: the service cannot
    open it."""
    return {
        "row_guid": message.request_id,
        "session_id": message.session_id,
        "service_id": message.service_id,
        "ticket_id": message.ticket_id,
        "number": message.number,
        "satisfaction": message.satisfaction,
        "eval_detail": list(message.reasons),
        "detail_version": message.reasons_version,
        "writing_evaluation": message.text,
        "real_name": message.real_name,
        "want_callback": message.want_callback,
        "sealed": _base64(message.sealed),
        "sealed_mobile": _base64(message.sealed_phone),
        "pf": CHANNEL,
        "user_prop": NATURAL_PERSON,
        "assess_number": message.assess_number,
        "pro_status": FINISHED,
        "data_source": DATA_SOURCE,
        "assess_time": at,
    } | _codes(message.item)


def _codes(item: RatedItem | None) -> dict[str, Any]:
    """Without an item, a ticket or the terminal itself is meant."""
    if item is None:
        return {"item_code": "", "item_version": 0}
    return {
        "item_code": item.code,
        "item_version": item.version,
        "task_name": item.name[:LONGEST_NAME],
        "task_code": item.task_code,
        "task_handle_item": item.task_handle_item,
        "dept_code": item.dept_code,
        "area_code": item.area_code,
    }


def _base64(sealed: bytes) -> str:
    return base64.b64encode(sealed).decode()

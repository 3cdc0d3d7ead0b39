"""What the end of a print job tells the platform, in the transaction in which it ends."""

from kiosk.print_state import PrintState
from offline_queue.outbox import rows as outbox
from offline_queue.store.ledger import Ledger

_TOLD = {
    PrintState.PRINTED: PrintState.PRINTED,
    PrintState.UNKNOWN: PrintState.UNKNOWN,
    PrintState.FAILED: PrintState.VOID,
    PrintState.VOID: PrintState.VOID,
}
"""How a copy of a certificate ended, as the platform is told: of what never left there will never
be a paper."""


def tell_ticket(
    ledger: Ledger,
    job_id: str,
    ticket_id: str,
    copy_no: int,
    state: PrintState,
    fault: str,
    at: str,
) -> None:
    body = {
        "job_id": job_id,
        "ticket_id": ticket_id,
        "copy_no": copy_no,
        "state": state.value,
        "fault": fault,
        "at": at,
    }
    outbox.put(ledger, "print", body, at, about=ticket_id)


def tell_copy(
    ledger: Ledger,
    certificate_id: str,
    copy_no: int,
    before: PrintState | None,
    state: PrintState,
    at: str,
) -> None:
    """`before`: the state of the job until now, None for none. What was told is not told again."""
    told = _TOLD[state]
    if before is not None and _TOLD.get(before) is told:
        return
    body = {"certificate_id": certificate_id, "copy_no": copy_no, "state": told.value, "at": at}
    outbox.put(ledger, "cert_copy", body, at, about=certificate_id)

"""How a print ends that the driver could not end itself: cancelled, late, hung, refused. Pure."""

from devices.contract import Failure
from kiosk.device import CompletionCode
from kiosk.faults import Fault
from kiosk.messages.printing import PrintEnded, PrintSlip
from kiosk.print_state import PrintState

_BEFORE = "RP-01"
"""Faults of the receipt printer before printing; RP-02xx are those while printing."""
_NOT_BEGUN = {
    Fault.DEVICE_CANCELLED: Fault.PRINTER_HOST_LOST,
    Fault.DEVICE_TIMED_OUT: Fault.PRINTER_SILENT,
    Fault.DEVICE_HUNG: Fault.DEVICE_HUNG,
    Fault.DEVICE_NOT_FITTED: Fault.PRINTER_ABSENT,
    Fault.DEVICE_HOST_LOST: Fault.PRINTER_HOST_LOST,
}
_BEGUN = {
    Fault.DEVICE_CANCELLED: Fault.PRINT_INTERRUPTED,
    Fault.DEVICE_HUNG: Fault.DEVICE_HUNG,
    Fault.DEVICE_HOST_LOST: Fault.PRINT_HOST_LOST,
}


def ended_without(job: PrintSlip, failure: Failure) -> PrintEnded:
    """`failed` where it is certain that not one byte left for the printer, else `unknown`."""
    fault, detail = failure.fault, failure.detail or failure.code.value
    if fault.value.startswith(_BEFORE):
        return PrintEnded(job.job_id, PrintState.FAILED, fault, detail)
    if not failure.begun:
        fault = _NOT_BEGUN.get(fault, Fault.PRINTER_ERROR)
        return PrintEnded(job.job_id, PrintState.FAILED, fault, detail)
    return PrintEnded(
        job.job_id, PrintState.UNKNOWN, _BEGUN.get(fault, Fault.PRINT_NO_ANSWER), detail
    )


def fault_of_stop(code: CompletionCode) -> Fault:
    """Why a job was stopped before its first byte."""
    cancelled = code is CompletionCode.CANCELED
    return _NOT_BEGUN[Fault.DEVICE_CANCELLED if cancelled else Fault.DEVICE_TIMED_OUT]

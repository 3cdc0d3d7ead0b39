"""Faults of the receipt printer, in English.

PRINTER_* may be met before a number is taken or when a copy is asked for; the texts hold for both.
PRINT_* come while printing: whether paper came out is not known, so no text says it.
"""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "You can also call {hotline}"
_NEIGHBOUR = "No number yet? You can also take one at {neighbour}"
_ON_SCREEN = "Your number shows on the screen: photograph it, or ask a counter"
_WITHOUT_PAPER = (_ON_SCREEN, _NEIGHBOUR, _PHONE)
_NOT_TOUCHED = "you can take a number, and one you already have stays valid"
_SAID = (
    "You can still take a number. It is shown on the screen, please note or photograph it. "
    "If you have questions, please ask at a counter."
)

_KEPT = "your number {ticket_no} is kept and you need not queue again"
_KEPT_ALONE = "Your number {ticket_no} is kept and you need not queue again."
_PHOTOGRAPH = "Photograph this page and wait for {ticket_no} to be called"
_COPY = "You can print it once more, or ask at a counter"
_AFTER_NUMBER = (_PHOTOGRAPH, _COPY, _PHONE)
_AFTER_STAFF = (_PHOTOGRAPH, "You can call staff to this terminal, or ask at a counter", _PHONE)
_LOOK_SAID = (
    "Please look whether a ticket is in the paper slot. If there is none, photograph the screen "
    "and wait to be called. If you have questions, please ask at a counter."
)
_MAYBE = "A ticket may have come out or not"
_UNSETTLED = (
    "Whether this ticket came out is not settled and it is never repeated by itself; "
    "check the slot and the paper path."
)

_BEFORE: dict[Fault, FaultText] = {
    Fault.PRINTER_ABSENT: FaultText(
        "Tickets cannot be printed here now",
        f"No printer is connected here: {_NOT_TOUCHED}.",
        _WITHOUT_PAPER,
        f"Tickets cannot be printed here now. {_SAID}",
        "Printer not found. Check power, cable or network, and its address in the configuration.",
    ),
    Fault.PRINTER_NO_PAPER: FaultText(
        "The ticket paper has run out",
        f"The printer has no paper: {_NOT_TOUCHED}.",
        _WITHOUT_PAPER,
        f"The ticket paper has run out. {_SAID}",
        "Roll empty. Load thermal paper of the same width and close the cover; the status should "
        "recover by itself, else check the paper sensor.",
    ),
    Fault.PRINTER_COVER_OPEN: FaultText(
        "The printer's cover is open",
        f"The printer cannot work with its cover open: {_NOT_TOUCHED}.",
        _WITHOUT_PAPER,
        f"The cover of the printer is open, so it cannot print now. {_SAID}",
        "Printer reports cover open. Close it firmly; if it stays, check the cover switch.",
    ),
    Fault.PRINTER_ERROR: FaultText(
        "The printer needs repair",
        f"The printer reports a fault: {_NOT_TOUCHED}.",
        _WITHOUT_PAPER,
        f"The printer needs repair and cannot print now. {_SAID}",
        "Printer reports a fault: jam, cutter, heat or off-line. doctor --try says which; clear "
        "the paper path, power it off and on.",
    ),
    Fault.PRINTER_SILENT: FaultText(
        "The printer does not answer",
        f"The printer does not react now: {_NOT_TOUCHED}.",
        _WITHOUT_PAPER,
        f"The printer does not answer, so it cannot print now. {_SAID}",
        "No answer to status requests; its state counts as unknown. "
        "Check power and cable, power it off and on.",
    ),
    Fault.PRINTER_HOST_LOST: FaultText(
        "Printing is recovering",
        f"The printing program is restarting: {_NOT_TOUCHED}.",
        _WITHOUT_PAPER,
        f"The printing program is restarting and cannot print now. {_SAID}",
        "The printer process ended or does not answer; the supervisor should restart it. "
        "If it recurs, see its log.",
    ),
    Fault.PRINTER_JAMMED: FaultText(
        "Paper is stuck in the printer",
        f"A piece of paper is stuck in the printer: {_NOT_TOUCHED}.",
        _WITHOUT_PAPER,
        f"Paper is stuck in the printer, so it cannot print now. {_SAID}",
        "Printer reports a jam. Open the cover, draw the paper out the way it leaves, close the "
        "cover; no hard tools.",
    ),
    Fault.PRINTER_CUTTER: FaultText(
        "The printer's cutter is stuck",
        f"The cutter of the printer is not back in its place: {_NOT_TOUCHED}.",
        _WITHOUT_PAPER,
        f"The cutter of the printer is stuck, so it cannot print now. {_SAID}",
        "Printer reports a cutter fault. Switch it off, remove scraps, bring the cutter home, "
        "switch it on; if it stays, replace the cutter.",
    ),
    Fault.PRINTER_TICKET_WAITING: FaultText(
        "A ticket still lies in the slot",
        f"The next one can be printed once it is taken: {_NOT_TOUCHED}.",
        (
            "If it is yours, please take it and try again",
            "If it is not yours, please hand it in at a counter",
            _PHONE,
        ),
        "A ticket still lies in the paper slot, and the next one can be printed once it is taken. "
        "If it is yours, please take it. If it is not yours, please hand it in at a counter. "
        "You can still take a number. It is shown on the screen.",
        "The presenter's sensor reports paper. Take it away; if it is empty and still reported, "
        "clean the sensor.",
    ),
}

_DURING: dict[Fault, FaultText] = {
    Fault.PRINT_PAPER_END: FaultText(
        "The paper ran out during printing",
        _KEPT_ALONE,
        _AFTER_STAFF,
        f"The paper ran out during printing. {_KEPT_ALONE} {_LOOK_SAID}",
        f"Paper end while printing. Load paper. {_UNSETTLED}",
    ),
    Fault.PRINT_COVER_OPENED: FaultText(
        "The cover opened during printing",
        _KEPT_ALONE,
        _AFTER_STAFF,
        f"The cover of the printer opened during printing. {_KEPT_ALONE} {_LOOK_SAID}",
        f"Cover open while printing. Close it firmly. {_UNSETTLED}",
    ),
    Fault.PRINT_ERROR: FaultText(
        "The printer stopped during printing",
        f"The ticket may be incomplete, but {_KEPT}.",
        _AFTER_STAFF,
        "The printer stopped during printing, and the ticket may be incomplete. "
        f"{_KEPT_ALONE} {_LOOK_SAID}",
        f"Fault while printing: jam, cutter or heat. {_UNSETTLED}",
    ),
    Fault.PRINT_CONNECTION_LOST: FaultText(
        "The printer's connection broke",
        f"{_MAYBE}, but {_KEPT}.",
        _AFTER_NUMBER,
        f"The connection to the printer broke during printing. {_KEPT_ALONE} {_LOOK_SAID}",
        f"Connection lost while sending. Check cable or network and power. {_UNSETTLED}",
    ),
    Fault.PRINT_NO_ANSWER: FaultText(
        "The printer has not replied",
        f"{_MAYBE}, but {_KEPT}.",
        _AFTER_NUMBER,
        f"The printer has not replied. {_KEPT_ALONE} {_LOOK_SAID}",
        f"Sent, but no proof of the end in time. Is the printer off-line or stuck? {_UNSETTLED}",
    ),
    Fault.PRINT_HOST_LOST: FaultText(
        "The printing program stopped",
        f"{_MAYBE}, but {_KEPT}.",
        _AFTER_NUMBER,
        f"The printing program stopped. {_KEPT_ALONE} {_LOOK_SAID}",
        f"The printer process ended while printing; see its log. {_UNSETTLED}",
    ),
    Fault.PRINT_INTERRUPTED: FaultText(
        "Printing was interrupted",
        f"{_MAYBE}, but {_KEPT}.",
        _AFTER_NUMBER,
        f"Printing was interrupted. {_KEPT_ALONE} {_LOOK_SAID}",
        f"The job has no recorded end: power loss or a restart is likely. {_UNSETTLED}",
    ),
    Fault.PRINT_JAM: FaultText(
        "Paper got stuck during printing",
        f"The ticket may be incomplete, but {_KEPT}.",
        _AFTER_STAFF,
        "Paper got stuck during printing, and the ticket may be incomplete. "
        f"{_KEPT_ALONE} {_LOOK_SAID}",
        f"Jam while printing. Draw the paper out the way it leaves. {_UNSETTLED}",
    ),
    Fault.PRINT_CUTTER: FaultText(
        "The cutter got stuck during printing",
        f"The ticket may not be cut off, but {_KEPT}.",
        _AFTER_STAFF,
        "The cutter got stuck during printing, and the ticket may not be cut off. "
        f"{_KEPT_ALONE} {_LOOK_SAID}",
        f"Cutter fault while printing. Switch off, remove scraps. {_UNSETTLED}",
    ),
    Fault.PRINT_HEAD: FaultText(
        "The printer became too hot",
        f"The ticket may be incomplete, but {_KEPT}.",
        _AFTER_STAFF,
        "The printer became too hot and stopped, and the ticket may be incomplete. "
        f"{_KEPT_ALONE} {_LOOK_SAID}",
        "Head temperature or voltage while printing; it recovers when cool. If it recurs, check "
        f"air flow and power. {_UNSETTLED}",
    ),
}

PRINT_FAULTS: dict[Fault, FaultText] = {**_BEFORE, **_DURING}

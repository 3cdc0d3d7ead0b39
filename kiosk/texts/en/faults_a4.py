"""Faults of the A4 printer, in English.

A4_PRINT_* come while a document prints: how many pages came out is not known, so no text says it.
"""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "You can also call {hotline}"
_NEIGHBOUR = "You can print at {neighbour}"
_AT_COUNTER = "You can print at a counter, or try here again later"
_WITHOUT_PRINTER = (_AT_COUNTER, _NEIGHBOUR, _PHONE)
_KEPT = "nothing you did is lost"
_SAID = "Nothing you did is lost. You can print at a counter, or try here again later."

_COUNT = "Please look in the paper tray and count the pages"
_STAFF = "If pages are missing, call staff or go to a counter"
_AFTER = (_COUNT, _STAFF, _PHONE)
_AFTER_SAID = (
    "Nothing you did is lost. Please look in the paper tray and count the pages. "
    "If pages are missing, call staff or go to a counter."
)
_INCOMPLETE = f"The document may be incomplete, but {_KEPT}."
_UNSETTLED = (
    "How many pages came out is not settled and nothing is repeated by itself; "
    "check the tray and the printer's page count."
)

_BEFORE: dict[Fault, FaultText] = {
    Fault.A4_ABSENT: FaultText(
        "Documents cannot be printed here now",
        f"No document printer is connected here, but {_KEPT}.",
        _WITHOUT_PRINTER,
        f"Documents cannot be printed here now. {_SAID}",
        "The configured printer cannot be reached. Check power and network cable, and its address "
        "in the configuration.",
    ),
    Fault.A4_NO_PAPER: FaultText(
        "The paper for documents has run out",
        f"The tray of the document printer is empty, but {_KEPT}.",
        _WITHOUT_PRINTER,
        f"The paper for documents has run out. {_SAID}",
        "Printer reports no paper. Fill the tray with paper of the same size and push it in; the "
        "status should recover by itself.",
    ),
    Fault.A4_NO_TONER: FaultText(
        "The printer has run out of toner",
        f"Without toner the print cannot be read, but {_KEPT}.",
        _WITHOUT_PRINTER,
        f"The document printer has run out of toner. {_SAID}",
        "Printer reports empty toner. Replace the cartridge with one of the right type.",
    ),
    Fault.A4_COVER_OPEN: FaultText(
        "The printer's cover is open",
        f"The document printer cannot work with its cover open, but {_KEPT}.",
        _WITHOUT_PRINTER,
        f"The cover of the document printer is open, so it cannot print now. {_SAID}",
        "Printer reports an open cover or door. Close each firmly; if it stays, check the switch.",
    ),
    Fault.A4_ERROR: FaultText(
        "The printer needs repair",
        f"The document printer reports a fault, but {_KEPT}.",
        _WITHOUT_PRINTER,
        f"The document printer needs repair and cannot print now. {_SAID}",
        "Printer reports a fault or takes no jobs. See its state reasons with doctor --try, and "
        "the printer's panel, then power it off and on.",
    ),
    Fault.A4_SILENT: FaultText(
        "The printer does not answer",
        f"The document printer does not react now, but {_KEPT}.",
        _WITHOUT_PRINTER,
        f"The document printer does not answer, so it cannot print now. {_SAID}",
        "No answer to status requests; its state counts as unknown. "
        "Check power and network, power it off and on.",
    ),
    Fault.A4_JAMMED: FaultText(
        "Paper is stuck in the printer",
        f"Paper is stuck in the document printer, but {_KEPT}.",
        _WITHOUT_PRINTER,
        f"Paper is stuck in the document printer, so it cannot print now. {_SAID}",
        "Printer reports a jam. Follow its panel and take out every piece; they may show personal "
        "data, so shred them at once.",
    ),
    Fault.A4_NO_PDF: FaultText(
        "This printer cannot print documents",
        f"The printer here does not take this kind of document, but {_KEPT}.",
        _WITHOUT_PRINTER,
        f"The printer here does not take this kind of document. {_SAID}",
        "The printer does not accept PDF. Use a supported model, or configure a print queue that "
        "converts for it.",
    ),
    Fault.A4_BUSY: FaultText(
        "The printer is busy",
        f"The printer has another document to finish first, and {_KEPT}.",
        (
            "Please wait a little, then choose print again",
            "In a hurry? You can print at a counter",
            _PHONE,
        ),
        "The printer has another document to finish first. Nothing you did is lost. Please wait a "
        "little, then choose print again. In a hurry, you can print at a counter.",
        "Printer busy; no job was handed over. If it stays, see on its panel whose job it is and "
        "whether another computer shares it.",
    ),
    Fault.A4_OUTPUT_FULL: FaultText(
        "The paper tray is full",
        f"The printer stopped because its output tray is full, but {_KEPT}.",
        (
            "Please take your own pages out of the tray",
            "Pages of others? Please call staff or ask at a counter",
            _PHONE,
        ),
        "The printer stopped because its output tray is full. Nothing you did is lost. Please "
        "take your own pages out of the tray. For pages of others, please call staff or ask at a "
        "counter.",
        "Printer reports a full output tray. Empty it; pages may show personal data, so shred or "
        "return them at once.",
    ),
}

_DURING: dict[Fault, FaultText] = {
    Fault.A4_PRINT_PAPER_END: FaultText(
        "The paper ran out during printing",
        _INCOMPLETE,
        _AFTER,
        f"The paper ran out during printing, and the document may be incomplete. {_AFTER_SAID}",
        f"Paper end while printing. Load paper. {_UNSETTLED}",
    ),
    Fault.A4_PRINT_JAM: FaultText(
        "Paper got stuck during printing",
        _INCOMPLETE,
        _AFTER,
        f"Paper got stuck during printing, and the document may be incomplete. {_AFTER_SAID}",
        f"Jam while printing. Take out and shred the pieces. {_UNSETTLED}",
    ),
    Fault.A4_PRINT_COVER_OPENED: FaultText(
        "The cover opened during printing",
        _INCOMPLETE,
        _AFTER,
        f"The cover opened during printing, and the document may be incomplete. {_AFTER_SAID}",
        f"Cover or door open while printing. Close each firmly. {_UNSETTLED}",
    ),
    Fault.A4_PRINT_TONER_END: FaultText(
        "The toner ran out during printing",
        f"Pages may be missing or too pale, but {_KEPT}.",
        ("Please look in the tray: all pages, and dark enough?", _STAFF, _PHONE),
        f"The toner ran out during printing. Pages may be missing or too pale. {_AFTER_SAID}",
        f"Toner end while printing. Replace the cartridge. {_UNSETTLED}",
    ),
    Fault.A4_PRINT_ERROR: FaultText(
        "The printer stopped during printing",
        _INCOMPLETE,
        _AFTER,
        f"The printer stopped during printing, and the document may be incomplete. {_AFTER_SAID}",
        f"Fault while printing, or job aborted by the printer. See reasons and panel. {_UNSETTLED}",
    ),
    Fault.A4_PRINT_CONNECTION_LOST: FaultText(
        "The printer's connection broke",
        f"The document may be out or incomplete, but {_KEPT}.",
        _AFTER,
        "The connection to the printer broke, and the document may be incomplete. " + _AFTER_SAID,
        "Connection lost after the job was handed over. Check cable and power; look for a job left "
        f"in the printer. {_UNSETTLED}",
    ),
    Fault.A4_PRINT_NO_ANSWER: FaultText(
        "The printer has not replied",
        f"The document may be out or incomplete, but {_KEPT}.",
        _AFTER,
        f"The printer has not replied, and the document may be incomplete. {_AFTER_SAID}",
        f"No proof of the end in time. Is the panel stuck? {_UNSETTLED}",
    ),
    Fault.A4_PRINT_CANCELLED: FaultText(
        "Printing was stopped half-way",
        _INCOMPLETE,
        _AFTER,
        f"Printing was stopped half way, and the document may be incomplete. {_AFTER_SAID}",
        "Job cancelled before its end: by this terminal or on the printer's panel. " + _UNSETTLED,
    ),
    Fault.A4_PRINT_OTHER_JOB: FaultText(
        "Another document got in between",
        f"The pages in the tray may not all be yours, but {_KEPT}.",
        ("Please read the name on each page and take only yours", _STAFF, _PHONE),
        "Another document got in between, and the pages in the tray may not all be yours. Please "
        f"read the name on each page and take only yours. {_AFTER_SAID}",
        "The printer speaks of a job that is not ours: it restarted, or another computer shares "
        f"it. {_UNSETTLED}",
    ),
    Fault.A4_PRINT_ONLY_SPOOLED: FaultText(
        "The printer does not say how it ended",
        f"The printer took the document but does not say how much is out, and {_KEPT}.",
        _AFTER,
        f"The printer took the document but does not say how it ended. {_AFTER_SAID}",
        "The queue says completed, the printer itself does not confirm: counted as unknown. "
        + _UNSETTLED,
    ),
    Fault.A4_DOCUMENT_REFUSED: FaultText(
        "The printer did not take this document",
        f"The printer cannot print this document; your papers are fine and {_KEPT}.",
        (_AT_COUNTER, _NEIGHBOUR, _PHONE),
        f"The printer did not take this document. Your papers are fine. {_SAID}",
        "Printer refuses the document: format, size, media, or it has no two-sided or colour "
        "printing. If others print, check the template of this one.",
    ),
    Fault.A4_PRINT_HOST_LOST: FaultText(
        "The printing program broke off",
        f"The document may be out or incomplete, but {_KEPT}.",
        _AFTER,
        f"The printing program broke off, and the document may be incomplete. {_AFTER_SAID}",
        f"The printer host ended while a document printed; see its log. {_UNSETTLED}",
    ),
    Fault.A4_PRINT_INTERRUPTED: FaultText(
        "Printing was interrupted",
        f"The document may be out or incomplete, but {_KEPT}.",
        _AFTER,
        f"Printing was interrupted, and the document may be incomplete. {_AFTER_SAID}",
        f"A job without an end: a power cut or a restart? {_UNSETTLED}",
    ),
}

A4_FAULTS: dict[Fault, FaultText] = {**_BEFORE, **_DURING}

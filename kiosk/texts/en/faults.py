"""Faults in English: all families, and those of the terminal and the platform."""

from kiosk.faults import Fault
from kiosk.texts.en.faults_a4 import A4_FAULTS
from kiosk.texts.en.faults_card import CARD_FAULTS
from kiosk.texts.en.faults_catalogue import CATALOGUE_FAULTS
from kiosk.texts.en.faults_cert import CERT_FAULTS
from kiosk.texts.en.faults_devices import DEVICE_FAULTS
from kiosk.texts.en.faults_face import FACE_FAULTS
from kiosk.texts.en.faults_identity import IDENTITY_FAULTS
from kiosk.texts.en.faults_item import ITEM_FAULTS
from kiosk.texts.en.faults_print import PRINT_FAULTS
from kiosk.texts.en.faults_query import QUERY_FAULTS
from kiosk.texts.en.faults_scan import SCAN_FAULTS
from kiosk.texts.en.faults_social import SOCIAL_FAULTS
from kiosk.texts.en.faults_ticket import TICKET_FAULTS
from kiosk.texts.en.takeaway import TAKEAWAY_FAULTS
from kiosk.texts.fault_text import FaultText

_PHONE = "You can also call {hotline}"
_NEIGHBOUR = "No number yet? You can take one at {neighbour}"
_GO_ON = "You can take a number as usual and wait with it"
_HOW_LONG = "To learn how long it takes, please ask at a counter"
_WAITING_UNKNOWN = "you can take a number, but how many people are ahead is unknown"
_WAITING_SAID = (
    "You can take a number as usual. How many people are ahead is not known now. "
    "You can ask at a counter."
)

_TERMINAL: dict[Fault, FaultText] = {
    Fault.SERVICE_LOST: FaultText(
        "This terminal is recovering",
        "A part of this terminal is restarting, and nothing you did is lost.",
        (
            "Please wait a little, then try again",
            "In a hurry? Please go to a counter",
            _PHONE,
        ),
        "This terminal is recovering, and nothing you did is lost. Please wait a little, then "
        "try again. If you are in a hurry, please go to a counter.",
        "The ticket service does not answer or has ended; the supervisor should restart it. "
        "If not, see its log and the disk. The local store holds the truth about numbers.",
    ),
    Fault.DISK_FULL: FaultText(
        "No new numbers here for now",
        "The storage of this terminal is full, and any number you already have stays valid.",
        (_NEIGHBOUR, "Please take a number at a counter", _PHONE),
        "The storage of this terminal is full, so it cannot give new numbers now. Any number you "
        "already have stays valid. If you have none yet, please go to a counter.",
        "Disk full; nothing was written. Remove old logs and files, never the local store; "
        "then see whether the upload backlog shrinks.",
    ),
    Fault.STORE_ERROR: FaultText(
        "No new numbers here for now",
        "This terminal cannot keep new records, and any number you already have stays valid.",
        (_NEIGHBOUR, "Please take a number at a counter", _PHONE),
        "This terminal cannot give new numbers now. Any number you already have stays valid. "
        "If you have none yet, please go to a counter.",
        "Reading or writing the local store went wrong; this record was not written. "
        "See the service log, check the disk; back the store up first, never delete it.",
    ),
    Fault.CLOCK_WRONG: FaultText(
        "The clock here may be wrong",
        "You can take a number, only the time on the screen may be wrong.",
        (_GO_ON, "For the time, see the hall's clock or ask at a counter", _PHONE),
        "The clock of this terminal may be wrong, please look at the clock of the hall. "
        "You can take a number as usual. If you have questions, please ask at a counter.",
        "System time is before the last business day; numbers go on with that day and never "
        "repeat. Set the clock; check time synchronisation and the board's battery.",
    ),
    Fault.OUT_OF_SERVICE: FaultText(
        "Out of service for now",
        "The staff have paused this terminal, and any number you already have stays valid.",
        (_NEIGHBOUR, "Please take a number at a counter", _PHONE),
        "This terminal is out of service for now. Any number you already have stays valid. "
        "If you have none yet, please use another terminal or go to a counter.",
        "Locked by a command of the platform; its command to unlock ends it, a restart does not.",
    ),
    Fault.ROOM_LEAN: FaultText(
        "Your rating was not kept this time",
        "The storage of this terminal is nearly full, so it keeps no ratings now, but your number "
        "and all that you did are kept.",
        (
            "Your number stays valid, please wait with it",
            "To rate the service, please ask at a counter",
            _PHONE,
        ),
        "The storage of this terminal is nearly full, so your rating was not kept this time. Your "
        "number and all that you did are kept. To rate the service, please ask at a counter.",
        "Disk low or backlog long; ratings and other optional records are not taken. "
        "Clean the disk, check the upload; it ends by itself once there is room.",
    ),
    Fault.ROOM_TIGHT: FaultText(
        "Only numbers here for now",
        "The storage of this terminal is nearly full, so it takes no applications now, only "
        "numbers.",
        (_GO_ON, "For an application, please go to a counter", _PHONE),
        "The storage of this terminal is nearly full. You can take a number as usual, but it takes "
        "no applications now. For an application, please go to a counter.",
        "Disk very low or backlog very long; no new applications or attachments, numbers go on. "
        "Clean the disk, check the upload; it ends by itself once there is room.",
    ),
}

_PLATFORM: dict[Fault, FaultText] = {
    Fault.PLATFORM_UNREACHABLE: FaultText(
        "Offline, you can still take a number",
        f"This terminal cannot reach the central system: {_WAITING_UNKNOWN}.",
        (_GO_ON, _HOW_LONG, _PHONE),
        f"The network is down for now. {_WAITING_SAID}",
        "Platform unreachable. Check cable, router, name resolution. Records stay here and are "
        "sent when it is back; leased numbers run out, so watch how many are left.",
    ),
    Fault.PLATFORM_ERROR: FaultText(
        "You can still take a number",
        f"The central system cannot answer properly: {_WAITING_UNKNOWN}.",
        (_GO_ON, _HOW_LONG, _PHONE),
        f"The central system is having trouble now. {_WAITING_SAID}",
        "The platform answers with an error. See its log; records stay here and are sent again.",
    ),
    Fault.PLATFORM_NOT_OURS: FaultText(
        "You can still take a number",
        f"The network here does not lead to the central system: {_WAITING_UNKNOWN}.",
        (_GO_ON, _HOW_LONG, _PHONE),
        f"The network here does not lead to the central system now. {_WAITING_SAID}",
        "Something else than our platform answers: a login page, a proxy or a wrong address. "
        "Check network and platform address; nothing was counted as sent.",
    ),
    Fault.PLATFORM_REFUSED: FaultText(
        "You can still take a number",
        f"The central system does not accept this terminal now: {_WAITING_UNKNOWN}.",
        (_GO_ON, _HOW_LONG, _PHONE),
        f"This terminal is not connected to the central system now. {_WAITING_SAID}",
        "The platform refuses this terminal or its records. Is the token expired or revoked, "
        "is the terminal registered? Records stay here.",
    ),
}

FAULTS: dict[Fault, FaultText] = {
    **CARD_FAULTS,
    **SOCIAL_FAULTS,
    **PRINT_FAULTS,
    **A4_FAULTS,
    **SCAN_FAULTS,
    **FACE_FAULTS,
    **DEVICE_FAULTS,
    **TICKET_FAULTS,
    **IDENTITY_FAULTS,
    **ITEM_FAULTS,
    **QUERY_FAULTS,
    **CERT_FAULTS,
    **TAKEAWAY_FAULTS,
    **CATALOGUE_FAULTS,
    **_TERMINAL,
    **_PLATFORM,
}

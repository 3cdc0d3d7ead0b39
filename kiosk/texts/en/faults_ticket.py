"""Why a number cannot be given, in English."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "You can also call {hotline}"
_REOPENS = "Please come back at this time: {reopens}"
_OTHER = "You can choose another service, or ask at a counter"
_OTHER_SAID = "You can choose another service, or ask at a counter."

TICKET_FAULTS: dict[Fault, FaultText] = {
    Fault.GROUP_CLOSED: FaultText(
        "This service is closed now",
        "It is outside the opening hours of this service.",
        (_REOPENS, _OTHER, _PHONE),
        "This service is closed now. When it opens again is shown on the screen. " + _OTHER_SAID,
        "Outside opening hours, or in the last minutes before closing. Not a fault; "
        "change the hours on the platform if they are wrong.",
    ),
    Fault.GROUP_QUOTA_DAY: FaultText(
        "No numbers are left today",
        "All of today's numbers of this service have been given.",
        (_OTHER, "You can also come earlier on another day", _PHONE),
        "All of today's numbers of this service have been given. "
        f"{_OTHER_SAID} You can also come earlier on another day.",
        "Daily limit of this service reached. Not a fault; raise the limit on the platform.",
    ),
    Fault.GROUP_QUOTA_INTERVAL: FaultText(
        "No numbers are left in this period",
        "All numbers of this service for this part of the day have been given.",
        (_REOPENS, _OTHER, _PHONE),
        "All numbers of this service for this part of the day have been given. "
        f"When more are given is shown on the screen. {_OTHER_SAID}",
        "Limit of this period reached. Not a fault; raise it on the platform.",
    ),
    Fault.GROUP_NO_NUMBERS: FaultText(
        "This terminal has used up its numbers",
        "The numbers lent to this terminal are used up, and it needs new ones first.",
        ("You can take a number at {neighbour}", _OTHER, _PHONE),
        "This terminal has used up its numbers and needs new ones first. " + _OTHER_SAID,
        "Leased block used up and not refilled. Check the way to the platform and the system date; "
        "it refills once connected. If too small, enlarge the block on the platform.",
    ),
    Fault.PERSON_QUOTA_DAY: FaultText(
        "You have today's numbers already",
        "Each person can take only so many numbers a day for this service, and you have them.",
        (_OTHER, "You can also come on another day", _PHONE),
        "Each person can take only so many numbers a day for this service, and you have them. "
        f"{_OTHER_SAID} You can also come on another day.",
        "Daily limit per person reached. Not a fault; a counter decides on special cases.",
    ),
    Fault.OPEN_TICKET: FaultText(
        "You already have this number",
        "Your number {ticket_no} stays valid and you need not queue again.",
        (
            "You can print it again here; the number stays the same",
            "You can photograph it on the screen, or ask at a counter",
            _PHONE,
        ),
        "You already have a number. It is {ticket_no}, it stays valid and you need not queue "
        "again. You can print it again. If you have questions, please ask at a counter.",
        "This person has an open ticket of this service; no new one was given. A reprint is "
        "marked as a copy. To void it, use a counter.",
    ),
    Fault.GROUP_UNKNOWN: FaultText(
        "This service has just changed",
        "This service is not among those with numbers here now.",
        (
            "Please go back and choose a service again",
            "For this service, please ask at a counter",
            _PHONE,
        ),
        "This service has just changed and has no numbers here now. "
        "Please go back and choose again, or ask at a counter.",
        "The group asked for is not in the current list. If the platform still has it, "
        "check whether the list has been synchronised.",
    ),
    Fault.MEANS_NOT_ALLOWED: FaultText(
        "This service needs your ID card",
        "For a number of this service, the ID card must be read here.",
        (
            "Please go back, choose it again and lay down the ID card",
            "Without the card, please go to a counter",
            _PHONE,
        ),
        "This service needs your ID card. Please go back, choose it again and lay down the ID "
        "card. Without the card, please go to a counter.",
        "Assurance below what the group needs. Not a fault; whether typed numbers are allowed "
        "is set on the platform.",
    ),
}

"""Faults of the catalogue of service items, in English."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_AGAIN = "Please go back and look for another service"
_COUNTER = "For this service, please ask at the counter"
_PHONE = "Or call {hotline}"

CATALOGUE_FAULTS: dict[Fault, FaultText] = {
    Fault.ITEM_GONE: FaultText(
        "This service has just changed",
        "It is not among the services of this machine now.",
        (_AGAIN, _COUNTER, _PHONE),
        "This service has just changed. Please go back and look again, or ask at the counter.",
        "Not visible at this moment: cancelled, not yet in force, or of another site. Check state "
        "and dates on the platform.",
    ),
    Fault.ITEM_UNREADABLE: FaultText(
        "This service cannot be opened",
        "This machine cannot read what it says, all others can be used.",
        (_AGAIN, _COUNTER, _PHONE),
        "This service cannot be opened, all others can. Please go back, or ask at the counter.",
        "The package is not what this version can read. Check it by items lint; for a newer "
        "format, upgrade the program first.",
    ),
    Fault.CATALOGUE_LOST: FaultText(
        "Services cannot be looked up now",
        "The list of services cannot be read, but you can still take a number.",
        ("Take a number and ask at the counter", "Ask at the counter", _PHONE),
        "Services cannot be looked up now. You can take a number and ask at the counter.",
        "The catalogue file cannot be opened or is damaged. See the service's log; the updater "
        "gets a fresh one from the platform.",
    ),
}

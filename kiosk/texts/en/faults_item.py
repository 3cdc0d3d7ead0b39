"""Why a service item cannot be handled here or now, in English."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "Or call {hotline}"
_GUIDE = "You can read the guide first and get your papers ready"
_COUNTER = "If it is urgent, go to a staffed counter"

ITEM_FAULTS: dict[Fault, FaultText] = {
    Fault.ITEM_CLOSED: FaultText(
        "This cannot be handled at this hour",
        "The service behind it is closed now, but its guide can be read.",
        ("Please come back at {reopens}", "Read the guide, or ask at a staffed counter", _PHONE),
        "This cannot be handled at this hour. When it opens again is on the screen. You can read "
        "the guide now, or ask at a staffed counter.",
        "Judged by the package's service hours and the work-day calendar. Not a fault; mend the "
        "package, or see whether the calendar has been synchronised.",
    ),
    Fault.ITEM_NEEDS_NETWORK: FaultText(
        "Not without a connection",
        "This needs the department's system, which cannot be reached now.",
        (_GUIDE, _COUNTER, _PHONE),
        "This needs the department's system, which cannot be reached now. You can read the guide. "
        "If it is urgent, go to a staffed counter.",
        "No way to the platform, and the item's offline class does not allow handling without it. "
        "Check the network and the platform; it comes back by itself.",
    ),
    Fault.ITEM_NOT_IN_FORCE: FaultText(
        "This is not offered now",
        "It has not begun, is suspended, or has ended.",
        ("Go back and look for another item", "Ask at a staffed counter if unsure", _PHONE),
        "This is not offered now. It may not have begun, or it is suspended or has ended. Go back "
        "and look for another item, or ask at a staffed counter.",
        "Judged by the item's state and its dates of effect and cancellation. Not a fault; mend "
        "the package and publish it again.",
    ),
    Fault.ITEM_ELSEWHERE: FaultText(
        "This is handled at another place",
        "It belongs to another place and cannot be handled from here.",
        (_GUIDE, "Ask at a staffed counter where to go", _PHONE),
        "This belongs to another place and cannot be handled from here. You can read the guide. "
        "Ask at a staffed counter where to go.",
        "The item's region and its cross-region scope leave this terminal out. Not a fault; mend "
        "the scope in the package.",
    ),
    Fault.ITEM_AT_COUNTER: FaultText(
        "This is handled at a counter",
        "This terminal cannot finish it, so staff will do it with you.",
        (_GUIDE, "Please go to a staffed counter", _PHONE),
        "This terminal cannot finish it, so staff will do it with you. Read the guide to get your "
        "papers ready, then go to a staffed counter.",
        "Online depth below level 3, or the package refers to a counter. Not a fault; the terminal "
        "offers the guide, booking and a number only.",
    ),
    Fault.ITEM_NOT_FOR_YOU: FaultText(
        "Your case cannot be handled this way",
        "By the rules of this item, your case is not among those that it covers.",
        (
            "The screen says why, and what you can do instead",
            "If that seems wrong, ask at a staffed counter",
            _PHONE,
        ),
        "By the rules of this item, your case is not among those that it covers. The screen says "
        "why, and what you can do instead. If that seems wrong, ask at a staffed counter.",
        "An exclusion of the package holds. Computed here from the card, not kept. If the rule is "
        "wrong, mend the package.",
    ),
    Fault.ITEM_MEANS_TOO_WEAK: FaultText(
        "One more check of who you are",
        "This touches your rights, so it has to be certain that it is you.",
        (
            "Choose one of the ways on the screen",
            "If none suits you, go to a staffed counter",
            _PHONE,
        ),
        "It has to be certain that it is you. Choose one of the ways on the screen. If none suits "
        "you, go to a staffed counter.",
        "Assurance below what the item needs. Not a fault; the screen lists the credentials that "
        "reach it.",
    ),
}

"""Faults of the social security card and its reader, in English."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "You can also call {hotline}"
_NEIGHBOUR = "You can use the card at {neighbour}"
_OTHER_WAY = "Use your ID card, type its number where offered, or go to a counter"
_WITHOUT_READER = (_OTHER_WAY, _NEIGHBOUR, _PHONE)
_PUT_AGAIN = "Lift the card, put it back and leave it there"
_SAID = (
    "You can use your ID card instead. Some services let you type your ID number. "
    "You can also go to a counter."
)
_AGAIN_SAID = "Please lift the card, put it back and leave it there."
_NOT_YOURS = "nothing is wrong with your card"

_READER: dict[Fault, FaultText] = {
    Fault.SSC_READER_ABSENT: FaultText(
        "Social security cards: not here now",
        f"No reader for social security cards is connected, {_NOT_YOURS}.",
        _WITHOUT_READER,
        f"Social security cards cannot be read here now, {_NOT_YOURS}. {_SAID}",
        "The configured card reader is missing. Check its power and cable, and its name in the "
        "configuration.",
    ),
    Fault.SSC_READER_SILENT: FaultText(
        "The card reader does not answer",
        f"The reader for social security cards does not react now, {_NOT_YOURS}.",
        _WITHOUT_READER,
        f"The reader for social security cards does not answer now, {_NOT_YOURS}. {_SAID}",
        "The reader is listed, but a command does not return. Disconnect and connect it; "
        "if it recurs, replace it.",
    ),
    Fault.SSC_SERVICE_LOST: FaultText(
        "Card reading is recovering",
        "The part that reads social security cards is restarting, and nothing you did is lost.",
        ("Please wait a little, then put the card in again", _OTHER_WAY, _PHONE),
        "Reading social security cards is recovering, and nothing you did is lost. "
        f"Please wait a little, then put the card in again. {_SAID}",
        "The system's smart card service is not running or broke off; it is taken up again by "
        "itself. If not, check the service and its permissions.",
    ),
}

_CARD: dict[Fault, FaultText] = {
    Fault.SSC_READ_FAILED: FaultText(
        "The card could not be read",
        "The social security card may not be all the way in, or it left a little early.",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"The social security card could not be read. {_AGAIN_SAID} {_SAID}",
        "Unreadable after retries. If the same card reads elsewhere, clean the reader's contacts.",
    ),
    Fault.SSC_OTHER_CARD: FaultText(
        "Please use a social security card",
        "This card is not known here; a social security card is.",
        ("Please take this card away and put in the other", _OTHER_WAY, _PHONE),
        "This card is not known here. Please take it away, put in a social security card and "
        f"leave it there. {_SAID}",
        "No social security application on the card: a bank card or another. Not a device fault.",
    ),
    Fault.SSC_NEEDS_AUTH: FaultText(
        "This card cannot be read here",
        f"It asks for an authentication that this terminal does not have, {_NOT_YOURS}.",
        (
            "Please use your ID card, or type its number where offered",
            "Without an ID card, please go to a counter",
            _PHONE,
        ),
        "This social security card asks for an authentication that this terminal does not have, "
        f"{_NOT_YOURS}. Please use your ID card. Some services let you type your ID number. "
        "Without an ID card, please go to a counter.",
        "The card wants external authentication before personal data; no security module for it "
        "is fitted. Not a fault; apply for one to the social security authority.",
    ),
    Fault.SSC_LOCKED: FaultText(
        "This card is locked",
        "The chip of the social security card is locked, and staff must see to it.",
        (
            "To go on now, please use your ID card",
            "To have the card unlocked, please go to a counter",
            _PHONE,
        ),
        "The chip of this social security card is locked, and staff must see to it. To go on now, "
        "please use your ID card. To have the card unlocked, please go to a counter.",
        "The card reports a locked application or method; this terminal never tries a password. "
        "Its issuer can help.",
    ),
    Fault.SSC_BAD_DATA: FaultText(
        "The card was not fully read",
        "What is stored in the social security card's chip was not read completely.",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"The social security card was not fully read. {_AGAIN_SAID} {_SAID}",
        "Records undecodable: length, encoding, dates, or no name. No personal data is logged; "
        "have a counter check the card on another reader.",
    ),
    Fault.SSC_BAD_NUMBER: FaultText(
        "The card's number does not add up",
        "The number read from the card does not agree with its own last digit.",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"The number read from the social security card does not add up. {_AGAIN_SAID} {_SAID}",
        "Check character of the social security or card number mismatches; it was not used. "
        "Have a counter check the card on another reader.",
    ),
    Fault.SSC_EXPIRED: FaultText(
        "This social security card has expired",
        "The end date on the card has passed, so it cannot be used here.",
        (
            "If you have a new card, please put that one in",
            "Without a new card, please use your ID card or go to a counter",
            _PHONE,
        ),
        "This social security card has expired, so it cannot be used here. If you have a new "
        "card, please put that one in. Without one, please use your ID card or go to a counter.",
        "End date before this terminal's date. If many cards do this, check the date first.",
    ),
    Fault.SSC_REMOVED: FaultText(
        "The card was not read to its end",
        "The social security card left the reader before all of it was read.",
        ("Please put it in again and wait for the sign to take it", _OTHER_WAY, _PHONE),
        "The social security card was not read to its end. Please put it in again and wait until "
        f"you are asked to take it. {_SAID}",
        "Card gone while reading; nothing was used. If it happens to cards that did not move, "
        "clean the contacts and check the slot.",
    ),
    Fault.SSC_MUTE: FaultText(
        "The card does not react",
        "The card is in, but its chip does not answer and may face the other way.",
        ("Please turn the chip the other way and put it in again", _OTHER_WAY, _PHONE),
        "The social security card is in, but it does not react. Please turn the chip the other "
        f"way and put it in again. {_SAID}",
        "Card present, no answer to reset: wrong way round, dirty contacts or a broken card. "
        "If many cards do this, clean or replace the reader.",
    ),
    Fault.SSC_CHANGED: FaultText(
        "This is a different card",
        "The social security card in the reader is not the one that you began with.",
        (
            "Please put the first card in again to go on",
            "For somebody else, please start again or go to a counter",
            _PHONE,
        ),
        "The social security card in the reader is not the one that you began with. Please put "
        "the first card in again to go on. For somebody else, please start again or go to a "
        "counter.",
        "Two different cards in one session; the second was not used. Not a device fault.",
    ),
    Fault.SSC_LEFT_IN: FaultText(
        "A card is in the slot already",
        "It was in there before this terminal was ready for it, so it was not read.",
        (
            "If it is yours, please take it out and put it in again",
            "If it is not, please give it to the staff at a counter",
            _PHONE,
        ),
        "A social security card is in the slot already, and it was not read. If it is yours, "
        "please take it out and put it in again. If it is not, please give it to the staff at a "
        "counter.",
        "A card lay in the slot before a reading began: forgotten, or put in while the card host "
        "was being replaced. It was not read. If nobody claims it, keep it for its holder.",
    ),
}

SOCIAL_FAULTS: dict[Fault, FaultText] = {**_READER, **_CARD}

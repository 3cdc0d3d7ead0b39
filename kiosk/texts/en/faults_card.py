"""Faults of the card reader, the card and the typed number, in English."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "You can also call {hotline}"
_NEIGHBOUR = "You can use your ID card at {neighbour}"
_OTHER_WAY = "Some services let you type your ID number; or go to a counter"
_WITHOUT_READER = (_OTHER_WAY, _NEIGHBOUR, _PHONE)
_PUT_AGAIN = "Lift the ID card, lay it flat again and leave it there"
_SAID = "Some services let you type your ID number. You can also go to a counter."
_AGAIN_SAID = "Please lift the ID card, lay it flat again and leave it there."
_NOT_YOURS = "nothing is wrong with your ID card"

_READER: dict[Fault, FaultText] = {
    Fault.READER_ABSENT: FaultText(
        "The card reader does not work now",
        f"No card reader is connected here, {_NOT_YOURS}.",
        _WITHOUT_READER,
        f"The card reader does not work now, {_NOT_YOURS}. {_SAID}",
        "The configured serial port is missing or held by another program. "
        "Check the reader's power and cable, and the port in the configuration.",
    ),
    Fault.READER_SILENT: FaultText(
        "The card reader does not answer",
        f"The card reader does not react now, {_NOT_YOURS}.",
        _WITHOUT_READER,
        f"The card reader does not answer now, {_NOT_YOURS}. {_SAID}",
        "The port opens but the reader is silent. Power it off and on; check cable and baud rate.",
    ),
    Fault.READER_UNSUPPORTED: FaultText(
        "ID cards cannot be read here now",
        f"The reader in this terminal cannot read ID cards, {_NOT_YOURS}.",
        _WITHOUT_READER,
        f"This terminal cannot read ID cards now, {_NOT_YOURS}. {_SAID}",
        "The reader does not know the commands, lacks permission or speaks another protocol. "
        "Replace it with a supported model.",
    ),
    Fault.READER_GARBLED: FaultText(
        "The card reader's signal is not clear",
        f"What the card reader sends is not complete, {_NOT_YOURS}.",
        _WITHOUT_READER,
        f"The signal of the card reader is not clear, {_NOT_YOURS}. {_SAID}",
        "Data is malformed again and again. Check baud rate, cable, grounding, serial converter.",
    ),
    Fault.READER_OUT_OF_SERVICE: FaultText(
        "The card reader is out of service",
        f"The security part of the card reader does not work, {_NOT_YOURS}.",
        _WITHOUT_READER,
        f"The card reader is out of service, {_NOT_YOURS}. {_SAID}",
        "SAM self-test did not pass, or the SAM is not authorised. Power-cycle once; "
        "if it stays, call the vendor. Do not open it.",
    ),
    Fault.READER_HOST_LOST: FaultText(
        "Card reading is recovering",
        "The card reading program is restarting, and nothing you did is lost.",
        ("Please wait a little, then lay the ID card flat again", _OTHER_WAY, _PHONE),
        "Card reading is recovering, and nothing you did is lost. "
        f"Please wait a little, then lay the ID card flat again. {_SAID}",
        "The card process ended or does not answer; the supervisor should restart it. "
        "If it recurs, see its log.",
    ),
}

_CARD: dict[Fault, FaultText] = {
    Fault.CARD_READ_FAILED: FaultText(
        "The ID card could not be read",
        "The card may not lie flat, or it was lifted a little early.",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"The ID card could not be read. {_AGAIN_SAID} {_SAID}",
        "Unreadable after retries. If the same card reads elsewhere, clean the surface; "
        "look for metal nearby and check the antenna.",
    ),
    Fault.CARD_NOT_VERIFIED: FaultText(
        "This card could not be verified",
        "The reader could not verify the card's chip; it may be the card or the machine.",
        (_NEIGHBOUR, _OTHER_WAY, _PHONE),
        "The reader could not verify the chip of this card. It may be the card or the machine. "
        f"{_SAID}",
        "SAM and card did not verify each other; nothing from the card was used. "
        "If it happens with many cards, replace the reader.",
    ),
    Fault.CARD_WRONG_TYPE: FaultText(
        "Please use an ID card",
        "This card is not known here; resident ID cards, residence permits of Hong Kong, Macao "
        "and Taiwan residents and foreigners' permanent residence cards are.",
        ("Please take this card away and lay down an ID card", _OTHER_WAY, _PHONE),
        "This card is not known here. Please take it away, lay down an ID card and leave it "
        f"there. {_SAID}",
        "The reader reports a wrong card type. With a real ID card: remove sleeves and other "
        "cards, then try again.",
    ),
    Fault.CARD_BAD_TEXT: FaultText(
        "The ID card was not fully read",
        "What is stored in the ID card's chip was not read completely.",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"The ID card was not fully read. {_AGAIN_SAID} {_SAID}",
        "Text block undecodable: encoding, dates, or no name or end date. No personal data is "
        "logged; have a counter check the card on another reader.",
    ),
    Fault.CARD_BAD_NUMBER: FaultText(
        "The card's number does not add up",
        "The number read from the card does not agree with its own last digit.",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"The number read from the card does not add up. {_AGAIN_SAID} {_SAID}",
        "Check character mismatch; the number was not used. "
        "Have a counter check the card on another reader.",
    ),
    Fault.CARD_EXPIRED: FaultText(
        "This ID card has expired",
        "The end date on the card has passed, so it cannot be used here.",
        (
            "If you have a new ID card, please lay that one down",
            "Without a new card, please go to a counter",
            _PHONE,
        ),
        "This ID card has expired, so it cannot be used here. If you have a new ID card, please "
        "lay that one down. Without a new card, please go to a counter.",
        "End date before this terminal's date. If many cards do this, check the date first.",
    ),
    Fault.CARD_TIMEOUT: FaultText(
        "No ID card has come yet",
        "For a while no ID card was laid on the reader.",
        ("Please lay the ID card flat on the reader and leave it there", _OTHER_WAY, _PHONE),
        "No ID card has come yet. Please lay it flat on the lit reader and leave it there. "
        f"{_SAID}",
        "No card found in time. If frequent, try a test card to see whether the reader finds it.",
    ),
    Fault.CARD_CHANGED: FaultText(
        "This is a different ID card",
        "The ID card on the reader is not the one that you began with.",
        (
            "Please lay the first ID card down again to go on",
            "For somebody else, please start again or go to a counter",
            _PHONE,
        ),
        "The ID card on the reader is not the one that you began with. Please lay the first ID "
        "card down again to go on. For somebody else, please start again or go to a counter.",
        "Two different cards in one session; the second was not used. Not a device fault.",
    ),
    Fault.NUMBER_INVALID: FaultText(
        "One digit seems to be different",
        "An ID number has eighteen characters, and those typed do not fit together.",
        (
            "Please compare with the ID card and type it again",
            "You can go back and use the ID card, or go to a counter",
            _PHONE,
        ),
        "One digit of the number seems to be different. Please compare with the ID card and type "
        "it again. You can also go back and use the ID card, or go to a counter.",
        "Length, date or check character does not fit; nothing was sent. Not a device fault.",
    ),
}

CARD_FAULTS: dict[Fault, FaultText] = {**_READER, **_CARD}

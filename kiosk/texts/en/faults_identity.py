"""Why somebody is not identified by other means than a card, in English."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_OTHER = "Choose another way, or try once more"
_COUNTER = "Or go to a counter"
_PHONE = "Or call {hotline}"
_GO = "You can choose another way, or go to a counter."

IDENTITY_FAULTS: dict[Fault, FaultText] = {
    Fault.IDENTITY_NO_ANSWER: FaultText(
        "The identity service does not answer",
        "There was no answer within ten seconds, and what you filled in is kept.",
        (_OTHER, _COUNTER, _PHONE),
        f"The identity service does not answer. What you filled in is kept. {_GO}",
        "The identity provider did not answer in time or cannot be reached. Check the network and"
        " its response times; it heals by itself.",
    ),
    Fault.IDENTITY_NOT_OURS: FaultText(
        "The identity answer does not fit",
        "The answer was not whole or did not belong to this request, so it was not used.",
        (_OTHER, _COUNTER, _PHONE),
        f"The answer did not belong to this request, so it was not used. {_GO}",
        "The identity provider's answer is not as agreed: a page, a missing field, a wrong check"
        " character or too high a level. Check the configured address and the provider.",
    ),
    Fault.IDENTITY_REFUSED: FaultText(
        "This way is not possible now",
        "The identity service did not accept the request of this terminal.",
        (_OTHER, _COUNTER, _PHONE),
        f"The identity service did not accept the request. {_GO}",
        "The identity provider refused this terminal: token, application id or key are wrong, or"
        " it is not enabled. Check the identity part of the configuration.",
    ),
    Fault.IDENTITY_UNKNOWN: FaultText(
        "Nobody is registered for this",
        "This number or certificate is not registered under a real name yet.",
        ("Choose another way, for example your ID card", _COUNTER, _PHONE),
        f"This number or certificate is not registered under a real name yet. {_GO}",
        "The identity provider knows no holder of this mobile number, code or certificate. Not a"
        " fault of the terminal.",
    ),
    Fault.IDENTITY_CODE_OLD: FaultText(
        "This code is too old",
        "For safety a code counts for a short time only, and that time is over.",
        ("Renew the code on your phone and try again", _COUNTER, _PHONE),
        f"This code is too old. Please renew it and try again. {_GO}",
        "The code was shown after its time. If it happens often, compare the clocks of terminal,"
        " phones and identity provider.",
    ),
    Fault.IDENTITY_CODE_USED: FaultText(
        "This code was used before",
        "Each code counts once, and this one was used a moment ago.",
        ("Renew the code on your phone and try again", _COUNTER, _PHONE),
        f"This code was used before. Please renew it and try again. {_GO}",
        "A one-time code was shown again. Once is a slip; many may mean photographed codes.",
    ),
    Fault.IDENTITY_CODE_BAD: FaultText(
        "This is not an identity code",
        "The code is for something else, or was not shown whole.",
        ("Open your identity code and try again", _COUNTER, _PHONE),
        f"This is not an identity code. Please open it on your phone and try again. {_GO}",
        "Format, purpose or signature of the code do not fit. Not a fault of the terminal; many"
        " may mean forgeries.",
    ),
    Fault.SMS_WRONG: FaultText(
        "The code is not right",
        "What you typed is not what the text message says.",
        ("Look at the text message and type it again", _COUNTER, _PHONE),
        f"What you typed is not what the text message says. Please type it again. {_GO}",
        "The code of the text message did not match. Not a fault of the terminal.",
    ),
    Fault.SMS_LOCKED: FaultText(
        "Three times a wrong code",
        "For safety this code cannot be used any more.",
        ("Ask for a new code, or choose another way", _COUNTER, _PHONE),
        f"The code was wrong three times. Please ask for a new one. {_GO}",
        "After three wrong tries a code is dead. Many may mean that somebody guesses.",
    ),
    Fault.SMS_WAIT: FaultText(
        "A code was sent just now",
        "Another text message can be sent to this number in a while.",
        ("Wait a minute, or choose another way", _COUNTER, _PHONE),
        f"A text message was sent just now. Please wait a while. {_GO}",
        "The limit of text messages is reached. Not a fault of the terminal; many may mean that"
        " somebody molests a number.",
    ),
    Fault.IDENTITY_OTHER: FaultText(
        "This is another person",
        "Whoever was identified now is not the person of before, so it was not used.",
        ("Use your own document, or let the other person begin", _COUNTER, _PHONE),
        f"This is not the person who was identified before. {_GO}",
        "Another person came when more proof was asked for; who was known stays known. Not a fault"
        " of the terminal.",
    ),
    Fault.UKEY_ABSENT: FaultText(
        "No certificate key was found",
        "No certificate key of a company is plugged in here.",
        ("Plug the key in and try again", _COUNTER, _PHONE),
        f"No certificate key was found. Please plug it in and try again. {_GO}",
        "The key's port does not answer or no key is there. Check port and driver.",
    ),
    Fault.UKEY_REFUSED: FaultText(
        "The certificate key was not accepted",
        "The key did not sign, or its signature did not hold.",
        ("Confirm on the key itself and try again", _COUNTER, _PHONE),
        f"The certificate key was not accepted. Please confirm on the key and try again. {_GO}",
        "The identity provider did not accept the signature: the certificate is revoked or over,"
        " or nobody pressed the key's button.",
    ),
}

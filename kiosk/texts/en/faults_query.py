"""Why nothing was looked up, in English."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_AGAIN = "You can touch “Look up again”"
_COUNTER = "If it is urgent, ask at a staffed counter"
_PHONE = "Or call {hotline}"

QUERY_FAULTS: dict[Fault, FaultText] = {
    Fault.QUERY_NO_ANSWER: FaultText(
        "There was no answer this time",
        "The department's system did not answer in ten seconds, so nothing is shown or kept.",
        (_AGAIN, _COUNTER, _PHONE),
        "The department's system did not answer in ten seconds. You can look it up again, or ask "
        "at a staffed counter.",
        "The platform did not answer within the deadline or cannot be reached. Check the network "
        "and the platform's response times; it comes back by itself.",
    ),
    Fault.QUERY_NOT_OURS: FaultText(
        "The answer did not fit",
        "It was not about what you asked, so to protect you nothing is shown.",
        (_AGAIN, _COUNTER, _PHONE),
        "The answer was not about what you asked. To protect you nothing is shown. You can look it "
        "up again, or ask at a staffed counter.",
        "The platform's answer was not of the agreed shape, or not about who asked. Let "
        "the platform see to the place that the log names; the answer itself is not kept.",
    ),
    Fault.QUERY_REFUSED: FaultText(
        "It cannot be looked up this way now",
        "The platform did not take the question: the identity did not fit, or it was asked too "
        "often.",
        ("Please try again in a while", _COUNTER, _PHONE),
        "The platform did not take the question. Please try again in a while, or ask at a staffed "
        "counter.",
        "The platform refused; the log has its reason: another identity, a credential that is not "
        "enough, too many guessed codes, or an item that is gone.",
    ),
}

"""Why there is no certificate, or no further copy of it, in English."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_AGAIN = "You can touch “Try again”"
_ANEW = "You can begin again"
_COUNTER = "If it is urgent, ask at a staffed counter"
_PHONE = "Or call {hotline}"

CERT_FAULTS: dict[Fault, FaultText] = {
    Fault.CERT_NO_ANSWER: FaultText(
        "It was not issued this time",
        "The department's system did not answer in time, so nothing was printed.",
        (_AGAIN, _COUNTER, _PHONE),
        "The department's system did not answer in time, so nothing was printed. You can try "
        "again, and it is the same certificate; or ask at a staffed counter.",
        "The platform did not answer within the deadline or cannot be reached. Check the network "
        "and the platform's response times; trying again has the same request id, so nothing is "
        "issued twice.",
    ),
    Fault.CERT_NOT_OURS: FaultText(
        "The answer did not fit",
        "What came back was not as agreed, so to protect you nothing was printed.",
        (_AGAIN, _COUNTER, _PHONE),
        "What came back was not as agreed, so nothing was printed. You can try again, or ask at a "
        "staffed counter.",
        "The platform's answer was not of the agreed shape, or it refuses this terminal's token. "
        "The log names the place; check network, platform address and token.",
    ),
    Fault.CERT_TEMPLATE: FaultText(
        "This one cannot be made now",
        "The department's form does not work, which is not your doing.",
        (_COUNTER, _PHONE),
        "The department's form does not work, which is not your doing. Please ask at a staffed "
        "counter.",
        "The package's template gives no certificate; the log has the reason. The department must "
        "mend it and publish again.",
    ),
    Fault.CERT_UNCHECKED: FaultText(
        "Seals cannot be checked here now",
        "The list of trusted seals has not come yet, and what is unchecked is not printed.",
        ("You can go to {neighbour}", _COUNTER, _PHONE),
        "The list of trusted seals has not come yet, and what is unchecked is not printed. Please "
        "ask at a staffed counter, or use another terminal.",
        "No trust list or no revocation list here. They are fetched once the platform is there; if "
        "not, check the platform's public signing keys.",
    ),
    Fault.CERT_HOLDER: FaultText(
        "You could not be found",
        "The platform does not know you by the name and the number on the card.",
        ("Please make sure that it is your own card", "Ask at a staffed counter", _PHONE),
        "The platform does not know you by the name and the number on the card. Please make sure "
        "that it is your own card, or ask at a staffed counter.",
        "The register has no such person, the name does not fit the number, or the sealed identity "
        "cannot be opened. Let a counter see to the register.",
    ),
    Fault.CERT_MEANS: FaultText(
        "It needs another proof of who you are",
        "This certificate needs another card, or a stronger way to make sure that it is you.",
        ("Please go back and choose another way", "Or ask at a staffed counter", _PHONE),
        "This certificate needs another card, or a stronger way to make sure that it is you. "
        "Please choose another way, or ask at a staffed counter.",
        "Credential or assurance do not fit the platform's package. Where the terminal offered it, "
        "compare the versions of the package on both sides.",
    ),
    Fault.CERT_PICKUP: FaultText(
        "Nothing waits under this code",
        "No certificate waits under this code, or it was taken already.",
        ("Please check the code and the service", "Or ask at a staffed counter", _PHONE),
        "No certificate waits under this code, or it was taken already. Please check the code, or "
        "ask at a staffed counter.",
        "The platform has no request under this code, it was picked up, or the record of the "
        "terminal that was cut off has not come yet. See what that terminal still has to send.",
    ),
    Fault.CERT_CHOICE: FaultText(
        "It cannot be issued like this",
        "The department cannot issue it for the period or purpose that you chose.",
        ("Please go back and choose another one", _COUNTER, _PHONE),
        "The department cannot issue it for the period or purpose that you chose. Please choose "
        "another one, or ask at a staffed counter.",
        "The platform does not take what was chosen. Most likely the versions of the package "
        "differ; see whether this terminal is up to date.",
    ),
    Fault.CERT_DAMAGED: FaultText(
        "The certificate came damaged",
        "What came is not whole, so it was not printed and no longer counts.",
        (_AGAIN, _COUNTER, _PHONE),
        "What came is not whole, so it was not printed and no longer counts. You can try again, or "
        "ask at a staffed counter.",
        "The log has the word: not_readable, no_seal, broken, not_whole or content. If it recurs, "
        "check what lies between terminal and platform, and the platform's sealing.",
    ),
    Fault.CERT_UNTRUSTED: FaultText(
        "The seal is not a trusted one",
        "Its seal or code cannot be confirmed, so it was not printed and no longer counts.",
        (_COUNTER, _PHONE),
        "Its seal or code cannot be confirmed, so it was not printed and no longer counts. Please "
        "ask at a staffed counter.",
        "The log has the word: untrusted, issuer or code. See whether the trust list is up to "
        "date, and tell the platform.",
    ),
    Fault.CERT_NOT_YOURS: FaultText(
        "What came was not yours",
        "It was not what you asked for, so it was neither printed nor shown.",
        (_ANEW, _COUNTER, _PHONE),
        "It was not what you asked for, so it was neither printed nor shown. You can begin again, "
        "or ask at a staffed counter.",
        "The platform sent another document; the log has the word: type, certificate, copy or "
        "holder. Tell the platform at once.",
    ),
    Fault.CERT_REVOKED: FaultText(
        "This certificate was taken back",
        "Its department took it back, or it is past its last day, so it is not printed.",
        ("You can ask for a new one", "Ask at a staffed counter why", _PHONE),
        "Its department took it back, or it is past its last day, so it is not printed. You can "
        "ask for a new one, or ask at a staffed counter.",
        "Revoked, void or expired; the log has the word revoked. Not a fault of the terminal; the "
        "platform's ledger says why.",
    ),
    Fault.CERT_GONE: FaultText(
        "This one must be begun again",
        "It is not kept here any longer, since time passed or the terminal recovered.",
        (_ANEW, _COUNTER, _PHONE),
        "It is not kept here any longer, since time passed or the terminal recovered. You can "
        "begin again, or ask at a staffed counter.",
        "A document is kept in memory for ten minutes, and gone after leaving, a restart or void. "
        "That copy is reported void; ask for it anew.",
    ),
    Fault.CERT_PRINTED: FaultText(
        "This one was printed before",
        "A copy is printed only once, and this one is being printed or may be on paper.",
        ("Please look at the paper outlet", "If you have none, tell a staffed counter", _PHONE),
        "A copy is printed only once, and this one is being printed or may be on paper. Please "
        "look at the paper outlet; if you have none, tell a staffed counter.",
        "Journal or ledger say printed, printing or unknown; it is not given out again. Where "
        "needed, another certificate can be issued.",
    ),
    Fault.CERT_WISH_AGAIN: FaultText(
        "Please ask for it once more",
        "The terminal has just recovered and could not keep the code, so do not wait for it.",
        ("Touch “Ask again” for a new code", _COUNTER, _PHONE),
        "The terminal has just recovered and could not keep the code. Please ask for it once more "
        "for a new code, or ask at a staffed counter.",
        "The request is recorded, but its code was in memory alone and is gone with a restart. A "
        "new request has a new code; nobody can pick up the old one.",
    ),
}

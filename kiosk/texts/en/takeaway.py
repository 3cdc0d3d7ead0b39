"""Taking something away, on a slip or on a telephone, in English."""

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.texts.fault_text import FaultText
from kiosk.texts.screen_text import ScreenText

_PHONE = "Or call {hotline}"
_COUNTER = "If it is urgent, ask at a staffed counter"

TAKEAWAY_WORDS: dict[str, str] = {
    "paper": "Print it",
    "carry": "To phone",
    "flow_chart": "Flow chart",
    "busy_slip": "Printing",
    "slip_taken": "I have it",
    "slip_again": "Print once more",
    "to_page": "Back",
    "carry_title": "Scan this with your phone",
    "carry_guide": "No login; it opens again whenever you like, with the answers you gave.",
    "carry_result": "Only the first phone that scans it sees it, for {minutes} minutes at most; "
    "when you leave here, it is gone.",
    "carry_instead": "Print it on paper",
    "busy_carry": "Preparing the code",
    "busy_picture": "Opening the flow chart",
    "picture_of": "Flow chart: {item}",
    "sheet_note": "For yourself to read; it certifies nothing.",
    "zoom_in": "Larger",
    "zoom_out": "Smaller",
    "zoom_fit": "Whole picture",
}

TAKEAWAY_SCREENS: dict[State, ScreenText] = {
    State.SLIP: ScreenText(
        "Printing", "Please wait, the paper is on its way", "Printing. Please wait."
    ),
    State.SLIP_OUT: ScreenText(
        "Please take your slip",
        "It comes out below the screen",
        "It is printed. Please take your slip from the opening below the screen.",
    ),
    State.SLIP_TROUBLE: ScreenText("{fault_title}", "", "{fault_spoken}"),
    State.CARRY: ScreenText(
        "Take it on your phone",
        "Point your phone's camera at the code",
        "Point your phone's camera at the code on the screen. Without a phone, print it on paper.",
    ),
    State.FLOW_CHART: ScreenText(
        "Flow chart",
        "It can be made larger and moved; the steps stand below in words",
        "The screen shows a flow chart. It can be made larger. The steps stand below in words.",
    ),
}

TAKEAWAY_FAULTS: dict[Fault, FaultText] = {
    Fault.HAND_OFF_OFFLINE: FaultText(
        "Not to a phone while offline",
        "It would go to your phone by the network, which is down now.",
        ("You can print it on paper", _COUNTER, _PHONE),
        "It would go to your phone by the network, which is down now. You can print it on paper, "
        "or ask at a staffed counter.",
        "No way to the platform, so no page for the phone was made. Check the network and the "
        "platform; it comes back by itself.",
    ),
    Fault.HAND_OFF_REFUSED: FaultText(
        "It did not get to your phone this time",
        "The platform did not take it, and nothing was kept.",
        ("You can try once more, or print it on paper", _COUNTER, _PHONE),
        "It did not get to your phone, and nothing was kept. You can try once more, print it, or "
        "ask at a staffed counter.",
        "The platform did not take the page for the phone; the service's log says why: too large, "
        "too many at once, or a fault of the platform.",
    ),
    Fault.PICTURE_BAD: FaultText(
        "This picture cannot be opened",
        "Something is wrong with it; the steps in words say the same.",
        ("Please read the steps in words", "If they are not clear, ask at a counter", _PHONE),
        "This picture cannot be opened. Please read the steps in words, or ask at a counter.",
        "The package's flow chart is missing, too large or no proper picture. Mend the package and "
        "publish it again.",
    ),
    Fault.SLIP_NO_PRINTER: FaultText(
        "No slip can be printed now",
        "This terminal cannot print a slip at the moment; what you see here stays.",
        (
            "You can take it on your phone, or read it here",
            "For paper, ask at a staffed counter",
            _PHONE,
        ),
        "No slip can be printed now. You can take it on your phone, or ask at a staffed counter.",
        "The receipt printer could not be used before printing; the screen shows its own code. Act "
        "on that code; nothing was begun.",
    ),
    Fault.SLIP_UNPROVED: FaultText(
        "The slip may not be complete",
        "The machine cannot tell whether all of it was printed.",
        (
            "Look whether a slip lies in the opening",
            "If not, print once more, or ask at a staffed counter",
            _PHONE,
        ),
        "The slip may not be complete. Please feel in the opening first. If there is none, print "
        "once more, or ask at a staffed counter.",
        "The print could not be proved; the screen shows the printer's code. It is not printed "
        "again by itself; check the printer by that code.",
    ),
}

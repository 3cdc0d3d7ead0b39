"""Faults of the document camera, the scanner and the code reader, in English."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "You can also call {hotline}"
_NEIGHBOUR = "You can scan at {neighbour}"
_AT_COUNTER = "You can have it scanned at a counter"
_WITHOUT_SCANNER = (_AT_COUNTER, _NEIGHBOUR, _PHONE)
_SAID = "You can have your papers scanned at a counter."
_HELP = "For a helping hand, please go to a counter"
_HELP_SAID = "For a helping hand, please go to a counter."
_NOT_YOURS = "nothing is wrong with your papers"

_SCANNER: dict[Fault, FaultText] = {
    Fault.SCANNER_ABSENT: FaultText(
        "Papers cannot be scanned here now",
        f"No scanning device is connected here, {_NOT_YOURS}.",
        _WITHOUT_SCANNER,
        f"Papers cannot be scanned here now, {_NOT_YOURS}. {_SAID}",
        "The configured scanner or document camera is missing. Check power and cable, and its "
        "name in the configuration.",
    ),
    Fault.SCANNER_SILENT: FaultText(
        "The scanner does not answer",
        f"The scanning device does not react now, {_NOT_YOURS}.",
        _WITHOUT_SCANNER,
        f"The scanner does not answer now, {_NOT_YOURS}. {_SAID}",
        "The device is listed, but does not answer or gives no picture. Disconnect and connect "
        "it; if it recurs, replace cable or device.",
    ),
    Fault.SCANNER_BUSY: FaultText(
        "The scanner is busy",
        "The scanner has not finished its page yet.",
        ("Please wait a little, then choose scan again", _AT_COUNTER, _PHONE),
        f"The scanner is busy. Please wait a little, then choose scan again. {_SAID}",
        "Device reports busy, or another program holds it. If it stays, power it off and on.",
    ),
    Fault.SCANNER_ERROR: FaultText(
        "The scanner needs repair",
        f"The scanning device reports a fault, {_NOT_YOURS}.",
        _WITHOUT_SCANNER,
        f"The scanner needs repair, {_NOT_YOURS}. {_SAID}",
        "Device reports an I/O fault. See the reason with doctor --try, power it off and on; "
        "if it recurs, have it repaired.",
    ),
    Fault.SCANNER_COVER_OPEN: FaultText(
        "The scanner's cover is open",
        "The scanner cannot draw paper in with its cover open.",
        ("Please close the cover gently and choose scan again", _HELP, _PHONE),
        "The cover of the scanner is open. Please close it gently and choose scan again. "
        + _HELP_SAID,
        "Device reports cover open. Close the feeder's cover firmly; if it stays, check the "
        "switch.",
    ),
}

_PAGE: dict[Fault, FaultText] = {
    Fault.SCAN_NO_PAGE: FaultText(
        "No paper is seen",
        "The place for papers is empty, or the paper is not in position yet.",
        ("Please put the paper in place and choose scan again", _HELP, _PHONE),
        f"No paper is seen. Please put it in place and choose scan again. {_HELP_SAID}",
        "Feeder empty, or no page found in the picture. If a page lies there, check the colour "
        "of the mat and the light.",
    ),
    Fault.SCAN_JAM: FaultText(
        "A page is stuck in the feeder",
        "One of the pages got stuck on its way in.",
        (
            "Please do not pull hard; you can call staff",
            "You can also have it scanned at a counter",
            _PHONE,
        ),
        "A page is stuck in the feeder. Please do not pull hard. You can call staff to take it "
        "out, or have it scanned at a counter.",
        "Feeder reports a jam. Open the cover, draw the paper out the way it goes, give it back; "
        "do not tear it.",
    ),
    Fault.SCAN_PARTIAL: FaultText(
        "This page was not scanned to its end",
        "Scanning stopped half-way, and this page was not used.",
        ("Please put this page in place and scan it again", _HELP, _PHONE),
        "This page was not scanned to its end. Please put it in place and scan it again. "
        + _HELP_SAID,
        "The image is smaller than announced and was not used. Check the cable; if it recurs, "
        "power the device off and on.",
    ),
    Fault.SCAN_GLARE: FaultText(
        "This page reflects light",
        "A part of the paper is too bright to be read.",
        ("Please move it a little, or take off a plastic cover", _HELP, _PHONE),
        "This page reflects light. Please move it a little, or take off a plastic cover. "
        + _HELP_SAID,
        "An overexposed spot in the picture. Check the angle of lamps; shade them if needed.",
    ),
    Fault.SCAN_BLUR: FaultText(
        "This page is not sharp",
        "The paper may have moved, or it does not lie flat.",
        ("Please lay it flat, take your hand away and scan again", _HELP, _PHONE),
        "This page is not sharp. Please lay it flat, take your hand away and scan again. "
        + _HELP_SAID,
        "Sharpness below the limit. If many pages do this, clean the lens, check the focus.",
    ),
    Fault.SCAN_CUT_EDGE: FaultText(
        "A part of the page is outside",
        "Some of the paper lies outside the picture.",
        ("Please move it until all four edges are in the frame", _HELP, _PHONE),
        "A part of the page is outside the picture. Please move it until all four edges are in "
        f"the frame. {_HELP_SAID}",
        "The page's edge leaves the picture. If many pages do this, check the camera's position.",
    ),
    Fault.SCAN_DARK: FaultText(
        "This page is too dark",
        "Not enough light falls on the paper.",
        ("Please step aside a little and scan again", _HELP, _PHONE),
        "This page is too dark. Please step aside a little to let the light in and scan again. "
        + _HELP_SAID,
        "Brightness below the limit. Check the device's lamp and the light of the room.",
    ),
    Fault.SCAN_TOO_SMALL: FaultText(
        "The paper is small in the picture",
        "Scanned like this, its letters would be too small to read.",
        ("Please unfold it and lay it in the middle of the frame", _HELP, _PHONE),
        "The paper is too small in the picture to be read. Please unfold it and lay it in the "
        f"middle of the frame. {_HELP_SAID}",
        "Fewer pixels than set. If many pages do this, check the camera's height and resolution.",
    ),
    Fault.SCAN_LIMIT: FaultText(
        "No more pages fit in one go",
        "This terminal takes only so many pages at once, and you have reached that number.",
        (
            "You can hand in the pages scanned so far",
            "The other pages can be handed in at a counter",
            _PHONE,
        ),
        "No more pages fit in one go. You can hand in the pages scanned so far. The other pages "
        "can be handed in at a counter.",
        "Limit of pages or size of one scan reached. Not a fault; it is set in the configuration.",
    ),
}

_CODE_ELSE = "You can use your ID card, or go to a counter"
_CODE_SAID = "You can also use your ID card, or go to a counter."
_CODE_NEIGHBOUR = "You can scan the code at {neighbour}"
_ANOTHER_CODE = "Please show the code of your service and try again"

_CODE: dict[Fault, FaultText] = {
    Fault.CODE_READER_ABSENT: FaultText(
        "Codes cannot be scanned now",
        "No code reader is connected here, nothing is wrong with your code.",
        (_CODE_ELSE, _CODE_NEIGHBOUR, _PHONE),
        f"Codes cannot be scanned now, nothing is wrong with your code. {_CODE_SAID}",
        "The configured code reader or camera is missing. Check power, cable, configuration.",
    ),
    Fault.CODE_READER_SILENT: FaultText(
        "The code reader does not answer",
        "The code reader does not react now, nothing is wrong with your code.",
        (_CODE_ELSE, _CODE_NEIGHBOUR, _PHONE),
        f"The code reader does not answer now, nothing is wrong with your code. {_CODE_SAID}",
        "The reader opens but does not answer or gives no picture. Disconnect and connect it; "
        "check the cable.",
    ),
    Fault.CODE_TOO_LONG: FaultText(
        "This code is for something else",
        "The code holds more than any code of a service here.",
        (_ANOTHER_CODE, _CODE_ELSE, _PHONE),
        f"This code is for something else. {_ANOTHER_CODE}. {_CODE_SAID}",
        "Content longer than the limit; it was not used. Not a device fault.",
    ),
    Fault.CODE_NOT_TEXT: FaultText(
        "This code cannot be understood here",
        "What the code holds is no text that this terminal knows.",
        (_ANOTHER_CODE, _CODE_ELSE, _PHONE),
        f"This code cannot be understood here. {_ANOTHER_CODE}. {_CODE_SAID}",
        "Content is no text, or has control characters; it was not used. Not a device fault.",
    ),
    Fault.CODE_NOT_FOUND: FaultText(
        "No code was seen",
        "For a while no clear code came before the scan window.",
        ("Please brighten the phone and hold it to the scan window", _CODE_ELSE, _PHONE),
        "No code was seen. Please brighten the phone, hold it to the scan window and try again. "
        + _CODE_SAID,
        "No code recognised in time. If frequent, clean the scan window and check the light.",
    ),
}

SCAN_FAULTS: dict[Fault, FaultText] = {**_SCANNER, **_PAGE, **_CODE}

"""Faults of the indicator lamps and those that any device may have, in English."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "You can also call {hotline}"
_NEIGHBOUR = "You can do this at {neighbour}"
_AT_COUNTER = "In a hurry? Please go to a counter"
_COUNTER_SAID = "If you are in a hurry, please go to a counter."
_ELSEWHERE = ("Please choose another way, or go to a counter", _NEIGHBOUR, _PHONE)

_BY_SCREEN = (
    "Please follow the picture on the screen and go on",
    "If you cannot find the place, please ask at a counter",
    _PHONE,
)
_BY_SCREEN_SAID = (
    "You can go on as usual, please follow the picture on the screen. "
    "If you cannot find the place, please ask at a counter."
)
_GO_ON = "you can go on as usual"

_LAMPS: dict[Fault, FaultText] = {
    Fault.LAMPS_ABSENT: FaultText(
        "The guiding lamps are not lit now",
        f"No lamps are connected here, {_GO_ON}.",
        _BY_SCREEN,
        f"The guiding lamps are not lit now. {_BY_SCREEN_SAID}",
        "The configured port of the lamp board is missing or held by another program. "
        "Check power and cable, and the port in the configuration.",
    ),
    Fault.LAMPS_SILENT: FaultText(
        "The guiding lamps may be wrong",
        f"The lamps do not react now, {_GO_ON}.",
        _BY_SCREEN,
        f"The guiding lamps may be wrong now. {_BY_SCREEN_SAID}",
        "The port opens but the board is silent or garbled. Check power, wiring, unit id, baud "
        "rate.",
    ),
    Fault.LAMPS_REFUSED: FaultText(
        "The guiding lamps may not be lit",
        f"The lamps did not light as asked, {_GO_ON}.",
        _BY_SCREEN,
        f"The guiding lamps may not be lit. {_BY_SCREEN_SAID}",
        "The board refused the command, or the outputs read back differ from those written. "
        "Check coil numbers and count in the configuration.",
    ),
}

_ANY: dict[Fault, FaultText] = {
    Fault.DEVICE_BUSY: FaultText(
        "The device is busy",
        "The device has not finished what it does.",
        ("Please wait a little, then choose it again", _AT_COUNTER, _PHONE),
        f"The device is busy. Please wait a little, then choose it again. {_COUNTER_SAID}",
        "The command before was not over; this one was not performed. If it recurs, see the log.",
    ),
    Fault.DEVICE_HUNG: FaultText(
        "The device is being connected again",
        "The device did not react and is being connected again, and nothing you did is lost.",
        ("Please wait a little, then try again", _AT_COUNTER, _PHONE),
        "The device is being connected again, and nothing you did is lost. "
        f"Please wait a little, then try again. {_COUNTER_SAID}",
        "A driver's call did not return; it was left behind and the device opened anew. "
        "If it recurs, power the device off and on, and see the log.",
    ),
    Fault.DEVICE_CANCELLED: FaultText(
        "This step was stopped",
        "This step was cancelled before its end.",
        (
            "To go on, please choose it again",
            "For a helping hand, please go to a counter",
            _PHONE,
        ),
        "This step was cancelled before its end. To go on, please choose it again. "
        "For a helping hand, please go to a counter.",
        "Command cancelled: the person left, went back or chose another step. Not a device fault.",
    ),
    Fault.DEVICE_TIMED_OUT: FaultText(
        "This step took too long",
        "The device has not finished in its time, and nothing you did is lost.",
        ("Please try again", _AT_COUNTER, _PHONE),
        f"This step took too long, and nothing you did is lost. Please try again. {_COUNTER_SAID}",
        "Deadline passed. Now and then it does not matter; if frequent, check the cables and the "
        "log.",
    ),
    Fault.DEVICE_NOT_FITTED: FaultText(
        "This terminal has no such device",
        "The device for this step is not fitted here.",
        _ELSEWHERE,
        "The device for this step is not fitted here. Please choose another way, or go to a "
        "counter.",
        "Device not configured here, or this model does not know the command. Check the "
        "configuration.",
    ),
    Fault.DEVICE_HOST_LOST: FaultText(
        "The device is recovering",
        "The program of the devices is restarting, and nothing you did is lost.",
        ("Please wait a little, then try again", _AT_COUNTER, _PHONE),
        "The program of the devices is restarting, and nothing you did is lost. "
        f"Please wait a little, then try again. {_COUNTER_SAID}",
        "The device process ended or does not answer; the supervisor should restart it. "
        "If it recurs, see its log.",
    ),
}

DEVICE_FAULTS: dict[Fault, FaultText] = {**_LAMPS, **_ANY}

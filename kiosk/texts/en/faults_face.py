"""Faults of any camera, of the portrait and the comparison of faces, in English.

A face is never the only way: every text names the way without it. A camera may also be there for
papers or for codes, so its texts say what then.
"""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "You can also call {hotline}"
_WITHOUT_FACE = 'You can choose "Without my face" and go on another way'
_AT_COUNTER = "You can also be identified by staff at a counter"
_INSTEAD = (_WITHOUT_FACE, _AT_COUNTER, _PHONE)
_SAID = "You can go on without your face in another way, or go to a counter."
_FOR_PAPERS = "For papers or a code, please go to a counter"
_BY_CAMERA = (_WITHOUT_FACE, _FOR_PAPERS, _PHONE)
_BY_CAMERA_SAID = (
    "For a picture of you, you can go on without your face in another way. "
    "For papers or a code, please go to a counter."
)
_OR = 'You can also choose "Without my face", or go to a counter'
_OR_SAID = "You can also go on without your face, or go to a counter."

_CAMERA: dict[Fault, FaultText] = {
    Fault.CAMERA_ABSENT: FaultText(
        "The camera does not work now",
        "This camera is not connected, and there is another way.",
        _BY_CAMERA,
        f"The camera does not work now. {_BY_CAMERA_SAID}",
        "The configured camera is missing. Check the cable, and its name or address in the "
        "configuration.",
    ),
    Fault.CAMERA_SILENT: FaultText(
        "The camera gives no picture",
        "The camera is connected, but no picture comes from it.",
        _BY_CAMERA,
        f"The camera gives no picture now. {_BY_CAMERA_SAID}",
        "The camera opens but gives no frames, or always the same. Reconnect it; if it recurs, "
        "replace it.",
    ),
    Fault.CAMERA_BLACK: FaultText(
        "The camera's picture is black",
        "Something may cover the lens.",
        _BY_CAMERA,
        f"The picture of the camera is black, and something may cover the lens. {_BY_CAMERA_SAID}",
        "Frames are black. Check lens cap, stickers, lamps and power.",
    ),
    Fault.CAMERA_CHANGED: FaultText(
        "The camera is being opened again",
        "The picture of the camera changed its shape, so it is being opened again.",
        ("Please wait a little, then try again", _OR, _PHONE),
        "The camera is being opened again. Please wait a little, then try again. "
        + _BY_CAMERA_SAID,
        "Another picture size than at opening: another device, or a program changed its settings. "
        "The picture was not used; if it recurs, check the cable.",
    ),
}

_PORTRAIT: dict[Fault, FaultText] = {
    Fault.FACE_NONE: FaultText(
        "Please look at the camera",
        "No face is in the picture yet.",
        ("Please face the camera, without hat and mask", _OR, _PHONE),
        f"No face is in the picture yet. Please face the camera, without hat and mask. {_OR_SAID}",
        "No face found in time. If frequent, check the camera's height and the light.",
    ),
    Fault.FACE_MANY: FaultText(
        "More than one person is in the picture",
        "It is not clear whose picture is to be taken.",
        ("Please let the others step aside for a moment", _OR, _PHONE),
        "More than one person is in the picture. Please let the others step aside for a moment. "
        + _OR_SAID,
        "Several faces found. If frequent, look for posters or a queue behind.",
    ),
    Fault.FACE_FAR: FaultText(
        "Please come a little closer",
        "The face is small in the picture.",
        ("Please take a small step forward, look at the camera", _OR, _PHONE),
        f"Please take a small step forward and look at the camera. {_OR_SAID}",
        "Face narrower than set. If frequent, check the camera's position.",
    ),
    Fault.FACE_NEAR: FaultText(
        "Please step back a little",
        "The face is too large in the picture.",
        ("Please take a small step back, look at the camera", _OR, _PHONE),
        f"Please take a small step back and look at the camera. {_OR_SAID}",
        "Face wider than set. If frequent, check the camera's position.",
    ),
    Fault.FACE_OFF_CENTRE: FaultText(
        "Please move to the middle",
        "The face is not in the middle of the picture yet.",
        ("Please watch the frame and move your face into it", _OR, _PHONE),
        "Please watch the frame on the screen and move slowly to the middle. " + _OR_SAID,
        "Face off the middle. If people in wheelchairs meet this, lower the camera.",
    ),
    Fault.FACE_DARK: FaultText(
        "The light is a little dim",
        "Not enough light falls on the face.",
        ("Please turn a little to let light on your face", _OR, _PHONE),
        f"The light is a little dim. Please turn a little to let light on your face. {_OR_SAID}",
        "Face darker than set. Check the lamp and the light of the room.",
    ),
    Fault.FACE_BRIGHT: FaultText(
        "The light is a little strong",
        "The light on the face or behind it is too strong.",
        ("Please turn a little out of the light, then try again", _OR, _PHONE),
        "The light is a little strong. Please turn a little out of it, then try again. " + _OR_SAID,
        "Face brighter than set. Check windows behind and the lamp's brightness.",
    ),
    Fault.FACE_BLUR: FaultText(
        "The picture is not sharp",
        "There may have been a movement while it was taken.",
        ("Please stand still and look at the camera for a moment", _OR, _PHONE),
        "The picture is not sharp. Please stand still and look at the camera for a moment. "
        + _OR_SAID,
        "Face less sharp than set. If everybody meets this, clean the lens, check the focus.",
    ),
    Fault.FACE_UNEVEN: FaultText(
        "The light comes from one side",
        "One side of the face is bright and the other is in the dark.",
        ("Please turn a little to face the light, and look here", _OR, _PHONE),
        "The light comes from one side. Please turn a little to face it, and look at the camera. "
        + _OR_SAID,
        "The halves of the face differ more than set. Check windows beside and the lamp's place.",
    ),
    Fault.FACE_EYES: FaultText(
        "Please let the camera see your eyes",
        "A face is in the picture, but not both eyes yet.",
        ("Please look straight ahead, without hair or dark glasses", _OR, _PHONE),
        "Not both eyes are seen yet. Please look straight ahead, without hair or dark glasses "
        "before your eyes. " + _OR_SAID,
        "A face, but no two level eyes found. If frequent, check glare on glasses, the camera's "
        "height and the light.",
    ),
    Fault.FACE_BACKGROUND: FaultText(
        "The background is not plain",
        "This kind of photo needs plain, light ground behind the head.",
        ("Please let others and things behind you move, then try again", _OR, _PHONE),
        "The background is not plain. Please let others and things behind you move aside, then "
        "try again. " + _OR_SAID,
        "Ground beside the head uneven or dark, and the photo's standard demands plain ground. "
        "Check the backdrop and its lamp.",
    ),
}

_COMPARISON: dict[Fault, FaultText] = {
    Fault.FACE_NO_MODEL: FaultText(
        "Faces are not compared here",
        "This terminal has nothing to compare faces with, and there is another way.",
        _INSTEAD,
        f"Faces are not compared here. {_SAID}",
        "No face models provisioned. Not a fault; add and register them if wanted.",
    ),
    Fault.FACE_NO_CHIP_PHOTO: FaultText(
        "There is no photo to compare with",
        "The photo in the chip cannot be seen here, nothing is wrong with your card.",
        _INSTEAD,
        "The photo in the chip cannot be seen here, nothing is wrong with your card. " + _SAID,
        "No decoder for chip photos provisioned, or it gave none. The text data can be used.",
    ),
    Fault.FACE_DIFFERENT: FaultText(
        "It did not match this time",
        "The picture is not close enough to the photo; light and years change a face.",
        ('You can try again, or choose "Without my face"', _AT_COUNTER, _PHONE),
        "It did not match this time. Light and years change a face. You can try again, or go on "
        "without your face in another way, or be identified by staff at a counter.",
        "Similarity below the limit. It does not say who somebody is; check in person, never "
        "refuse on this alone.",
    ),
}

FACE_FAULTS: dict[Fault, FaultText] = {**_CAMERA, **_PORTRAIT, **_COMPARISON}

"""The person before the camera: what is done with the picture, what is seen, the way without it."""

from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.flow.scan.looking import can_face
from kiosk.present.pages_verify import LIVE
from kiosk.present.snapshot import Action, Notice, Snapshot, Tone
from kiosk.present.values import values_of
from kiosk.texts.language import Language
from kiosk.values import replace


def face(model: Model, base: Snapshot, words: Language) -> Snapshot:
    """`base` says that the picture is compared and not kept; the touch that follows agrees."""
    it = model.face
    again = words.say("face_again" if it.told is not None else "face_start")
    start = Action("again", again, enabled=can_face(model))
    return replace(
        base,
        picture=LIVE + it.live if it.live else "face_in",
        busy=words.say("face_busy") if it.command else "",
        notice=_notice(model, words),
        primary=None if it.command else start,
        secondary=Action("back", words.say("face_without")),
    )


def _notice(model: Model, words: Language) -> Notice | None:
    it = model.face
    if it.command:
        return _title(it.hint, "", model, words) if it.hint is not None else None
    if not can_face(model):
        return Notice(Tone.WARN, words.say("face_not_now"), words.say("face_not_now_body"))
    if it.told is not None:
        return _title(it.told, words.say("face_left", n=it.left), model, words)
    return Notice(Tone.INFO, words.say("face_privacy"))


def _title(fault: Fault, body: str, model: Model, words: Language) -> Notice:
    title = words.faults[fault].title.format(**values_of(model, words))
    return Notice(Tone.WARN, title, body, fault.value)

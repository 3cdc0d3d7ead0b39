"""The person before the camera compared with the photo of their ID card: the same, told why not
with the tries that are left, or done without. Never the only way: "without my face" leads to the
page of all the other means."""

from kiosk.device import CompletionCode
from kiosk.faults import Fault
from kiosk.flow.effects import Look
from kiosk.flow.identify import rules_means_up as up
from kiosk.flow.identify.facing import may_face
from kiosk.flow.identify.known import raised
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import Step, idle_timer
from kiosk.identity import Assurance, Means
from kiosk.messages.devices import CommandFailed
from kiosk.messages.imaging import CompareFace, FaceCompared, PreviewHint, PreviewReady
from kiosk.values import replace

DEADLINE_S = 20.0
"""Long enough to step before the camera and stand still."""
NO_USE = frozenset({Fault.FACE_NO_MODEL, Fault.FACE_NO_CHIP_PHOTO})
"""Another try would end the same."""


def start(model: Model, event: object, facts: Facts) -> Step:
    """The citizen agrees: now, or once more."""
    item, holder, face = model.visit.item, model.holder, model.face
    if face.command or item is None or holder is None or not may_face(model, item):
        return model, (idle_timer(model),)
    face = replace(face, command=facts.new_id, live="", hint=None, told=None)
    asked = CompareFace(facts.new_id, holder.photo, DEADLINE_S)
    return replace(model, face=face), (Look(asked), idle_timer(model))


def live(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, PreviewReady)
    if not _mine(model, event.command):
        return model, ()
    return replace(model, face=replace(model.face, live=event.name)), ()


def hint(model: Model, event: object, facts: Facts) -> Step:
    """Somebody moves before the camera."""
    assert isinstance(event, PreviewHint)
    if not _mine(model, event.command):
        return model, ()
    return replace(model, face=replace(model.face, hint=event.fault)), (idle_timer(model),)


def compared(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, FaceCompared)
    item, holder = model.visit.item, model.holder
    if not _mine(model, event.command) or item is None or holder is None:
        return model, ()
    if not event.same:
        return _ended(model, facts, Fault.FACE_DIFFERENT, 1)
    model = replace(model, face=replace(model.face, command="", live="", hint=None, tries=0))
    return up.stronger(model, item, raised(holder, Assurance.AL3, Means.IDCARD_FACE), facts)


def failed(model: Model, event: object, facts: Facts) -> Step:
    """Nobody who will do was seen in time, or the camera cannot: only the first is a try."""
    assert isinstance(event, CommandFailed)
    if not _mine(model, event.command):
        return model, ()
    if event.fault in NO_USE:
        model = replace(model, face=replace(model.face, is_off=True))
    return _ended(model, facts, event.fault, int(event.code is CompletionCode.TIMED_OUT))


def back(model: Model, event: object, facts: Facts) -> Step:
    """Without the face."""
    return up.step_up(model, facts)


def _ended(model: Model, facts: Facts, fault: Fault, tried: int) -> Step:
    face, tries = model.face, model.face.tries + tried
    face = replace(face, command="", live="", hint=None, told=fault, tries=tries)
    model = replace(model, face=face)
    return (model, (idle_timer(model),)) if face.left else up.step_up(model, facts, fault)


def _mine(model: Model, command: str) -> bool:
    return bool(command) and command == model.face.command

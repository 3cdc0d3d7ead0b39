"""The code reader and the face camera as the flow uses them: asked where a code or a face is waited
for, left alone elsewhere."""

from kiosk.device import DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.effects import Effect, Look
from kiosk.flow.model import Facts, Model
from kiosk.flow.states import State
from kiosk.messages.hosts import Cancel
from kiosk.messages.imaging import ReadCode
from kiosk.values import replace

FORMATS = ("QRCode",)
DEADLINE_S = 600.0
"""The idle warning comes long before; nobody's reading goes on for ever."""

WIDTH = 640
"""Pixels of what the reader sees: enough to aim by."""

Step = tuple[Model, tuple[Effect, ...]]


def can_scan(model: Model) -> bool:
    """A code held under the reader would be read now."""
    return model.imaging_up and _works(model.code_reader)


def can_face(model: Model) -> bool:
    """The face camera sees who stands there."""
    return model.imaging_up and _works(model.face_camera)


def _works(status: DeviceStatus | None) -> bool:
    return status is not None and status.state in (DeviceState.ONLINE, DeviceState.BUSY)


def look_if_wanted(step: Step, facts: Facts) -> Step:
    """Ask the reader where the state wants it and it is not asked yet."""
    model, effects = step
    scan = model.scan
    if model.state is not State.SCAN or scan.command or scan.stopped or not can_scan(model):
        return step
    model = replace(model, scan=replace(scan, command=facts.new_id))
    return model, (*effects, Look(ReadCode(facts.new_id, FORMATS, DEADLINE_S, WIDTH)))


def look_away(model: Model, state: State | None = None) -> Step:
    """In `state` (None: anywhere) nobody waits for a code or a face that was waited for."""
    ends: tuple[Effect, ...] = ()
    if model.scan.command and state is not State.SCAN:
        ends = (Look(Cancel(model.scan.command)),)
        model = replace(model, scan=replace(model.scan, command="", hint=None, live=""))
    if model.face.command and state is not State.FACE:
        ends = (*ends, Look(Cancel(model.face.command)))
        model = replace(model, face=replace(model.face, command="", hint=None, live=""))
    return model, ends


def reader_changed(model: Model, status: DeviceStatus, facts: Facts) -> Step:
    return look_if_wanted((replace(model, code_reader=status), ()), facts)


def lost(model: Model, event: object, facts: Facts) -> Step:
    """The imaging host is gone, and whatever it was asked with it."""
    reader = DeviceStatus() if model.code_reader is not None else None
    camera = DeviceStatus() if model.face_camera is not None else None
    scan = replace(model.scan, command="", hint=None, live="")
    told = Fault.CAMERA_SILENT if model.face.command else model.face.told
    face = replace(model.face, command="", hint=None, live="", told=told)
    model = replace(model, imaging_up=False, code_reader=reader, face_camera=camera)
    return replace(model, scan=scan, face=face), ()


def back(model: Model, event: object, facts: Facts) -> Step:
    """Its statuses come next."""
    return replace(model, imaging_up=True), ()

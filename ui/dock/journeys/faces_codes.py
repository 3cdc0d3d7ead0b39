"""The cameras that look at people and at codes."""

from kiosk.device import Device
from kiosk.faults import Fault
from kiosk.messages.devices import CommandFailed
from kiosk.messages.imaging import CodeRead, PortraitTaken, PreviewHint, ReadCode, TakePortrait
from ui.dock.actor import PATIENCE_S, Actor
from ui.dock.desk import Desk
from ui.dock.journeys.hosts import at_host
from ui.dock.journeys.script import Journey
from ui.dock.stage_world import World


def _portrait(world: World, actor: Actor) -> str:
    camera = Device.FACE_CAMERA
    with at_host(world, actor, "imaging", renews=True) as desk:
        desk.until_online(camera)
        world.show(camera, "face-far")
        desk.send(TakePortrait("portrait", deadline_s=2 * PATIENCE_S))
        far = desk.wait(PreviewHint, fault=Fault.FACE_FAR)
        world.show(camera, "face-none")
        none = desk.wait(PreviewHint, fault=Fault.FACE_NONE)
        world.show(camera, "face-good")
        photo = desk.wait(PortraitTaken)
        world.keep("portrait.jpg", photo.jpeg)
        world.show(camera, "face-none")
        desk.send(TakePortrait("unplugged", deadline_s=PATIENCE_S))
        desk.wait(PreviewHint, command="unplugged", fault=Fault.FACE_NONE)
        world.near.fault(camera, "unplug")
        lost = desk.wait(CommandFailed, command="unplugged")
        world.near.heal(camera)
        desk.until_online(camera)
    told = f"{far.fault}, {none.fault}, then a photo of {photo.width}x{photo.height}"
    return f"{told}; unplugged {lost.fault}, and back"


def _code_read(world: World, actor: Actor) -> str:
    """The hostile code would clear a terminal's screen: its text goes nowhere."""
    with at_host(world, actor, "imaging", renews=True) as desk:
        desk.until_online(Device.CODE_READER)
        desk.send(ReadCode("first"))
        world.show(Device.CODE_READER, "code-qr")
        first = _read(world, desk, "code-qr")
        desk.send(ReadCode("second", formats=("PDF417",)))
        world.show(Device.CODE_READER, "code-pdf417")
        second = _read(world, desk, "code-pdf417")
        desk.send(ReadCode("third", formats=("QRCode",)))
        world.show(Device.CODE_READER, "code-hostile")
        told = desk.wait(PreviewHint, fault=Fault.CODE_NOT_TEXT)
        world.show(Device.CODE_READER, "code-qr")
        third = _read(world, desk, "code-qr")
    return f"{first}, {second}, {told.fault}, {third}"


def _read(world: World, desk: Desk, picture: str) -> str:
    """The format, where the text is what the picture says."""
    read = desk.wait(CodeRead)
    text = (world.pictures / f"{picture}.txt").read_text(encoding="utf-8")
    return read.format if read.text == text else f"{read.format} with another text"


PORTRAIT = Journey(
    "portrait",
    "FC-0203, FC-0201, then a photo of 358x441; unplugged FC-0102, and back",
    _portrait,
)
CODE_READ = Journey("code-read", "QRCode, PDF417, CR-0202, QRCode", _code_read)

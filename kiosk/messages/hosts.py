"""What a device host is asked, whatever devices it has. Answers and news of one device:
kiosk.messages.devices."""

from msgspec import Struct

from kiosk.device import Capabilities, Device, DeviceStatus


class Cancel(Struct, frozen=True):
    """End this command. Nothing happens where it is unknown or over."""

    command: str


class AskStatus(Struct, frozen=True):
    """Read the status from the device now; answered by `StatusChanged`."""

    device: Device


class AskDevices(Struct, frozen=True):
    """Answered by `Devices`: what this host drives."""


class DeviceInfo(Struct, frozen=True):
    device: Device
    capabilities: Capabilities
    status: DeviceStatus


class Devices(Struct, frozen=True):
    devices: tuple[DeviceInfo, ...]

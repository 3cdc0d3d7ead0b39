"""What a device host is asked, whatever devices it has. Answers and news of one device:
kiosk.messages.devices."""

from dataclasses import dataclass

from kiosk.device import Capabilities, Device, DeviceStatus


@dataclass(frozen=True, slots=True)
class Cancel:
    """End this command. Nothing happens where it is unknown or over."""

    command: str


@dataclass(frozen=True, slots=True)
class AskStatus:
    """Read the status from the device now; answered by `StatusChanged`."""

    device: Device


@dataclass(frozen=True, slots=True)
class AskDevices:
    """Answered by `Devices`: what this host drives."""


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    device: Device
    capabilities: Capabilities
    status: DeviceStatus


@dataclass(frozen=True, slots=True)
class Devices:
    devices: tuple[DeviceInfo, ...]

"""Messages of the link between the processes: known ones of the right shape, or ValueError."""

from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.link import decode, encode
from kiosk.messages.devices import StatusChanged
from kiosk.messages.imaging import PageScanned
from kiosk.messages.printing import PrintSlip, Slip, SlipLine
from kiosk.messages.sims import FaultRule, Inject

SEEDS = tuple(
    encode(message, 3, 2)
    for message in (
        StatusChanged(Device.LAMPS, DeviceStatus(DeviceState.ONLINE, detail="1=12")),
        PageScanned("c", 1, 10, 20, b"jpeg", "0" * 64),
        PrintSlip("j", Slip((SlipLine("一", 2, True, "center"),), "qr")),
        Inject((FaultRule("scanner", "jam", "page", 2),)),
    )
)


def one_input(data: bytes) -> None:
    try:
        envelope, message = decode(data)
    except ValueError:
        return
    again = decode(encode(message, 1))[1]
    assert type(again).__name__ == envelope.kind

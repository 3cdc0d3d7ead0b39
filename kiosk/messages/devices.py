"""The one contract of all device hosts.

A command is any message with the fields `command` (its id, chosen by who asks) and `deadline_s`
(seconds from its arrival). It is answered by `Acknowledged`, then any number of progress messages,
then exactly one completion: the command's own success message, or `CommandFailed` (for a print
`PrintEnded`, which tells apart what is unknown). `Cancel` ends it early, with a completion too.
Every message that belongs to a command carries its id in `command` (prints: `job_id`).
"""

from msgspec import Struct

from kiosk.device import CompletionCode, Device, DeviceStatus
from kiosk.faults import Fault


class Acknowledged(Struct, frozen=True):
    """The device's queue holds the command; nothing was done yet."""

    command: str
    device: Device


class CommandFailed(Struct, frozen=True):
    """The completion of a command that did not succeed. `detail` is for the operator; `device` is
    None where no device of this host knows the command."""

    command: str
    device: Device | None
    code: CompletionCode
    fault: Fault
    detail: str = ""


class StatusChanged(Struct, frozen=True):
    """Pushed at connection and at each change; its one writer is the device's own driver."""

    device: Device
    status: DeviceStatus


class MediaMoved(Struct, frozen=True):
    """A printed ticket was `presented`, then `taken` or `retracted`. `job_id` is the job that
    printed it, "" where the host does not know (found there at its start). `command` is the
    `RetractSlip` whose completion this is, "" where it moved unasked: then it is news of the
    device, and belongs to no command."""

    device: Device
    movement: str
    job_id: str = ""
    command: str = ""

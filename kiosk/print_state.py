"""The states of a print job."""

from enum import StrEnum


class PrintState(StrEnum):
    """Code list CL-41. `unknown` means: bytes may have reached paper, nothing proves it."""

    RESERVED = "reserved"
    RENDERING = "rendering"
    SPOOLED = "spooled"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    VOID = "void"

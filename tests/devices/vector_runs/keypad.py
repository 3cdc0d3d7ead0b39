"""Section `epp_szzt`: commands of the encrypting keypad in clear mode."""

from devices.keypad.protocol import (
    BAUDS,
    Answer,
    Control,
    Replies,
    control,
    query_user_information,
    switch_baud,
)
from tests.devices.vector_runs.vector import Vector

NAMED = {
    "query_user_information": query_user_information(),
    "reset": control(Control.RESET),
    "enable_plain_input": control(Control.ENABLE_INPUT),
    "disable_plain_input": control(Control.DISABLE_INPUT),
    **{f"switch_to_{baud}": switch_baud(baud) for baud in BAUDS},
}
COMMANDS = {query_user_information(), *map(control, Control), *map(switch_baud, BAUDS)}


def command(vector: Vector) -> None:
    """A command under a name that is not known here must be one of those that can be built."""
    frame = vector.data("hex")
    heard = Replies().feed(frame)
    if len(heard) != 1 or not isinstance(heard[0], Answer):
        vector.fail(f"hex: no whole frame: {heard}")
    elif vector.name in NAMED:
        vector.equal("hex", frame, NAMED[vector.name])
    elif frame not in COMMANDS:
        vector.fail(f"hex: no command of clear mode: {heard[0].payload!r}")

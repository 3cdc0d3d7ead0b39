"""Slips rendered, and taken apart again by the simulator's own reader of commands."""

import json
from pathlib import Path

from devices.receipt_printer.fonts import FontFiles
from devices.receipt_printer.profile import Profile
from devices.receipt_printer.sim_commands import Command, next_command
from devices.receipt_printer.slip import render_slip
from kiosk.messages.printing import Slip, SlipLine
from tests.devices.receipt_printer.bench import GENERIC

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "devices.json").read_text("utf-8"))
COMMANDS = {row["name"]: bytes.fromhex(row["hex"]) for row in VECTORS["escpos_commands"]}
FONTS = FontFiles()


def render(*lines: SlipLine, qr: str = "", profile: Profile = GENERIC) -> bytes:
    return b"".join(render_slip(Slip(lines, qr), profile, FONTS))


def commands_of(data: bytes, chinese: bool = True) -> list[Command]:
    found = []
    while data:
        command = next_command(data, chinese=chinese)
        assert command is not None, "the last command is not whole"
        found.append(command)
        data = data[command.size :]
    return found


def rasters(data: bytes) -> list[Command]:
    return [one for one in commands_of(data) if one.name == "raster"]

"""Fault scripts: one small file that says what goes wrong with which device, and when.

    # the second page jams; the receipt printer loses its plug in mid-receipt
    a4_printer: at page 2 jam
    receipt_printer: after 300 bytes unplug
    id_reader: always late 40
    ssc_reader: at command 5 hang
    id_reader: at reply 3 flip_bit 17

A line is `DEVICE: WHEN FAULT [NUMBER]`. WHEN is `now`, `always`, `at page|command|reply N`,
`after N bytes` or `after N ms`; counting starts when the script is armed: the first page, command
or reply is 1. Numbers have up to nine digits. The same scripts serve tests, the demo and training.
Which faults a device knows stands in its simulator (`FAULTS`).
"""

import re

from kiosk.device import Device
from kiosk.messages.sims import FaultRule

_LINE = re.compile(
    r"(?P<device>\w+):\s+"
    r"(?:(?P<plain>now|always)|at (?P<point>page|command|reply) (?P<n>[0-9]{1,9})"
    r"|after (?P<m>[0-9]{1,9}) (?P<unit>bytes|ms))\s+"
    r"(?P<fault>[a-z_]+)(?:\s+(?P<value>[0-9]{1,9})(?:\s*ms)?)?"
)
_UNITS = {"bytes": "byte", "ms": "ms"}


class BadScript(Exception):
    """A line cannot be read; the text says which and why."""


def parse_script(text: str) -> tuple[FaultRule, ...]:
    """The rules, in order. Raises BadScript."""
    rules = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if line:
            rules.append(_rule(line, number))
    return tuple(rules)


def _rule(line: str, number: int) -> FaultRule:
    match = _LINE.fullmatch(line)
    if match is None:
        raise BadScript(f"line {number}: not `DEVICE: WHEN FAULT [NUMBER]`: {line!r}")
    if match["device"] not in set(Device):
        raise BadScript(f"line {number}: no device {match['device']!r}: {', '.join(Device)}")
    if match["point"] and int(match["n"]) == 0:
        raise BadScript(f"line {number}: pages, commands and replies count from 1")
    when = match["plain"] or match["point"] or _UNITS[match["unit"]]
    at = int(match["n"] or match["m"] or 0)
    return FaultRule(match["device"], match["fault"], when, at, int(match["value"] or 0))

"""`send TERMINAL KIND FILE|-`: a signed item for one terminal; see exchange/by_hand.py."""

import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from provisioning.central.exchange.by_hand import KINDS, send
from provisioning.central.exchange.wire import Malformed
from provisioning.central.hallstate import now
from provisioning.central.models import Terminal

MOST_HOURS = 8784
"""A year."""


class Command(BaseCommand):
    help = (
        "Put a signed item into a terminal's inbox, and print its id. The body is JSON as "
        'docs/platform.md has it for each kind: {"name": "lock", "text": "..."} for a command.'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("terminal", help="id of the terminal")
        parser.add_argument("kind", help=", ".join(KINDS))
        parser.add_argument("file", help="file with the body, - for what is typed or piped")
        parser.add_argument(
            "--hours",
            type=_hours,
            metavar="N",
            help="when it ends unfetched; 24 for a command or a booking, never for the others",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        terminal = Terminal.objects.filter(terminal_id=options["terminal"], active=True).first()
        if terminal is None:
            known = ", ".join(Terminal.objects.filter(active=True).values_list("pk", flat=True))
            raise CommandError(f"{options['terminal']} is no terminal in use: {known or 'none is'}")
        try:
            raw = _read(options["file"])
            item = send(terminal, options["kind"], raw, options["hours"], now())
        except (Malformed, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(item.item_id)


def _hours(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_HOURS):
        raise ArgumentTypeError(f"{text!r} is no number from 1 to {MOST_HOURS}")
    return int(text)


def _read(file: str) -> bytes:
    """Raises OSError."""
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()

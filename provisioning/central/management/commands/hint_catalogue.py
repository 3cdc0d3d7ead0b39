"""`hint_catalogue VERSION`: every terminal is told that something newer can be fetched."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from provisioning.central.exchange.inbox import issue
from provisioning.central.hallstate import now
from provisioning.central.models import Terminal

VALID_S = 7 * 86_400
"""Whoever comes back later has looked by itself."""


class Command(BaseCommand):
    help = "Put a catalogue hint into the inbox of every active terminal; says how many."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("version")

    def handle(self, *args: Any, **options: Any) -> str:
        terminals = Terminal.objects.filter(active=True)
        for terminal in terminals:
            issue(terminal, "catalogue_hint", {"version": options["version"]}, VALID_S, now())
        return str(len(terminals))

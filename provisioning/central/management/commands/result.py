"""`result ITEM`: what the terminal said of an item that was sent to it."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from provisioning.central.models import InboxItem, ItemResult


class Command(BaseCommand):
    help = "Print what became of an item: a word, its reason, and what came with it as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("item", help="the id that `send` printed")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["item"]
        told = ItemResult.objects.filter(item_id=wanted).order_by("pk")
        for one in told:
            self.stdout.write(f"{one.at} {one.status} {one.why}".rstrip())
            if one.data:
                self.stdout.write(json.dumps(one.data, ensure_ascii=False, indent=1))
        if not told:
            raise CommandError(_waiting(InboxItem.objects.filter(item_id=wanted).first()))


def _waiting(item: InboxItem | None) -> str:
    if item is None:
        return "there is no such item"
    if item.terminal.inbox_cursor < item.seq:
        return f"{item.terminal_id} has not fetched it yet"
    return f"{item.terminal_id} has fetched it and not answered: only what must be signed is"

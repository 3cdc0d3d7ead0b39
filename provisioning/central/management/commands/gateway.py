"""`gateway NAME CHANNEL URL`: where events go; prints the key of signatures. `--off` stops it."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from provisioning.central.models import Gateway
from provisioning.central.progress.contacts import CHANNELS
from provisioning.central.progress.events import WEBHOOK


class Command(BaseCommand):
    help = "Register a receiver of events, or turn one off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("channel", choices=[WEBHOOK, *CHANNELS])
        parser.add_argument("url")
        parser.add_argument("--off", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["url"].startswith(("http://", "https://")):
            raise CommandError("an address begins with http:// or https://")
        values = {"channel": options["channel"], "url": options["url"]}
        values["active"] = not options["off"]
        fresh = {"secret": secrets.token_hex(32)}
        gateway, _ = Gateway.objects.update_or_create(
            name=options["name"], defaults=values, create_defaults=values | fresh
        )
        self.stdout.write(gateway.secret)

"""`progress ORDER...`: what departments and carriers tell, one JSON object each; see orders.py."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from provisioning.central.exchange.wire import Malformed
from provisioning.central.hallstate import now
from provisioning.central.progress.cases import NotAllowed
from provisioning.central.progress.orders import perform, read_order


class Command(BaseCommand):
    help = "Change how an application is, with its event."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("orders", nargs="+")

    def handle(self, *args: Any, **options: Any) -> None:
        for text in options["orders"]:
            try:
                event = perform(read_order(text.encode()), now())
            except (Malformed, NotAllowed) as error:
                raise CommandError(str(error)) from None
            if options["verbosity"]:
                self.stdout.write(event.key if event else "nothing is new")

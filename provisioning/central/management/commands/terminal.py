"""`terminal ID --off | --on | --new-token`: shut a terminal out, take it in again, and give it a
token in the place of one that somebody else may know. No token is ever printed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper

from provisioning.central.certificates.recall import recall
from provisioning.central.hallstate import now
from provisioning.central.models import Terminal
from provisioning.central.terminal_keys import folder_of, new_token
from provisioning.packs.publish import Press


class Command(BaseCommand):
    help = "Turn a terminal off or on, or give it a new token."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("terminal_id")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--off", action="store_true", help="its token opens nothing any more")
        what.add_argument("--on", action="store_true")
        what.add_argument("--new-token", action="store_true", help="the former opens nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        terminal = Terminal.objects.filter(pk=options["terminal_id"]).first()
        if terminal is None:
            raise CommandError(f"there is no terminal {options['terminal_id']}")
        if options["off"]:
            turn_off(terminal, self.stdout)
        elif options["on"]:
            terminal.active = True
            terminal.save(update_fields=["active"])
            self.stdout.write(f"{terminal.pk} is on")
        else:
            self._renew(terminal)

    def _renew(self, terminal: Terminal) -> None:
        data: Path = settings.ZIZHU_DATA
        try:
            new_token(terminal)
            Press(data).hand_out_root()
        except OSError as error:
            raise CommandError(str(error)) from None
        off = "" if terminal.active else f"; {terminal.pk} is still off"
        self.stdout.write(f"the new token lies in {folder_of(terminal.pk) / 'token'}{off}")


def turn_off(terminal: Terminal, said: OutputWrapper) -> None:
    """Again takes back what has come to wait there since."""
    terminal.active = False
    terminal.save(update_fields=["active"])
    said.write(f"{terminal.pk} is off: its token opens nothing")
    done = recall(terminal, now())
    said.write(f"certificates revoked that waited there: {done.revoked}")
    for certificate in done.fetched:
        said.write(f"fetched, and nobody knows whether it was printed: {certificate}")

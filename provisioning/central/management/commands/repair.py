"""`repair`: the faults of terminals of which nobody has said that they are mended, lines of JSON.
`repair TERMINAL FAULT --done` says it; the same fault after that is a new one."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kiosk.clock import CHINA
from provisioning.central.hallstate import now
from provisioning.central.models import Repair
from provisioning.central.progress.lamps import end_repair


class Command(BaseCommand):
    help = "List the open repairs of terminals, or end one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("terminal", nargs="?", default="")
        parser.add_argument("fault", nargs="?", default="")
        parser.add_argument("--done", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        named = {"terminal_id": options["terminal"], "fault": options["fault"]}
        open_ones = Repair.objects.filter(
            ended_at=None, **{field: value for field, value in named.items() if value}
        )
        if not options["done"]:
            for one in open_ones:
                self.stdout.write(json.dumps(_line(one)))
            return
        if not all(named.values()):
            raise CommandError("--done needs a terminal and a fault")
        repair = open_ones.first()
        if repair is None or not end_repair(repair, now()):
            raise CommandError("no such repair is open")


def _line(repair: Repair) -> dict[str, str]:
    return {
        "terminal": repair.terminal_id,
        "fault": repair.fault,
        "since": repair.opened_at.astimezone(CHINA).isoformat(timespec="seconds"),
        "due": repair.due_day.isoformat() if repair.due_day else "",
        "lamp": repair.lamp,
    }

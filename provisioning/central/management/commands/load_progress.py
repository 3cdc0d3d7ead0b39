"""`load_progress FILE...`: what lamps are reckoned from. A file is a calendar (see
provisioning/sample/calendar.json), an item package's item.json, or a folder of packages."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from kiosk.progress.calendar import parse_calendar
from provisioning.central.hallstate import now
from provisioning.central.progress.lamps import put_calendar
from provisioning.central.progress.timing import put_terms


class Command(BaseCommand):
    help = "Take a calendar of work days, or the time limits of items, from files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["files"]:
            for file in _files(path):
                self._take(file)

    def _take(self, file: Path) -> None:
        try:
            raw = json.loads(file.read_bytes())
            with transaction.atomic():
                if "days" in raw:
                    put_calendar(parse_calendar(raw), now())
                else:
                    put_terms(raw)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{file} cannot be used: {error}") from None


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    yield from sorted(path.glob("**/item.json"))

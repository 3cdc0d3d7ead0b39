"""`prepare HALL.json`: a hall with its terminals, on a new platform too; what to hand over."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from provisioning.central.setup import prepare
from provisioning.packs.publish import Press


class Command(BaseCommand):
    help = "Prepare the hall of a file, as often as it changes; says where the terminals' keys lie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("hall_file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        data: Path = settings.ZIZHU_DATA
        try:
            prepare(data, options["hall_file"], options["verbosity"])
            Press(data).hand_out_root()
        except (OSError, ValueError) as error:
            raise CommandError(f"{options['hall_file']}: {error}") from None

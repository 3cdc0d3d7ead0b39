"""`tidy`: uploads that were given up, bodies of old records and old contacts go. A running platform
does it by itself, once a day; it may also be run beside it."""

from typing import Any

from django.core.management.base import BaseCommand

from provisioning.central.hallstate import now
from provisioning.central.tidying import tidy


class Command(BaseCommand):
    help = "Delete what is kept no longer: see limits.json in docs/platform.md."

    def handle(self, *args: Any, **options: Any) -> None:
        done = tidy(now())
        if options["verbosity"]:
            rows, bodies = done.records.rows, done.records.bodies
            said = f"{done.files} files, {rows} records, {bodies} bodies of records"
            self.stdout.write(f"{said}, {done.contacts} contacts gone")

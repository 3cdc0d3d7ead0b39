"""`tidy`: uploads that were given up, bodies of old records and old contacts go. Run at every
start; it may also run while the platform serves."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from provisioning.central.exchange.retention import prune_records
from provisioning.central.exchange.uploads import sweep
from provisioning.central.progress.contacts import drop_old
from provisioning.central.ratings.follow_ups import drop_contacts


class Command(BaseCommand):
    help = "Delete what is kept no longer: see limits.json in docs/platform.md."

    def handle(self, *args: Any, **options: Any) -> None:
        moment = timezone.now()
        files, pruned = sweep(moment), prune_records(moment)
        contacts = drop_old(moment) + drop_contacts(moment)
        if options["verbosity"]:
            said = f"{files} files, {pruned.rows} records, {pruned.bodies} bodies of records"
            self.stdout.write(f"{said}, {contacts} contacts gone")

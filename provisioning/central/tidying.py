"""What is kept no longer goes: at every start, and once a day while the platform runs."""

from datetime import datetime, timedelta

from django.conf import settings
from msgspec import Struct

from provisioning.central.exchange.retention import Pruned, prune_records
from provisioning.central.exchange.uploads import sweep
from provisioning.central.progress.contacts import drop_old
from provisioning.central.ratings.follow_ups import drop_contacts

DAILY = timedelta(days=1)


class Tidied(Struct, frozen=True):
    files: int
    records: Pruned
    contacts: int


def tidy(moment: datetime) -> Tidied:
    """See limits.json in docs/platform.md."""
    done = Tidied(sweep(moment), prune_records(moment), drop_old(moment) + drop_contacts(moment))
    settings.ZIZHU_TIDIED = moment
    return done


def tidy_daily(moment: datetime) -> None:
    """Nothing, where it was done less than a day before."""
    last: datetime | None = settings.ZIZHU_TIDIED
    if last is None or not last <= moment < last + DAILY:
        tidy(moment)

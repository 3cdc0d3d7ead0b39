"""Django's settings for one data folder, without a settings module and without import effects."""

from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections

from kiosk.clock import Clock, SystemClock
from provisioning.central.certificates.previews import Previews
from provisioning.central.exchange.limits import Pace, read_limits
from provisioning.central.exchange.wire import MAX_BODY
from provisioning.central.handoff.kept import Kept
from provisioning.central.identity.fitted import fit
from provisioning.central.keys import text_secret
from provisioning.central.progress.guesses import VISITORS, Guesses

_ANY = {"0.0.0.0", "::"}


def configure(
    data: Path, host: str = "127.0.0.1", *, world: bool = False, clock: Clock | None = None
) -> None:
    """Set Django up for `data`. A process serves one data folder at a time; a later call with
    another one moves it there. `world`: for a demo or a test. Raises limits.Unusable."""
    data = data.resolve()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not settings.configured:
        settings.configure(**_values(data, host))
        django.setup()
    elif data != settings.ZIZHU_DATA:
        connections.close_all()
        settings.ZIZHU_DATA = data
        settings.SECRET_KEY = text_secret(data / "secret_key")
        connections.settings["default"]["NAME"] = str(data / "central.sqlite3")
    settings.ALLOWED_HOSTS = _hosts(host)
    settings.ZIZHU_WORLD = world
    settings.ZIZHU_CLOCK = clock or SystemClock()
    settings.ZIZHU_LIMITS = limits = read_limits(data)
    settings.ZIZHU_PACE = Pace(limits)
    settings.ZIZHU_GUESSES = Guesses()
    settings.ZIZHU_VISITORS = Guesses(*VISITORS)
    settings.ZIZHU_HANDOFFS = Kept()
    settings.ZIZHU_PREVIEWS = Previews()
    settings.ZIZHU_TIDIED = None
    fit(data, world)


def _hosts(host: str) -> list[str]:
    return ["*"] if host in _ANY else [host, "localhost", "127.0.0.1", "[::1]"]


def _values(data: Path, host: str) -> dict[str, Any]:
    return {
        "ZIZHU_DATA": data,
        "SECRET_KEY": text_secret(data / "secret_key"),
        "DEBUG": False,
        "ALLOWED_HOSTS": _hosts(host),
        "INSTALLED_APPS": ["provisioning.central.apps.CentralConfig"],
        "MIDDLEWARE": [
            "provisioning.central.pages.security_headers",
            "provisioning.central.busy_pages.BusyPages",
        ],
        "ROOT_URLCONF": "provisioning.central.urls",
        "TEMPLATES": [
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        ],
        "DATABASES": {"default": _database(data)},
        "DATA_UPLOAD_MAX_MEMORY_SIZE": MAX_BODY,
        "USE_TZ": True,
        "TIME_ZONE": "Asia/Shanghai",
        "USE_I18N": False,
        "LOGGING": _LOGGING,
    }


def _database(data: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(data / "central.sqlite3"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # `synchronous` belongs to a connection, not to the file: set at every opening.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "filters": {"route": {"()": "provisioning.central.log_routes.RouteAlone"}},
    # Errors alone: refusals are answered to whoever asked.
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.request": {"filters": ["route"]},
    },
}

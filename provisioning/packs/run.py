"""The updater's process, kept by the keeper beside the service."""

import logging
import random

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.link import Reconnecting
from kiosk.link.bugs import end_on_bug
from kiosk.link.ending import on_end
from provisioning.packs.settings import read_settings
from provisioning.packs.updater import Updater

log = logging.getLogger("provisioning.updater")


def run_updater(config: TerminalConfig) -> int:
    """Run until SIGTERM or SIGINT; 0. Raises ConfigError."""
    settings = read_settings(config)
    end_on_bug("updater")
    updater = Updater(settings, SystemClock(), random.SystemRandom().random)
    on_end(updater.end)
    link = Reconnecting(config.service_socket, updater.on_message, updater.on_up, lambda: None)
    updater.link = link
    link.start()
    log.info("ready")
    updater.run()
    link.close()
    updater.fetcher.close()
    return 0

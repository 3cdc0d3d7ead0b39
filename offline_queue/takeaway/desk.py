"""Answers what screens ask about taking something along, and files of the guides they show."""

import logging
from typing import Any

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.items.png import MOST_BYTES
from kiosk.link import Envelope, Peer
from kiosk.messages.service import Refused
from kiosk.messages.takeaway import (
    AskFile,
    EndHandOff,
    FileShown,
    HandOff,
    PrintGuide,
    PrintSheet,
)
from offline_queue.office import Office
from offline_queue.packages import Packages
from offline_queue.printing.handing import Handing, tell
from offline_queue.queries import Queries
from offline_queue.sync.asking import NotAnswered
from offline_queue.takeaway.phones import Phones
from offline_queue.takeaway.slips import Slips

MESSAGES = (PrintGuide, PrintSheet, AskFile, HandOff, EndHandOff)

log = logging.getLogger("offline_queue.takeaway")


class Takeaway(Struct, frozen=True):
    """Thread-safe."""

    packages: Packages
    slips: Slips
    phones: Phones

    def on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        match message:
            case PrintGuide() | PrintSheet():
                self.slips.on_message(peer, envelope, message)
            case HandOff() | EndHandOff():
                self.phones.on_message(peer, envelope, message)
            case AskFile():
                tell(peer, self.file(message), envelope)

    def forget(self, peer: Peer) -> None:
        self.phones.forget(peer)

    def close(self) -> None:
        self.phones.close()

    def file(self, asked: AskFile) -> FileShown | Refused:
        """Of the version that the screen shows."""
        try:
            self.packages.item(asked.code, asked.version)
            content = self.packages.file(asked.code, asked.name)
        except NotAnswered as refusal:
            return Refused(asked.request_id, refusal.fault)
        if content is None or len(content) > MOST_BYTES:
            log.warning("%s: its file is missing or too large", asked.code)
            return Refused(asked.request_id, Fault.PICTURE_BAD)
        return FileShown(asked.request_id, asked.name, content)


def takeaway_desk(office: Office, queries: Queries, handing: Handing) -> Takeaway:
    """It reads packages and asks the platform as the questions of screens do."""
    packages = Packages(queries.catalogue, queries.now, anywhere=True)
    phones = Phones(queries.lookup, office.config.public_url, office.clock.monotonic)
    return Takeaway(packages, Slips(office, packages, handing), phones)

"""Driver of a SAM-V card reader: opens the port, looks after the idle reader, reads one card."""

from pathlib import Path
from typing import Any

from devices.contract import DeviceLost, Driver, Tell, Token
from devices.id_reader.photo import PhotoChild
from devices.id_reader.photo_library import BadPhotoLibrary, PhotoLibrary, read_library
from devices.id_reader.port import ReaderPort
from devices.id_reader.probe import Probe, reader_lost
from devices.id_reader.profile import Profile
from devices.id_reader.protocol import READER_FAULTS, Reading
from devices.id_reader.pump import Pump
from devices.id_reader.steps import CardDecoded, Failed, Found, Lacks, Photo, Retrying, Step
from kiosk.device import Capabilities, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.identity import IdentityCard
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadStage
from kiosk.values import replace


class IdReader(Driver):
    """A reader on the serial device `port`. Performs StartReading: polls until a card is decoded.

    Told meanwhile: ReadProgress, and CardFailed (not final) for a card that cannot serve; polling
    goes on. A fault of the reader ends the reading with DeviceLost. `baud` is tried first.
    `photo_decoder` is a TOML file for `read_library`; None: cards come without photos.
    """

    device = Device.ID_READER
    capabilities = Capabilities(commands=("StartReading",))

    def __init__(
        self,
        port: str,
        baud: int = 115200,
        profile: Profile | None = None,
        photo_decoder: Path | None = None,
    ) -> None:
        self._path = port
        self._baud = baud
        self._profile = profile or Profile()
        self._photo_decoder = photo_decoder
        self._library: PhotoLibrary | None = None
        self._photo_trouble = ""
        self.poll_s = self._profile.health_s
        self._port: ReaderPort | None = None
        self._known = False
        """A SAM-V reader has answered on this port before. (Which card was read already, the reader
        itself knows: it does not find that one again until it was lifted.)"""
        self._identity = ""
        self._lacks_address = False

    def follow(self, former: Driver) -> None:
        """A reader that was there and hangs is silent, not one of another make: that fault would
        end the reading for good."""
        assert isinstance(former, IdReader)
        self._known, self._baud = former._known, former._baud

    def open(self, token: Token) -> DeviceStatus:
        self._port = ReaderPort(self._path, self._baud, token)
        probe = Probe(self._port, self._profile, token)
        self._baud = probe.find_baud(self._baud, self._known)
        self._known = True
        self._identity = probe.sam_id()
        self._lacks_address = False  # it may be another reader than before
        self._find_library()
        return self._status()

    def poll(self, token: Token) -> DeviceStatus:
        Probe(self._opened(), self._profile, token).check_health()
        return self._status()

    def perform(self, command: Any, tell: Tell, token: Token) -> CardRead:
        """Of StartReading."""
        tell(ReadProgress(command.command, ReadStage.POLLING))
        ask_address = self._profile.newest_address and not self._lacks_address
        reading = Reading(self._profile, self._library is not None, ask_address)
        pump = Pump(self._opened(), reading, self._profile.gap_s, token)
        photo = PhotoChild(self._library, self._profile.photo_s) if self._library else None
        try:
            card = self._card(command.command, pump, photo, tell)
            if photo is not None:
                card = replace(card, photo=photo.picture(token))
                if not token.cancelled:  # else nobody waited for it
                    self._photo_trouble = photo.trouble
        finally:
            reading.wipe()
            if photo is not None:
                photo.close()
        return CardRead(command.command, card, pump.found_at)

    def close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            port.close()

    def _find_library(self) -> None:
        if self._photo_decoder is None:
            return
        try:
            self._library, self._photo_trouble = read_library(self._photo_decoder), ""
        except BadPhotoLibrary as bad:
            self._library, self._photo_trouble = None, str(bad)

    def _opened(self) -> ReaderPort:
        if self._port is None:
            raise DeviceLost(DeviceState.NO_DEVICE, Fault.READER_ABSENT, "not open")
        return self._port

    def _status(self) -> DeviceStatus:
        detail = f"{self._baud} baud"
        if self._photo_trouble:
            detail += f"; no photos: {self._photo_trouble}"
        return DeviceStatus(DeviceState.ONLINE, detail=detail, identity=self._identity)

    def _card(self, command: str, pump: Pump, photo: PhotoChild | None, tell: Tell) -> IdentityCard:
        pump.begin()
        while True:
            for step in pump.turn():
                match step:
                    case CardDecoded(card):
                        return card
                    case Photo(wlt) if photo is not None:
                        photo.feed(wlt)
                    case Lacks():
                        self._lacks_address = True
                    case _:
                        _tell(step, command, tell)


def _tell(step: Step, command: str, tell: Tell) -> None:
    match step:
        case Found(news=True):
            tell(ReadProgress(command, ReadStage.FOUND))
        case Retrying():
            tell(ReadProgress(command, ReadStage.RETRYING))
        case Failed(fault, detail) if fault in READER_FAULTS:
            raise reader_lost(fault, detail)
        case Failed(fault):
            tell(CardFailed(command, fault))

"""The card host's process: the readers that are fitted."""

import os
from pathlib import Path

from devices.host import Maker, serve
from devices.host_cards import CardHost
from devices.id_reader.driver import IdReader
from devices.id_reader.profile import Profile
from devices.ssc_reader.driver import SscReader
from kiosk.fitted import Fitted, SscReaderFitting


def run_cards(socket_path: Path, fitted: Fitted) -> int:
    """Run until a session with a card ends or SIGTERM comes (0), or a new process is needed (1).

    Takes the main thread of its process. Raises kiosk.link.server.AddressInUse where another
    process serves `socket_path`.
    """
    return serve(CardHost(socket_path, card_readers(fitted)), "card host")


def card_readers(fitted: Fitted) -> list[Maker]:
    reader = fitted.id_reader
    profile = Profile(newest_address=reader.newest_address)
    makers: list[Maker] = [
        lambda: IdReader(str(reader.port), reader.baud, profile, reader.photo_decoder)
    ]
    if fitted.ssc_reader is not None:
        makers.append(_ssc_reader(fitted.ssc_reader))
    return makers


def _ssc_reader(reader: SscReaderFitting) -> Maker:
    if reader.socket is not None:
        # read by libpcsclite at its first call
        os.environ["PCSCLITE_CSOCK_NAME"] = str(reader.socket)
    return lambda: SscReader(reader.reader)

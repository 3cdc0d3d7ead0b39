"""A terminal's service with its printers, in front of a real platform: as a screen asks for
certificates."""

import queue
import shutil
import threading
import uuid
from pathlib import Path
from typing import Any, Self

from kiosk.certificates.copies import CopyState
from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.identity import Assurance, SealedFor, bound_to
from kiosk.link import Envelope, Peer, connect
from kiosk.messages.certificates import (
    CertificateReady,
    NextCopy,
    PagesOut,
    PrintCertificate,
    WantCertificate,
    WishCertificate,
)
from kiosk.messages.printing import PrintDocument
from kiosk.messages.service import PrintNews, PrintQueued, Refused
from kiosk.ports import Checking
from kiosk.print_state import PrintState
from kiosk.values import replace
from offline_queue.around import Around
from offline_queue.certificates.desk import CertificateDesk
from offline_queue.outbox.rows import backlog
from offline_queue.printing.journal import ENDED
from offline_queue.seal import KeyVault
from offline_queue.service import Service
from provisioning.central.keys import keyed_hash
from tests.kiosk.item_samples import item
from tests.offline_queue.query_parts import Samples, vault_of
from tests.offline_queue.samples import config, until
from tests.offline_queue.scripted_printer import GOOD, ScriptedPrinter
from tests.provisioning.central.certificates.certificates import HOUSEHOLD
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, Platform
from tests.provisioning.central.samples import JIA

PATIENCE_S = 30.0
KEYS = ("platform.pub", "hall.key", "platform-sign.pub")


class Citizen:
    """A screen that asks for certificates, as one person's."""

    def __init__(
        self,
        socket: Path,
        vault: KeyVault,
        person: tuple[str, str] = JIA,
        patience: float = 10.0,
    ) -> None:
        self.vault, self.person = vault, person
        self.news: queue.SimpleQueue[PrintNews] = queue.SimpleQueue()
        self.pages: list[PagesOut] = []
        self.peer = connect(socket, self._on_message, patience=patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        self.peer.close()
        self.peer.join()

    def ask(self, message: object) -> Any:
        return self.peer.request(message, timeout=PATIENCE_S)

    def identity(
        self, request_id: str, purpose: SealedFor = SealedFor.CERTIFICATE
    ) -> dict[str, Any]:
        name, number = self.person
        sealed = self.vault.seal(bound_to(purpose, request_id), name, number, "resident")
        return {"holder_hash": self.vault.holder_hash(number), "sealed": sealed}

    def want(self, request_id: str = "", code: str = HOUSEHOLD, **changes: Any) -> WantCertificate:
        request_id = request_id or str(uuid.uuid4())
        version = item(code).package_ver
        plain = WantCertificate(
            request_id, "s-1", code, version, "IDCARD_FACE", Assurance.AL3,
            **self.identity(request_id),
        )  # fmt: skip
        return replace(plain, **changes)

    def wish(self, request_id: str = "", **changes: Any) -> WishCertificate:
        request_id = request_id or str(uuid.uuid4())
        version = item(HOUSEHOLD).package_ver
        plain = WishCertificate(
            request_id, "s-1", HOUSEHOLD, version, "IDCARD_FACE", Assurance.AL3,
            **self.identity(request_id, SealedFor.WISH),
        )  # fmt: skip
        return replace(plain, **changes)

    def next_of(self, certificate_id: str) -> NextCopy:
        request_id = str(uuid.uuid4())
        return NextCopy(request_id, certificate_id, **self.identity(request_id))

    def ready(self, asked: object) -> CertificateReady:
        answer = self.ask(asked)
        assert isinstance(answer, CertificateReady), answer
        return answer

    def printed(self, ready: CertificateReady) -> PrintState:
        """The end of its job, as the screen hears it."""
        answer = self.ask(to_print(ready))
        assert isinstance(answer, PrintQueued), answer
        return self.end()

    def end(self) -> PrintState:
        while True:
            state = self.news.get(timeout=PATIENCE_S).state
            if state in ENDED:
                return state

    def refused(self, asked: object) -> str:
        answer = self.ask(asked)
        assert isinstance(answer, Refused), answer
        return answer.fault.name

    def _on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        if isinstance(message, PrintNews):
            self.news.put(message)
        elif isinstance(message, PagesOut):
            self.pages.append(message)


class Hall:
    """One terminal: its service, and a host that stands in for its printers."""

    def __init__(self, folder: Path, platform: Platform, checking: Checking, url: str = "") -> None:
        self.platform, self.checking = platform, checking
        self.config = terminal_at(folder, platform, url)
        self.printer = ScriptedPrinter(self.config.printers_socket, a4=GOOD)
        self.service: Service | None = None

    def __enter__(self) -> Self:
        self.printer.start()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.printer.stop()

    def start(self, lists: bool = True) -> Service:
        around = Around(a4=True, catalogue=Samples(), checking=self.checking)
        self.service = service = Service(self.config, SystemClock(), around=around)
        service.start()
        if lists:
            until(lambda: service.verification.lists.known() is not None)
        return service

    def stop(self) -> None:
        if self.service is not None:
            self.service.stop()
            self.service = None

    def again(self) -> None:
        """As it was at first, with no question of a test before under way."""
        for thread in [one for one in threading.enumerate() if one.name == "certificate"]:
            thread.join(PATIENCE_S)
        self.printer.documents.clear()
        self.printer.jobs.clear()
        self.printer.fault, self.printer.a4_outcome = None, PrintState.PRINTED

    @property
    def desk(self) -> CertificateDesk:
        assert self.service is not None
        return self.service.certificates

    def citizen(self, person: tuple[str, str] = JIA) -> Citizen:
        return Citizen(self.config.service_socket, vault_of(keys_of(self.platform)), person)

    def documents(self) -> list[PrintDocument]:
        return self.printer.documents

    def states(self, certificate_id: str) -> list[CopyState]:
        """Of its copies, as the platform has them."""
        return states(self.platform, certificate_id)

    def dead_letters(self) -> int:
        """Records that the platform will never take."""
        assert self.service is not None
        return self.service.store.call(backlog).dead

    def settled(self, certificate_id: str, *wanted: str) -> None:
        """Once the terminal's word has come there."""
        expected = [CopyState(one) for one in wanted]
        until(lambda: self.states(certificate_id) == expected, PATIENCE_S)


def states(platform: Platform, certificate_id: str) -> list[CopyState]:
    query = "SELECT state FROM central_copy WHERE certificate_id = ? ORDER BY copy_no"
    return [CopyState(state) for (state,) in platform.rows(query, certificate_id)]


def to_print(ready: CertificateReady, request_id: str = "") -> PrintCertificate:
    request_id = request_id or str(uuid.uuid4())
    return PrintCertificate(request_id, ready.certificate_id, ready.copy_no)


def keys_of(platform: Platform) -> Path:
    return platform.data / "terminals" / ONE


def terminal_at(folder: Path, platform: Platform, url: str = "") -> TerminalConfig:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    for name in KEYS:
        shutil.copy(keys_of(platform) / name, folder)
    where = url or platform.url
    return config(folder, where, platform.token(ONE), terminal_id=ONE, hall_id=HALL)


def terminal_again(folder: Path, url: str) -> TerminalConfig:
    """The same, whose files lie there."""
    token = (folder / "token").read_text().strip()
    return config(folder, url, token, terminal_id=ONE, hall_id=HALL)


def enrolled(platform: Platform, person: tuple[str, str]) -> None:
    """The register knows this person from now on."""
    name, number = person
    key = bytes.fromhex((platform.data / "register.key").read_text())
    hashes = (keyed_hash(key, f"number|{number}"), keyed_hash(key, f"name|{number}|{name}"))
    platform.change("INSERT OR IGNORE INTO central_person VALUES (?, ?)", *hashes)

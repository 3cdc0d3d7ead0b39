"""What the service does over the lines to its destinations beside records: attachments, inbox."""

import logging
from collections.abc import Callable, Sequence

from msgspec import Struct, field

from kiosk.clock import Clock
from kiosk.config import TerminalConfig
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.inbound.hands import ServiceHands
from offline_queue.inbound.log_tail import LogTail
from offline_queue.inbound.poll import Inbound
from offline_queue.inbound.trust import load_keys
from offline_queue.outbox.streams import CENTRAL
from offline_queue.printing.printer_link import PrinterLink
from offline_queue.store.writer import Store
from offline_queue.sync.errands import Errand
from offline_queue.sync.line import Line
from offline_queue.sync.uploads import Uploads


class Fitted(Struct, frozen=True):
    """`changed` and `end` as ServiceHands has them."""

    config: TerminalConfig
    store: Store
    clock: Clock
    link: PrinterLink
    changed: Callable[[], None]
    end: Callable[[], None] | None
    hinted: Callable[[], None] = lambda: None
    """Something came into the inbox that may be a hint of a newer catalogue."""
    log_tail: LogTail = field(default_factory=LogTail)

    def watch_log(self, on: bool) -> None:
        """What this process logs is kept for `collect_logs`."""
        root = logging.getLogger()
        (root.addHandler if on else root.removeHandler)(self.log_tail)

    def errands(self, line: Line, dest: int) -> Sequence[Errand]:
        """The central platform alone may command. Raises BadKeyFile or StoreError."""
        config = self.config
        folder = config.state / FOLDER_NAME
        uploads = Uploads(self.store, line, dest, config.terminal_id, folder, self.clock)
        if dest != CENTRAL:
            return (uploads,)
        keys = load_keys(config.sign_keys_file)
        hands = ServiceHands(self.store, self.link, self.log_tail, self.changed, self.end)
        inbound = Inbound(
            self.store, line, config.terminal_id, keys, hands, self.clock, self.hinted
        )
        return (inbound, uploads)

"""One terminal of the demo: real keeper, service, hosts and screen, against simulated devices."""

import shutil
from pathlib import Path

from kiosk.device import Device
from kiosk.messages.sims import (
    AskOutput,
    FaultRule,
    Heal,
    Inject,
    LoadPaper,
    Output,
    PlayScript,
    PutCard,
    PutSocialCard,
    TakeCard,
    TakeSocialCard,
)
from ui.dock.processes import Background, children_of, kill_hard, started_at
from ui.dock.sims import Sims, Simulated

HALL_ID = "990100"

_CONFIG = """\
# Written by the demo. Simulated devices: refused by `main.py run` without --demo.
[terminal]
id = "{terminal_id}"
name = "{name}"

[site]
hall_id = "990100"
name = "示例市政务服务中心"
zone = "24 小时自助服务区"
hotline = "12345"
neighbour = "{neighbour}"
hall_file = "hall.json"

[paths]
state = "state"
run = "run"

[central]
url = "{url}"
token_file = "keys/token"
platform_key_file = "keys/platform.pub"
hall_key_file = "keys/hall.key"

[items]
stale_after_h = 24

{simulated}
[screen]
width = {width}
height = {height}
mm_per_px = {mm_per_px}
"""

_IDENTITY = """\
[identity]
provider = "city"
key_url = "{url}/_world/identity"
simulated = true

"""

FULL_SIZE = (1080, 1920)
FULL_SIZE_MM_PER_PX = 0.248


class Terminal:
    """`extra` are options of `main.py run`, e.g. ("--headless",)."""

    def __init__(
        self,
        program: tuple[str, ...],
        folder: Path,
        terminal_id: str,
        central_data: Path,
        devices: tuple[Simulated, ...],
        extra: tuple[str, ...] = (),
    ) -> None:
        self.folder = folder / terminal_id
        self.run = self.folder / "run"
        self.terminal_id = terminal_id
        self._program = program
        self._extra = extra
        root = Path(program[-1]).parent
        self.run.mkdir(parents=True, exist_ok=True)
        keys = central_data / "terminals" / terminal_id
        shutil.copytree(keys, self.folder / "keys", dirs_exist_ok=True)
        shutil.copy(root / "provisioning" / "sample" / "hall.json", self.folder / "hall.json")
        self.config = self.folder / "terminal.toml"
        self.sims = Sims(program[0], root, self.folder, devices)
        self._keeper: Background | None = None

    # --- start and stop ---------------------------------------------------------------------

    def start(self, url: str, size: tuple[int, int] = FULL_SIZE) -> "Terminal":
        """Once every simulator answers, the terminal is configured for them and run."""
        self.configure(url, self.simulated(url), size)
        self.start_keeper()
        return self

    def simulated(self, url: str) -> str:
        """The tables of what stands in for others: who tells who somebody is, and the devices."""
        return _IDENTITY.format(url=url) + self.sims.tables()

    def configure(self, url: str, tables: str, size: tuple[int, int] = FULL_SIZE) -> None:
        """Write the terminal's file; `tables` are its [identity] and [devices.*]."""
        number = int(self.terminal_id[1:])
        self.config.write_text(
            _CONFIG.format(
                terminal_id=self.terminal_id,
                name=f"{number:02d} 号机",
                neighbour="05 号机" if number == 3 else "03 号机",
                url=url,
                simulated=tables,
                width=size[0],
                height=size[1],
                mm_per_px=round(FULL_SIZE_MM_PER_PX * FULL_SIZE[1] / size[1], 4),
            ),
            encoding="utf-8",
        )

    def start_keeper(self) -> None:
        argv = [*self._program, "run", "--config", str(self.config), "--demo", "--kept"]
        argv += self._extra
        self._keeper = Background("keeper", argv, self.folder)

    def stop_keeper(self) -> None:
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper = None

    def close(self) -> None:
        self.stop_keeper()
        self.sims.close()

    # --- the world's hand -------------------------------------------------------------------

    def put_card(self, text_hex: str) -> None:
        self.sims.ask(Device.ID_READER, PutCard(text_hex))

    def take_card(self) -> None:
        self.sims.ask(Device.ID_READER, TakeCard())

    def put_social_card(self, card: PutSocialCard) -> None:
        self.sims.ask(Device.SSC_READER, card)

    def take_social_card(self) -> None:
        self.sims.ask(Device.SSC_READER, TakeSocialCard())

    def fault(
        self, device: Device, word: str, value: int = 0, when: str = "now", at: int = 0
    ) -> None:
        """One rule of a fault script."""
        self.sims.ask(device, Inject((FaultRule(device, word, when, at, value),)))

    def heal(self, device: Device) -> None:
        self.sims.ask(device, Heal())

    def play(self, script: str) -> None:
        """A whole fault script: each simulator takes its own lines."""
        for device in self.sims.devices:
            self.sims.ask(device, PlayScript(script))

    def load_paper(self) -> None:
        self.sims.ask(Device.RECEIPT_PRINTER, LoadPaper())

    def output(self) -> Output:
        answer = self.sims.ask(Device.RECEIPT_PRINTER, AskOutput())
        assert isinstance(answer, Output)
        return answer

    @property
    def receipts(self) -> Path:
        """Folder of the pictures of what the receipt printer printed."""
        return self.sims.folder(Device.RECEIPT_PRINTER) / "out"

    # --- processes --------------------------------------------------------------------------

    def pids(self, part: str) -> list[int]:
        """Living processes of a part: service, screen, cards, printers, imaging; oldest first."""
        if self._keeper is None:
            return []
        children = children_of(self._keeper.pid)
        return sorted((pid for pid, argv in children.items() if part in argv), key=started_at)

    def kill(self, part: str) -> int:
        """kill -9 the (oldest) process of a part. Returns its pid."""
        pids = self.pids(part)
        if not pids:
            raise RuntimeError(f"no {part} is running")
        kill_hard(pids[0])
        return pids[0]

"""One terminal of the demo: real keeper, service, hosts and screen, against simulated devices."""

import shutil
import socket
from pathlib import Path
from typing import Any

from kiosk.link import LinkClosed, Peer, connect
from kiosk.messages.sims import (
    AskOutput,
    Done,
    LoadPaper,
    Output,
    PrinterFault,
    PutCard,
    ReaderFault,
    TakeCard,
)
from ui.dock.processes import Background, children_of, kill_hard, started_at

HALL_ID = "990100"
PATIENCE_S = 20.0

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

[devices.id_reader]
port = "run/id-reader"
baud = 115200
simulated = true

[devices.receipt_printer]
url = "tcp://127.0.0.1:{printer_port}"
profile = "epson-80mm-chinese"
simulated = true

[screen]
width = {width}
height = {height}
mm_per_px = {mm_per_px}
"""

FULL_SIZE = (1080, 1920)
FULL_SIZE_MM_PER_PX = 0.248


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Terminal:
    """`extra` are options of `main.py run`, e.g. ("--headless",)."""

    def __init__(
        self,
        program: tuple[str, ...],
        folder: Path,
        terminal_id: str,
        central_data: Path,
        url: str,
        extra: tuple[str, ...] = (),
        size: tuple[int, int] = FULL_SIZE,
    ) -> None:
        self.folder = folder / terminal_id
        self.terminal_id = terminal_id
        self._program = program
        self._root = Path(program[-1]).parent
        self._extra = extra
        (self.folder / "run").mkdir(parents=True, exist_ok=True)
        (self.folder / "receipts").mkdir(exist_ok=True)
        keys = central_data / "terminals" / terminal_id
        shutil.copytree(keys, self.folder / "keys", dirs_exist_ok=True)
        sample = self._root / "provisioning" / "sample" / "hall.json"
        shutil.copy(sample, self.folder / "hall.json")
        self.config = self.folder / "terminal.toml"
        number = int(terminal_id[1:])
        self._printer_port = _free_port()
        self.config.write_text(
            _CONFIG.format(
                terminal_id=terminal_id,
                name=f"{number:02d} 号机",
                neighbour="05 号机" if number == 3 else "03 号机",
                url=url,
                printer_port=self._printer_port,
                width=size[0],
                height=size[1],
                mm_per_px=round(FULL_SIZE_MM_PER_PX * FULL_SIZE[1] / size[1], 4),
            ),
            encoding="utf-8",
        )
        self._controls: dict[str, Peer] = {}
        self._sims: dict[str, Background] = {}
        self._keeper: Background | None = None

    # --- start and stop ---------------------------------------------------------------------

    def start(self) -> "Terminal":
        run = self.folder / "run"
        python = [self._program[0], "-m"]
        reader = ["devices.id_reader.sim", str(run / "id-reader"), str(run / "sim-reader.sock")]
        reader += ["--kept"]
        printer = ["devices.receipt_printer.sim", "--kept", "--port", str(self._printer_port)]
        printer += ["--out", str(self.folder / "receipts")]
        printer += ["--control", str(run / "sim-printer.sock")]
        for name, argv in (("sim-reader", reader), ("sim-printer", printer)):
            process = Background(name, [*python, *argv], self.folder, self._root)
            self._sims[name] = process
            self._controls[name] = self._control(run / f"{name}.sock")
        self.start_keeper()
        return self

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
        for peer in self._controls.values():
            peer.close()
        for process in self._sims.values():
            process.stop()

    def _control(self, path: Path) -> Peer:
        try:
            return connect(path, lambda *_: None, patience=PATIENCE_S)
        except LinkClosed:
            raise RuntimeError(f"{path.stem} did not start; see {self.folder}") from None

    # --- the world's hand -------------------------------------------------------------------

    def _tell(self, sim: str, message: object) -> Any:
        answer = self._controls[sim].request(message, PATIENCE_S)
        if isinstance(answer, Done) and not answer.ok:
            raise RuntimeError(f"{sim}: {answer.detail}")
        return answer

    def put_card(self, text_hex: str) -> None:
        self._tell("sim-reader", PutCard(text_hex))

    def take_card(self) -> None:
        self._tell("sim-reader", TakeCard())

    def reader_fault(self, kind: str, value: int = 0) -> None:
        self._tell("sim-reader", ReaderFault(kind, value))

    def printer_fault(self, kind: str, value: int = 0) -> None:
        self._tell("sim-printer", PrinterFault(kind, value))

    def load_paper(self) -> None:
        self._tell("sim-printer", LoadPaper())

    def output(self) -> Output:
        answer = self._tell("sim-printer", AskOutput())
        assert isinstance(answer, Output)
        return answer

    # --- processes --------------------------------------------------------------------------

    def pids(self, part: str) -> list[int]:
        """Living processes of a part: service, screen, cards, printers; oldest first."""
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

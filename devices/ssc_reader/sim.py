"""Simulator of a social security card reader: a smart card service of its own, and a virtual card.

    python -m devices.ssc_reader.sim FOLDER CONTROL [--kept]

Hosts find the service where PCSCLITE_CSOCK_NAME says FOLDER/pcscd.comm, and in it the readers of
sim_pcscd.SLOTS. CONTROL is the Unix socket of kiosk.messages.sims; it serves once the service is
there, with no card in the reader. Ends with status 1 and a line that says why where pcscd or its
virtual driver is not installed, or the system grants no namespaces.
"""

import queue
import sys
from pathlib import Path

from devices.sims.armed import Armed
from devices.sims.control import serve_control
from devices.sims.mangle import WIRE_FAULTS
from devices.sims.program import ends_with
from devices.ssc_reader.sim_card import Chip, Unfit
from devices.ssc_reader.sim_namespace import NoNamespace, enter_namespace
from devices.ssc_reader.sim_pcscd import PORT, Pcscd, ServiceFailed
from devices.ssc_reader.sim_vpcd import SERVICE_FAULTS, Slot
from kiosk.device import Device
from kiosk.messages.sims import AskApdus, Done, Heal, Inject, PutSocialCard, TakeSocialCard

FAULTS = {
    **WIRE_FAULTS,
    "unplug": "the reader is pulled (the service starts again without it), until healed",
    "kill_service": "the service is killed and stays away, until healed",
    "freeze_service": "the service answers nobody, until healed",
    "sw": "the card answers NUMBER as its status word, and no data",
    "take": "the card is pulled in place of its next answer",
    "swap": "in place of its next answer the card gives way to the one put in before it",
}
STEER_TIMEOUT_S = 15.0
TICK_S = 0.02


class Simulator:
    """Everything that concerns the service happens on the thread of `run`; `steer` waits for it."""

    def __init__(self, service: Pcscd) -> None:
        self._service = service
        self._armed = Armed(Device.SSC_READER, FAULTS)
        self._slot = Slot(PORT, self._armed)
        self._ailing = ""
        """The fault that the service has now."""
        self._orders: queue.SimpleQueue[tuple[object, queue.SimpleQueue[object]] | None]
        self._orders = queue.SimpleQueue()

    def steer(self, message: object) -> object:
        answer: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._orders.put((message, answer))
        try:
            return answer.get(timeout=STEER_TIMEOUT_S)
        except queue.Empty:
            return Done(ok=False, detail="the simulator is stopping")

    def end(self) -> None:
        """From any thread."""
        self._orders.put(None)

    def run(self) -> None:
        while True:
            try:
                order = self._orders.get(timeout=TICK_S)
                if order is None:
                    break
                message, answer = order
                answer.put(self._obey(message))
            except queue.Empty:
                pass
            self._ail()
        self._service.stop()
        self._slot.close()

    def _obey(self, message: object) -> object:
        match message:
            case PutSocialCard():
                return self._put(message)
            case TakeSocialCard():
                self._slot.take()
                return Done()
            case AskApdus():
                return self._slot.apdus()
            case Heal():
                self._armed.heal()
                self._heal()
                return Done()
            case Inject(rules):
                if any(rule.fault == "sw" and rule.value > 0xFFFF for rule in rules):
                    return Done(ok=False, detail="a status word has two bytes")
                done = self._armed.steer(message)
                self._ail()
                return done
        return Done(ok=False, detail="not for a social security card reader")

    def _put(self, card: PutSocialCard) -> Done:
        try:
            self._slot.put(Chip(card))
        except Unfit as unfit:
            return Done(ok=False, detail=str(unfit))
        return Done()

    def _ail(self) -> None:
        """Let a fault of the service begin that struck just now."""
        struck = [fault for fault in SERVICE_FAULTS if self._armed.on(fault) is not None]
        if self._ailing or not struck:
            return
        self._ailing = struck[0]
        if self._ailing == "freeze_service":
            self._service.freeze()
            return
        self._service.stop()
        if self._ailing == "unplug":
            self._service.start(plugged=False)

    def _heal(self) -> None:
        ailing, self._ailing = self._ailing, ""
        if ailing == "freeze_service":
            self._service.thaw()
        elif ailing:
            self._service.stop()
            self._service.start()
        self._slot.heal()


def run_simulator(folder: Path, control: Path, kept: bool) -> None:
    """Simulate until SIGTERM, where `kept` also until the parent is gone. Takes the main thread of
    its process. Raises ServiceFailed or NoNamespace."""
    folder.mkdir(parents=True, exist_ok=True)
    service = Pcscd(folder)
    enter_namespace(folder)
    service.start()
    simulator = Simulator(service)
    ends_with(simulator.end, kept)  # not before the namespace, which wants a single thread
    server = serve_control(control, simulator.steer)
    try:
        simulator.run()
    finally:
        server.close()


def main(arguments: list[str]) -> int:
    folder, control = (Path(word).absolute() for word in arguments if word != "--kept")
    try:
        run_simulator(folder, control, kept="--kept" in arguments)
    except (ServiceFailed, NoNamespace) as error:
        print(f"ssc_reader simulator: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

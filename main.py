"""Zizhu, the software of a 24-hour self-service terminal. Composition root and command line.

It knows every part and decides nothing. Heavy parts are imported by the commands that need them,
so that `doctor` does not load Qt and a device host does not load the platform.
"""

import argparse
import gc
import logging
import resource
import signal
import sys
from pathlib import Path

from kiosk.ports import Vault
from provisioning.settings import Unusable, check_keys, load_config, only_one, outside

PROGRAM = (sys.executable, str(Path(__file__).resolve()))
EXIT_UNUSABLE = 3


# --- what people call ---------------------------------------------------------------------------


def cmd_run(args: argparse.Namespace) -> int:
    """Start the service, the device hosts and the screen, and each again when it ends. Stop it with
    Ctrl-C or SIGTERM. Exit status 3: something must change first, and one line says what."""
    from provisioning.child import Spec
    from provisioning.keeper import Keeper

    config = load_config(args.config, args.demo)
    check_keys(config)
    common = ["--config", str(args.config), "--kept"] + (["--demo"] if args.demo else [])
    parts = [Spec(p, (*PROGRAM, p, *common)) for p in ("service", "cards", "printers")]
    look = [f"--{flag}" for flag in ("headless", "fullscreen") if getattr(args, flag)]
    screen = Spec("screen", (*PROGRAM, "screen", *common, *look))
    log = logging.getLogger("keeper")
    keeper = Keeper(parts, None if args.no_screen else screen, log.info)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: keeper.stop())
    with only_one(config):
        log.info("terminal %s starts", config.terminal_id)
        return keeper.run()


def cmd_demo(args: argparse.Namespace) -> int:
    """Platform, terminal and simulated devices: with a display the terminal and beside it the dock.
    --headless plays every journey and writes screens, receipts and a report into --out; the exit
    status is 0 only if all ended as they should."""
    if args.headless:
        from ui.dock.headless import run_journeys

        return run_journeys(PROGRAM, args.out, args.only)
    from ui.dock.panel import run_dock

    return run_dock(PROGRAM, args.fullscreen)


def cmd_central(args: argparse.Namespace) -> int:
    """Lease numbers to terminals, take their records exactly once, show the tickets of a hall on a
    page. --sample makes a hall to try; its terminals' keys lie in DATA/terminals."""
    from provisioning.central.server import run
    from provisioning.central.setup import prepare

    if args.sample:
        prepare(args.data, Path(PROGRAM[1]).parent / "provisioning/sample/hall.json")
    return run(args.data, args.host, args.port, args.port_file, world=args.world)


def cmd_queue(args: argparse.Namespace) -> int:
    """Ask the running service; where it is stopped, read its file and change nothing."""
    from offline_queue.inspect import as_text
    from offline_queue.operator import NoAnswer, queue_status

    with outside("the queue", NoAnswer):
        print(as_text(queue_status(load_config(args.config, args.demo))))
    return 0


def cmd_doctor(args: argparse.Namespace) -> int:
    """Check Python, libraries, fonts, folders, keys and devices; each finding says what to do."""
    from provisioning.doctor import run

    return run(args.config)


# --- the terminal's processes, started by `run` -------------------------------------------------


def cmd_service(args: argparse.Namespace) -> int:
    from kiosk.clock import SystemClock
    from offline_queue.service import run_service

    return run_service(load_config(args.config, args.demo), SystemClock())


def cmd_cards(args: argparse.Namespace) -> int:
    from devices.host_cards import run_card_host

    config = load_config(args.config, args.demo)
    with outside("the card host", OSError):
        return run_card_host(config.cards_socket, config.reader_port, config.reader_baud)


def cmd_printers(args: argparse.Namespace) -> int:
    from devices.host_printers import run_printer_host
    from devices.receipt_printer.fonts import FontMissing

    config = load_config(args.config, args.demo)
    with outside("the printer host", OSError, ValueError, FontMissing):
        return run_printer_host(config.printers_socket, config.printer_url, config.printer_profile)


def cmd_screen(args: argparse.Namespace) -> int:
    gc.disable()  # nothing to collect while it starts; the screen turns it on once it is drawn
    from ui.terminal import run_screen

    config = load_config(args.config, args.demo)

    def vault() -> Vault:
        from offline_queue.seal import KeyVault

        return KeyVault.load(config.platform_key_file, config.hall_key_file)

    stage = None
    if config.demo:
        from ui.stage import Stage

        stage = Stage
    return run_screen(config, vault, stage, headless=args.headless, fullscreen=args.fullscreen)


# --- the command line ---------------------------------------------------------------------------


def port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError
    return number


EPILOG = """\
first steps:
  make demo                                   the whole terminal with simulated devices
  python main.py demo --headless --out DIR    the same, driven by itself, with evidence in DIR
  python main.py central --data DIR --sample  a central platform with a sample hall
  python main.py doctor --config FILE         what this machine still lacks
  python main.py run --config FILE            the terminal itself
"""


def build_parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser(
        prog="main.py",
        formatter_class=raw,
        epilog=EPILOG,
        description="Zizhu (自助): a 24-hour self-service terminal for government service halls.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_people(commands)
    _add_parts(commands)
    return top


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, required=True, help="terminal.toml")
    parser.add_argument("--demo", action="store_true", help="allow simulated devices")


def _add_look(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--headless", action="store_true", help="draw without a display")
    parser.add_argument("--fullscreen", action="store_true", help="fill the display")


def _add_people(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser(
        "run", description=cmd_run.__doc__, help="run the terminal and keep it running"
    )
    _add_config(run)
    _add_look(run)
    run.add_argument("--no-screen", action="store_true", help="service and hosts only")
    run.add_argument("--kept", action="store_true", help=argparse.SUPPRESS)
    run.set_defaults(call=cmd_run)
    demo = commands.add_parser(
        "demo", description=cmd_demo.__doc__, help="the terminal against a simulated world"
    )
    demo.add_argument("--headless", action="store_true", help="scripted touches, no display")
    demo.add_argument("--out", type=Path, default=Path("demo-out"), help="folder for the evidence")
    demo.add_argument("--only", action="append", default=[], metavar="JOURNEY", help="run this one")
    demo.add_argument("--fullscreen", action="store_true", help="the terminal fills the display")
    demo.set_defaults(call=cmd_demo)
    central = commands.add_parser(
        "central", description=cmd_central.__doc__, help="the reference central platform"
    )
    central.add_argument("--data", type=Path, required=True, help="folder of database and keys")
    central.add_argument("--host", default="127.0.0.1", help="address to listen on")
    central.add_argument("--port", type=port, default=8700, help="0 takes a free one")
    central.add_argument("--port-file", type=Path, help="write the port here once it answers")
    central.add_argument("--sample", action="store_true", help="prepare the sample hall first")
    central.add_argument("--world", action="store_true", help="demo: faults on demand")
    central.add_argument("--kept", action="store_true", help=argparse.SUPPRESS)
    central.set_defaults(call=cmd_central)
    queue = commands.add_parser(
        "queue", description=cmd_queue.__doc__, help="what waits for the platform on this terminal"
    )
    queue.add_argument("action", choices=["status"], help="status: counts, oldest, print jobs")
    _add_config(queue)
    queue.set_defaults(call=cmd_queue)
    doctor = commands.add_parser(
        "doctor", description=cmd_doctor.__doc__, help="check this machine and say what to do"
    )
    doctor.add_argument("--config", type=Path, help="terminal.toml; without it the machine only")
    doctor.set_defaults(call=cmd_doctor)


def _add_parts(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, call, text in (
        ("service", cmd_service, "part of run: records, prints, syncs"),
        ("cards", cmd_cards, "part of run: card readers"),
        ("printers", cmd_printers, "part of run: printers"),
        ("screen", cmd_screen, "part of run: the screen of one citizen"),
    ):
        part = commands.add_parser(name, help=text)
        _add_config(part)
        part.add_argument("--kept", action="store_true", help="end when standard input closes")
        if name == "screen":
            _add_look(part)
        part.set_defaults(call=call)


def main(argv: list[str] | None = None) -> int:
    args = build_parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold a person
    if getattr(args, "kept", False) and args.command != "screen":
        from kiosk.link.lifeline import end_with_parent

        end_with_parent()
    try:
        return int(args.call(args))
    except Unusable as error:
        print(f"zizhu: {error}", file=sys.stderr)
        return EXIT_UNUSABLE


if __name__ == "__main__":
    sys.exit(main())

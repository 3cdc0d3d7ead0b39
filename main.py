"""Zizhu, the software of a 24-hour self-service terminal. Composition root and command line.

It knows every part and decides nothing. Heavy parts are imported by the commands that need them,
so that `doctor` does not load Qt and a device host does not load the platform.
"""

import argparse
import gc
import logging
import os
import resource
import sys
from pathlib import Path

from kiosk.ports import Vault
from provisioning.arguments import build_parser
from provisioning.output import to_a_reader
from provisioning.settings import Unusable, check_keys, load_config, only_one, outside

PROGRAM = (sys.executable, str(Path(__file__).resolve()))
EXIT_UNUSABLE = 3
UPDATER_NICE = 15
"""Nothing of it is urgent to a citizen who stands before the screen."""


# --- what people call ---------------------------------------------------------------------------


def cmd_run(args: argparse.Namespace) -> int:
    """Start the service, the device hosts and the screen, and each again when it ends. Stop it with
    Ctrl-C or SIGTERM. Exit status 3: something must change first, and one line says what."""
    from kiosk.link.ending import on_end
    from provisioning.child import Spec
    from provisioning.keeper import Keeper
    from provisioning.parts import parts_of

    config = load_config(args.config, args.demo)
    check_keys(config)
    common = ["--config", str(args.config), "--kept"] + (["--demo"] if args.demo else [])
    parts = [Spec(p, (*PROGRAM, p, *common)) for p in parts_of(config)]
    look = [f"--{flag}" for flag in ("headless", "fullscreen") if getattr(args, flag)]
    screen = Spec("screen", (*PROGRAM, "screen", *common, *look))
    log = logging.getLogger("keeper")
    keeper = Keeper(parts, None if args.no_screen else screen, log.info)
    on_end(keeper.stop)
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
    from provisioning.central.manage import central

    return central(args)


def cmd_queue(args: argparse.Namespace) -> int:
    """What waits for the platform on this terminal: look into it, mend it, back it up, bring it
    back, move it. The running service answers; where it is stopped, its file is opened."""
    from offline_queue.operator.ask import NoAnswer
    from offline_queue.operator.command import run, without_terminal

    with outside("the queue", NoAnswer):
        if args.action == "unseal" or getattr(args, "archive", "") == "open":
            return without_terminal(args)
        config = load_config(args.config, args.demo, args.writes)
        if args.action not in ("restore", "adopt", "rekey"):
            return run(config, args)
        with only_one(config):
            return run(config, args)


def cmd_items(args: argparse.Namespace) -> int:
    """Service items as packages: check them, compare them, publish them, find them."""
    if args.action in ("search", "places"):
        from provisioning.catalogue.command import run
    elif args.action in ("pack", "publish", "rollback", "renew"):
        from provisioning.packs.command import run
    else:
        from provisioning.items.command import run
    return run(args)


def cmd_audit(args: argparse.Namespace) -> int:
    """Verify the log of what happened here, or list it: asked of the running service, or read from
    its file; nothing is changed and no key is needed. Exit status 1: the log is not whole."""
    from offline_queue.audit.answers import NoAnswer
    from offline_queue.audit.command import run

    with outside("the audit log", NoAnswer):
        return run(load_config(args.config, args.demo, writes=False), args)


def cmd_doctor(args: argparse.Namespace) -> int:
    """Check Python, libraries, fonts, folders, keys, and what each device says of itself; list what
    is plugged in. Each finding says what to do. --try lets you try every device, with questions
    where only eyes can tell; --report writes it as JSON and PDF. Exit status 0: nothing to mend."""
    from provisioning.doctor.machine import has_packages

    if not has_packages(sys.stdout):
        return 1
    from offline_queue.refusals import refusals
    from provisioning.doctor.command import Doctor, ask_technician

    given = (args.config, args.demo, args.try_devices, args.report)
    return Doctor(PROGRAM, *given, ask=ask_technician, refusals=refusals).run()


def cmd_find(args: argparse.Namespace) -> int:
    from devices.find import print_found

    return print_found()


# --- the terminal's processes, started by `run` -------------------------------------------------


def cmd_service(args: argparse.Namespace) -> int:
    from kiosk.clock import SystemClock
    from offline_queue.around import Around
    from offline_queue.run import run_service
    from provisioning.catalogue.shelf import Shelf
    from provisioning.certificates.check import Checker
    from provisioning.certificates.offline import Verifier
    from provisioning.certificates.terminal import TerminalChecker
    from provisioning.fitted import load_fitted

    config = load_config(args.config, args.demo)
    fitted = load_fitted(config)
    around = Around(
        lamps=fitted.lamp_names,
        a4=fitted.a4_printer is not None,
        catalogue=Shelf(config.catalogue_file, config.region),
        verifying=Verifier(),
        checking=TerminalChecker(Checker()),
    )
    return run_service(config, SystemClock(), around)


def cmd_cards(args: argparse.Namespace) -> int:
    from devices.run_cards import run_cards
    from provisioning.fitted import load_fitted

    config = load_config(args.config, args.demo)
    with outside("the card host", OSError):
        return run_cards(config.cards_socket, load_fitted(config))


def cmd_printers(args: argparse.Namespace) -> int:
    from devices.receipt_printer.fonts import FontMissing
    from provisioning.fitted import load_fitted

    config = load_config(args.config, args.demo)
    with outside("the printer host", OSError, ValueError, FontMissing):
        from devices.run_printers import run_printers  # reads the file of models

        return run_printers(config.printers_socket, load_fitted(config), config.terminal_id)


def cmd_imaging(args: argparse.Namespace) -> int:
    from devices.run_imaging import run_imaging
    from provisioning.fitted import load_fitted

    config = load_config(args.config, args.demo)
    with outside("the imaging host", OSError, ValueError):
        return run_imaging(config.imaging_socket, load_fitted(config))


def cmd_updater(args: argparse.Namespace) -> int:
    os.nice(UPDATER_NICE)  # first of all: loading it must not hold up a screen that starts
    from kiosk.config import ConfigError
    from provisioning.packs.run import run_updater

    config = load_config(args.config, args.demo)
    with outside("the updater", ConfigError):
        return run_updater(config)


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

COMMANDS = {
    "run": cmd_run,
    "demo": cmd_demo,
    "central": cmd_central,
    "queue": cmd_queue,
    "items": cmd_items,
    "audit": cmd_audit,
    "doctor": cmd_doctor,
    "service": cmd_service,
    "cards": cmd_cards,
    "printers": cmd_printers,
    "imaging": cmd_imaging,
    "updater": cmd_updater,
    "screen": cmd_screen,
    "find": cmd_find,
}


def main(argv: list[str] | None = None) -> int:
    args = build_parser(COMMANDS).parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold a person
    if getattr(args, "kept", False) and args.command != "screen":
        from kiosk.link.lifeline import end_with_parent

        end_with_parent()
    try:
        with to_a_reader():
            return int(args.call(args))
    except Unusable as error:
        print(f"zizhu: {error}", file=sys.stderr)
        return EXIT_UNUSABLE


if __name__ == "__main__":
    sys.exit(main())

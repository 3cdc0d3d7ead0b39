"""All journeys without a display: played, compared, and written down as evidence."""

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from kiosk.device import Device
from ui.dock.actor import Actor, Lost
from ui.dock.desk import HostGone
from ui.dock.journeys import JOURNEYS, Journey
from ui.dock.stage_world import World
from ui.dock.terminal import HALL_ID


class Played(Struct, frozen=True):
    journey: Journey
    actual: str
    steps: list[dict[str, Any]]
    heard: list[dict[str, Any]]
    seconds: float

    @property
    def ok(self) -> bool:
        return self.actual == self.journey.expected


def run_journeys(program: tuple[str, ...], out: Path, only: list[str]) -> int:
    """0 where every journey ended as it should. Writes report.json, central.json, screens/,
    receipts/, documents/ and certificates/ below `out`."""
    chosen = [j for j in JOURNEYS if not only or j.name in only]
    if not chosen:
        names = ", ".join(j.name for j in JOURNEYS)
        print(f"zizhu: no such journey; there are: {names}", file=sys.stderr)
        return 2
    for part in ("screens", "receipts", "documents", "certificates"):
        shutil.rmtree(out / part, ignore_errors=True)
        (out / part).mkdir(parents=True)
    folder = Path(tempfile.mkdtemp(prefix="zizhu-"))
    world = World(program, folder, out)
    try:
        world.ready()
        played = [_play(world, journey) for journey in chosen]
        _write_evidence(world, out, played)
    except Lost as error:
        print(f"zizhu: {error}; logs of every process: {folder}", file=sys.stderr)
        return 1
    finally:
        world.close()
    failed = [one for one in played if not one.ok]
    _print_table(played, out)
    if failed:
        print(f"logs of every process: {folder}", file=sys.stderr)
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    return 0


def _play(world: World, journey: Journey) -> Played:
    print(f"  {journey.name} ...", flush=True)
    began = time.monotonic()
    actor = world.actor(journey.name)
    try:
        actual = _played(world, actor, journey)
    except (Lost, RuntimeError, OSError) as error:
        actual = f"{type(error).__name__}: {error}"
        _home_again(world, actor)
    finally:
        actor.close()
    steps, heard = ([asdict(one) for one in some] for some in (actor.steps, actor.heard))
    return Played(journey, actual, steps, heard, time.monotonic() - began)


def _played(world: World, actor: Actor, journey: Journey) -> str:
    """Once more, where a host was just being renewed."""
    world.calm()
    try:
        return journey.play(world, actor)
    except HostGone:
        world.calm()
        return journey.play(world, actor)


def _home_again(world: World, actor: Actor) -> None:
    """After a journey that failed: a fresh screen for the next one."""
    try:
        world.hold_print(False)
        world.near.kill("screen")
        actor.see("idle", lambda now: now.screen == "idle")
    except (Lost, RuntimeError):
        return  # the next journey will say what is wrong


def _write_evidence(world: World, out: Path, played: list[Played]) -> None:
    report = {
        "journeys": [
            {
                "name": one.journey.name,
                "expected": one.journey.expected,
                "actual": one.actual,
                "steps": one.steps,
                "heard": one.heard,
            }
            for one in played
        ]
    }
    (out / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    held = json.dumps(world.central.holds(HALL_ID), ensure_ascii=False, indent=1)
    (out / "central.json").write_text(held + "\n")
    for terminal in (world.near, world.far):
        for path in sorted(terminal.receipts.iterdir()):
            shutil.copy(path, out / "receipts" / f"{terminal.terminal_id}-{path.name}")
    for path in sorted(world.near.sims.folder(Device.A4_PRINTER).glob("*.png")):
        shutil.copy(path, out / "documents" / f"printed-{path.name}")


def _print_table(played: list[Played], out: Path) -> None:
    width = max(len(one.journey.name) for one in played)
    print()
    for one in played:
        mark = "ok  " if one.ok else "FAIL"
        print(f"{mark} {one.journey.name:<{width}}  {one.seconds:5.1f} s  {one.actual}")
        if not one.ok:
            print(f"     {'expected':>{width}}           {one.journey.expected}")
    good = sum(one.ok for one in played)
    print(f"\n{good} of {len(played)} journeys ended as they should; evidence in {out}")

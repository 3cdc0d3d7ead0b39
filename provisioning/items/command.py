"""`main.py items lint | diff | show | fit`."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from msgspec import to_builtins

from kiosk.items.badges import depth_shares
from provisioning.items.diff import CatalogueDiff, Saved, compare
from provisioning.items.fit import Fit, fit
from provisioning.items.folder import BadFolder
from provisioning.items.lint.finding import Level
from provisioning.items.lint.pack import lint_pack
from provisioning.items.lint.run import lint_folder
from provisioning.items.load import load
from provisioning.items.show import NotFound, as_json, as_text, find

GOOD, FINDINGS, UNUSABLE = 0, 1, 3


def run(args: argparse.Namespace) -> int:
    """Exit status: 0 good, 1 findings or not found, 3 unusable input."""
    try:
        return _ACTIONS[args.action](args)
    except BadFolder as bad:
        print(f"items {args.action}: {bad}", file=sys.stderr)
        return UNUSABLE


def _lint(args: argparse.Namespace) -> int:
    packages = lint_folder(args.folder, args.upper)
    findings = [*lint_pack(args.folder), *packages]
    wrong = sum(one.level is Level.ERROR for one in findings)
    doubtful = len(findings) - wrong
    if args.json:
        _print_json(
            {
                "errors": wrong,
                "warnings": doubtful,
                "findings": [one.as_json() for one in findings],
            }
        )
    else:
        for one in findings:
            print(one.line())
        print(f"{wrong} errors, {doubtful} warnings")
    return FINDINGS if wrong or (args.strict and doubtful) else GOOD


def _diff(args: argparse.Namespace) -> int:
    found = compare(load(args.old), load(args.new))
    if args.json:
        _print_json(to_builtins(found))
    else:
        _print_diff(found)
    return GOOD


def _print_diff(found: CatalogueDiff) -> None:
    for word, codes in (("added", found.added), ("removed", found.removed)):
        for code in codes:
            print(f"{word}: {code}")
    for one in found.items:
        print(f"\n{one.catalog_code} {one.name}")
        for change in one.changes:
            print(f"  {change.path}: {change.old or '-'} -> {change.new or '-'}")
        print(f"  {_saved(one.saved)}")
    print(f"\n{len(found.items)} items changed. {_saved(found.saved)}")


def _saved(saved: Saved) -> str:
    fees = f"{saved.fees} charges ({saved.fee_fen / 100:.2f} yuan)"
    days = f"{saved.days:g} work days"
    return f"citizens save {saved.materials} materials, {saved.steps} steps, {days}, {fees}"


def _show(args: argparse.Namespace) -> int:
    try:
        one = find(load(args.pack), args.item)
    except NotFound as none:
        print(f"items show: {none}", file=sys.stderr)
        return FINDINGS
    if args.json:
        _print_json(as_json(one, args.lang, args.staff))
    else:
        print(as_text(one, args.lang, args.staff))
    return GOOD


def _fit(args: argparse.Namespace) -> int:
    items = [one.item for one in load(args.folder).values()]
    found = sorted((fit(one) for one in items), key=lambda one: (-one.score, one.catalog_code))
    shares = depth_shares(items)
    if args.json:
        rows = [to_builtins(one) | {"suited": one.suited} for one in found]
        _print_json({"items": rows, "depth": [to_builtins(one) for one in shares]})
        return GOOD
    for one in found:
        _print_fit(one)
    print()
    for share in shares:
        percent = f"{share.reached_percent:g} %"
        print(f"online depth {share.level}: {share.items} items; {percent} reach it")
    return GOOD


def _print_fit(one: Fit) -> None:
    print(f"{one.score:3} {one.catalog_code} {one.name}{'' if one.suited else '  (not suited)'}")
    for reason in one.reasons:
        print(f"    -{reason.points} {reason.text}")


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "lint": _lint,
    "diff": _diff,
    "show": _show,
    "fit": _fit,
}

"""Measured figures as a table for the terminal, as JSON, and as docs/benchmarks.md."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.figure import Figure, Measured, significant

_HEADER = """\
# Benchmarks

Written by `make bench`; not edited by hand. A ratio (×) compares with the figure's own limit or
with a peer, measured in the same run, round by round in turn; the value is the median of the
rounds. Ratios carry over to other machines, absolute figures do not. Nothing here fails a build: a
goal that does not hold is shown as such.
"""

_MARKS = {None: "", True: "holds", False: "does not hold"}


def as_table(results: Sequence[Measured]) -> str:
    rows = [("figure", "value", "goal", "", "samples")]
    for one in results:
        figure = one.figure
        rows.append((figure.name, value_of(one), goal_of(figure), _MARKS[one.holds], spread(one)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def write_json(results: Sequence[Measured], path: Path) -> None:
    text = json.dumps([one.as_json() for one in results], ensure_ascii=False, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")


def write_markdown(results: Sequence[Measured], machine: Mapping[str, str], path: Path) -> None:
    with_goal = [one for one in results if one.figure.goal is not None]
    without = [one for one in results if one.figure.goal is None]
    held = sum(one.holds is True for one in with_goal)
    lines = [_HEADER, f"{held} of {len(with_goal)} goals hold.", ""]
    lines += ["| figure | value | goal | | samples |", "|---|--:|--:|---|---|"]
    lines += [_row(one, goal_of(one.figure), _MARKS[one.holds]) for one in with_goal]
    lines += ["", "## For information", "", "| figure | value | samples |", "|---|--:|---|"]
    lines += [_row(one) for one in without]
    lines += ["", "## How each figure is measured", ""]
    lines += [f"- `{one.figure.name}`: {one.figure.method}." for one in results]
    lines += ["", "## Machine", "", "| | |", "|---|---|"]
    lines += [f"| {name} | {words} |" for name, words in machine.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(one: Measured, *middle: str) -> str:
    return "| " + " | ".join((f"`{one.figure.name}`", value_of(one), *middle, spread(one))) + " |"


def value_of(one: Measured) -> str:
    return "not measured" if one.value is None else f"{_short(one.value)} {one.figure.unit}"


def goal_of(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return f"{'≤' if figure.lower_is_better else '≥'} {_short(figure.goal)} {figure.unit}"


def spread(one: Measured) -> str:
    """How many samples there are, and between which values they lie."""
    if not one.samples:
        return ""
    low, high = min(one.samples), max(one.samples)
    return f"{len(one.samples)}: {_short(low)} to {_short(high)}"


def _short(value: float) -> str:
    return f"{significant(value):.3g}" if value < 100 else f"{value:.0f}"

"""The command line of `main.py items`, with the help that teaches it."""

import argparse
from pathlib import Path
from typing import TypeAlias

Parsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

SAMPLE = Path(__file__).parent / "sample" / "items"
EPILOG = """\
a new service item, from the first line to the terminals:
  main.py items show 992000501000                 a sample to begin from
  main.py items lint my-pack/                      what is missing, vague or cannot work
  main.py items diff old-pack/ my-pack/            what changes, and what citizens save
  main.py items publish my-pack/ --data CENTRAL    idle terminals have it at once
  main.py items rollback my-pack --data CENTRAL    the content before it, under a higher version

docs/items.md tells how to write one.
"""


def add_items(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EPILOG
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _add_writing(actions)
    _add_publishing(actions)
    _add_search(actions)


def _add_writing(actions: Parsers) -> None:
    lint = _action(
        actions,
        "lint",
        "what is missing, vague or cannot work in packages",
        "Exit status 1 where there is an error; warnings alone are 0, unless --strict.",
    )
    lint.add_argument("folder", type=Path, help="a package, or a folder of packages")
    lint.add_argument("--strict", action="store_true", help="warnings count as errors")
    lint.add_argument("--upper", type=Path, metavar="DIR", help="pack that these inherit from")
    _add_json(lint)
    diff = _action(
        actions,
        "diff",
        "what two versions differ in, and what citizens save",
        "Counts the materials, steps, days and fees that fell away or were added.",
    )
    diff.add_argument("old", type=Path, help="package or pack before")
    diff.add_argument("new", type=Path, help="package or pack after")
    _add_json(diff)
    show = _action(
        actions,
        "show",
        "one item as citizens read it; --staff as the counter does",
        "By its code or a part of its name, of the sample catalogue unless --pack is given.",
    )
    show.add_argument("item", help="code of the item, or a part of its name")
    show.add_argument("--pack", type=Path, default=SAMPLE, metavar="DIR", help="folder of packages")
    show.add_argument("--staff", action="store_true", help="all elements with their legal basis")
    show.add_argument("--lang", default="zh", help="language of the texts")
    _add_json(show)
    fit = _action(
        actions,
        "fit",
        "how well items suit a terminal, and why some do not",
        "Many cases, few materials, no bodily presence, result that can be printed: a score from "
        "0 to 100 with its reasons.",
    )
    fit.add_argument("folder", type=Path, help="a package, or a folder of packages")
    _add_json(fit)


def _add_publishing(actions: Parsers) -> None:
    pack = _action(
        actions,
        "pack",
        "make one file of a folder of packages",
        "The same folder gives the same bytes. Refused where `items lint` finds an error.",
    )
    pack.add_argument("folder", type=Path, help="folder with pack.json and packages")
    pack.add_argument("--out", type=Path, required=True, metavar="FILE", help="file to write")
    publish = _action(
        actions,
        "publish",
        "put a pack on the central platform",
        "Signs it with the publisher's key in DATA/keys; terminals that are idle serve it at "
        "their next contact. Refused where `items lint` finds an error.",
    )
    publish.add_argument("folder", type=Path, help="folder with pack.json and packages")
    _add_data(publish)
    rollback = _action(
        actions,
        "rollback",
        "bring back the content before, under a higher version",
        "Terminals take only what is newer: the former content is published once more.",
    )
    rollback.add_argument("pack", help="id of the pack, as in its pack.json")
    rollback.add_argument("--to", type=int, default=0, metavar="VERSION", help="not the last one")
    _add_data(rollback)
    renewal = _action(
        actions,
        "renew",
        "sign anew what is a third through its life",
        "With each key that lies in DATA/keys, also one that was brought for it; says which are "
        "away, and until when their signatures count.",
    )
    _add_data(renewal)


def _add_search(actions: Parsers) -> None:
    search = _action(
        actions,
        "search",
        "find items by name, everyday words, pinyin or initials",
        "Searches the sample catalogue unless --catalogue or --pack is given. Exit status 1 where "
        "nothing is found.",
    )
    search.add_argument("text", help="what a citizen would type")
    _add_catalogue(search)
    search.add_argument("--limit", type=int, default=10, help="most results, 10 if not given")
    _add_json(search)
    places = _action(
        actions,
        "places",
        "districts, towns and villages, with how many items each shows",
        "Of the sample catalogue unless --catalogue or --pack is given; the places lie in a "
        "package's sites.json. Exit status 1 where there is none.",
    )
    places.add_argument("place", nargs="?", default="", help="code of a place, to begin there")
    _add_catalogue(places)
    _add_json(places)


def _add_catalogue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--catalogue", type=Path, metavar="FILE", help="a terminal's catalogue")
    parser.add_argument("--pack", type=Path, metavar="DIR", help="folder of packages")


def _action(actions: Parsers, name: str, text: str, more: str) -> argparse.ArgumentParser:
    return actions.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}. {more}")


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="the central platform's folder")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")

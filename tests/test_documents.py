"""What the documents show of the terminal's file can be written so: every block is taken."""

import re
import tomllib
from pathlib import Path
from typing import Any

from kiosk.config import parse_config
from kiosk.fitted import TABLES, parse_fitted
from offline_queue.sync.second import parse_second
from offline_queue.vault.address import device_key_of
from provisioning.packs.settings import read_settings

DOCS = Path(__file__).parents[1] / "docs"
_BLOCK = re.compile(r"^```toml\n(.*?)^```$", re.M | re.S)


def blocks(name: str) -> list[dict[str, Any]]:
    """Each is a part of a terminal's file."""
    return [tomllib.loads(text) for text in _BLOCK.findall((DOCS / name).read_text("utf-8"))]


def uncommented(name: str) -> str:
    """With what is shown as possible, in force: its lines begin with "# " and a key or a table."""
    text = (DOCS / name).read_text("utf-8")
    return re.sub(r"^# (?=\w+ = |\[)", "", "".join(_BLOCK.findall(text)[:1]), flags=re.M)


def test_the_whole_file_of_a_terminal_is_taken() -> None:
    whole = blocks("operations.md")[0]
    config = parse_config(whole, DOCS)
    assert parse_fitted(config.devices, DOCS).simulated() == ()
    assert read_settings(config).root_file == DOCS / "keys/packs-root.json"


def test_what_the_file_shows_as_possible_is_taken() -> None:
    config = parse_config(tomllib.loads(uncommented("operations.md")), DOCS)
    assert config.public_url == "https://pages.example"
    assert config.identity is not None and config.identity.app_id == "zizhu"
    assert read_settings(config).url == "https://mirror.example/packs"


def test_the_other_tables_of_operations_are_taken() -> None:
    whole, *others = blocks("operations.md")
    assert [list(other["queue"]) for other in others] == [["second"], ["device_key"]]
    for other in others:
        config = parse_config(whole | other, DOCS)
        assert bool(parse_second(config.second, DOCS)) is ("second" in other["queue"])
        device_key_of(config)


def test_every_device_is_shown_and_taken() -> None:
    (shown,) = blocks("devices.md")
    fitted = parse_fitted(shown["devices"], DOCS)
    assert set(fitted.all()) == set(TABLES)
    assert fitted.simulated() == ()
    parse_fitted(tomllib.loads(uncommented("devices.md"))["devices"], DOCS)

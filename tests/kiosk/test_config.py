"""The configuration: simulated devices never slip into a real terminal, and gaps are named."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import ConfigError, parse_config

BASE = Path("/etc/zizhu")
RAW: dict[str, Any] = {
    "terminal": {"id": "T00003", "name": "03 号机"},
    "site": {
        "hall_id": "990100",
        "name": "示例市政务服务中心",
        "zone": "24 小时自助服务区",
        "hotline": "12345",
        "hall_file": "hall.json",
    },
    "paths": {"state": "/var/lib/zizhu", "run": "run"},
    "central": {
        "url": "http://127.0.0.1:8700/",
        "token_file": "token",
        "platform_key_file": "platform.key",
        "hall_key_file": "hall.key",
    },
    "devices": {
        "id_reader": {"port": "/dev/ttyUSB0"},
        "receipt_printer": {"url": "tcp://192.0.2.7:9100"},
    },
}
NEEDED = [
    f"{table}.{key}"
    for table, key in (
        *(("terminal", key) for key in RAW["terminal"]),
        *(("site", key) for key in RAW["site"]),
        *(("paths", key) for key in RAW["paths"]),
        *(("central", key) for key in RAW["central"]),
    )
]


def table_of(raw: dict[str, Any], path: str) -> dict[str, Any]:
    for part in path.split("."):
        raw = raw[part]
    return raw


def test_a_whole_configuration_with_its_defaults() -> None:
    config = parse_config(RAW, BASE)
    assert (config.terminal_id, config.central_url) == ("T00003", "http://127.0.0.1:8700")
    assert (config.state, config.run) == (Path("/var/lib/zizhu"), BASE / "run")
    assert config.hall_file == BASE / "hall.json"
    assert (config.devices, config.base) == (RAW["devices"], BASE)
    assert (config.width, config.height, config.neighbour) == (1080, 1920, "")
    assert not config.demo and config.device_key == ""
    sockets = (config.service_socket, config.cards_socket, config.printers_socket)
    assert {socket.parent for socket in sockets} == {config.run}
    assert len({*sockets, config.stage_socket}) == 4


@pytest.mark.parametrize("path", NEEDED)
@pytest.mark.parametrize("value", [None, "", 5])
def test_what_is_missing_is_named(path: str, value: object) -> None:
    raw = deepcopy(RAW)
    table, _, key = path.rpartition(".")
    if value is None:
        del table_of(raw, table)[key]
    else:
        table_of(raw, table)[key] = value
    with pytest.raises(ConfigError, match=path.replace(".", r"\.")):
        parse_config(raw, BASE)


@pytest.mark.parametrize("table", ["terminal", "site", "paths", "central", "devices"])
def test_a_missing_table_is_named(table: str) -> None:
    raw = {key: value for key, value in RAW.items() if key != table}
    with pytest.raises(ConfigError, match=table):
        parse_config(raw, BASE)
    with pytest.raises(ConfigError, match=table):
        parse_config({**raw, table: "text"}, BASE)


def test_the_keeper_of_the_key_is_kept_as_it_stands() -> None:
    config = parse_config(RAW | {"queue": {"device_key": "tpm:device:/dev/tpmrm0"}}, BASE)
    assert config.device_key == "tpm:device:/dev/tpmrm0"
    for wrong in ({"device_key": ""}, {"device_key": 1}, "file:key"):
        with pytest.raises(ConfigError, match=r"queue"):
            parse_config(RAW | {"queue": wrong}, BASE)


def test_a_second_destination_is_kept_as_it_stands() -> None:
    second = {"url": "https://superior.example", "kinds": ["ticket"]}
    config = parse_config(RAW | {"queue": {"second": second}}, BASE)
    assert (config.second, config.device_key) == (second, "")
    assert parse_config(RAW, BASE).second == {}
    with pytest.raises(ConfigError, match=r"queue\.second"):
        parse_config(RAW | {"queue": {"second": "https://superior.example"}}, BASE)


@pytest.mark.parametrize(
    ("table", "key", "known"),
    [
        ("terminal", "number", "id, name"),
        ("site", "neighbor", "neighbour"),
        ("paths", "log", "state, run"),
        ("central", "sign_key_file", "sign_keys_file"),
        ("queue", "device-key", "device_key, second"),
        ("certificates", "list_warn_days", "lists_warn_days"),
        ("screen", "breadth", "width"),
        ("identity", "providers", "provider"),
    ],
)
def test_a_key_that_is_not_known_is_refused_with_those_that_are(
    table: str, key: str, known: str
) -> None:
    raw = RAW | {table: RAW.get(table, {}) | {key: "x"}}
    with pytest.raises(ConfigError, match=rf"^{table}\.{key} is not known: .*{known}"):
        parse_config(raw, BASE)


def test_a_table_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(ConfigError, match=r"^\[certificate\] is not known: .*certificates"):
        parse_config(RAW | {"certificate": {"lists_warn_days": 3}}, BASE)
    with pytest.raises(ConfigError, match=r"^\[device_key\] is not known: .*queue"):
        parse_config(RAW | {"device_key": "tpm:device:/dev/tpmrm0"}, BASE)

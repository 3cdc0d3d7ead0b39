"""[identity] of a terminal's file: whom it asks, and what is refused outside the demo."""

from pathlib import Path
from typing import Any

import pytest

from kiosk.identity import Means
from kiosk.identity_settings import BadIdentity, parse_identity

CENTRAL = "https://platform.example"
PROVIDER = "https://id.province.example"


def parse(table: dict[str, Any] | None, demo: bool = False, central: str = CENTRAL) -> Any:
    return parse_identity(table, central, Path("/etc/zizhu"), demo)


def test_without_the_table_documents_alone_are_read() -> None:
    assert parse(None) is None


def test_by_default_the_platform_itself_is_asked() -> None:
    found = parse({})
    assert (found.provider, found.url) == ("city", CENTRAL)
    assert found.means == (Means.QR_APP, Means.EID, Means.EBL, Means.SMS, Means.STAFF)


@pytest.mark.row("S002")
def test_another_provider_is_a_matter_of_the_file_alone() -> None:
    table = {"provider": "province", "url": PROVIDER + "/", "app_id": "z", "secret_file": "k/s"}
    found = parse(table | {"means": ["SMS", "QR_APP"]})
    assert (found.provider, found.url) == ("province", PROVIDER)
    assert found.secret_file == Path("/etc/zizhu/k/s")
    assert found.means == (Means.QR_APP, Means.SMS)


@pytest.mark.parametrize(
    "table",
    [
        {"simulated": True},
        {"url": "http://127.0.0.1:8000"},
        {"url": "http://localhost/idp"},
        {"key_url": "http://127.0.0.1:9000/sign"},
    ],
)
def test_a_simulated_provider_is_refused_outside_the_demo(table: dict[str, Any]) -> None:
    with pytest.raises(BadIdentity, match="--demo"):
        parse(table)
    assert parse(table, demo=True) is not None


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"urll": PROVIDER}, "urll"),
        ({"url": "ftp://x"}, "url"),
        ({"url": 7}, "url"),
        ({"means": "SMS"}, "means"),
        ({"means": ["IDCARD"]}, "means"),
        ({"means": ["UKEY"]}, "key_url"),
    ],
)
def test_what_cannot_be_used_is_named(table: dict[str, Any], said: str) -> None:
    with pytest.raises(BadIdentity, match=said):
        parse(table)

"""Terminals whose files name one identity provider or the other, at a platform of the test's."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kiosk.config import TerminalConfig, parse_config
from kiosk.identity import Means
from kiosk.messages.identity import AskIdentity, IdentityFound, SendCode
from kiosk.messages.service import Network, Refused
from offline_queue.identity.desk import Asked, IdentityDesk, Told, identity_desk
from tests.clock import FakeClock

PROVIDERS = ("city", "province")


def table(provider: str, url: str, data: Path) -> dict[str, Any]:
    """[identity] of a terminal's file: what a switch from one to the other changes."""
    both = {"provider": provider, "url": url, "key_url": f"{url}/_world/identity"}
    if provider == "province":
        both |= {"app_id": "zizhu", "secret_file": str(data / "identity-app.key")}
    return both


def config_of(folder: Path, central: str, identity: dict[str, Any], keys: Path) -> TerminalConfig:
    raw = {
        "terminal": {"id": "T00003", "name": "03 号机"},
        "site": {
            **{"hall_id": "990100", "name": "示例市政务服务中心", "zone": "24 小时自助服务区"},
            **{"hotline": "12345", "hall_file": "hall.json"},
        },
        "paths": {"state": "state", "run": "run"},
        "central": {
            "url": central,
            "token_file": str(keys / "token"),
            "platform_key_file": str(keys / "platform.pub"),
            "hall_key_file": str(keys / "hall.key"),
        },
        "devices": {},
        "identity": identity,
    }
    return parse_config(raw, folder, demo=True)


def desk_of(config: TerminalConfig, clock: FakeClock, network: Network = Network.UP) -> Any:
    sync: Any = SimpleNamespace(contact=SimpleNamespace(network=network))
    made: IdentityDesk = identity_desk(config, clock, sync, None)
    return made


def found(answer: Told) -> IdentityFound:
    assert isinstance(answer, IdentityFound), answer
    return answer


def fault(answer: Told) -> str:
    assert isinstance(answer, Refused), answer
    return answer.fault.name


def prove(means: Means, evidence: str, request: str = "r-1", mobile: str = "") -> Asked:
    return AskIdentity(request, means, evidence, mobile)


def send(mobile: str, request: str = "s-1") -> Asked:
    return SendCode(request, mobile)

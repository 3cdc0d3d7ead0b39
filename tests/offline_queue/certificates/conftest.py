import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.ports import Checking
from provisioning.certificates.check import Checker
from provisioning.certificates.terminal import TerminalChecker
from tests.offline_queue.certificates.between import Between
from tests.offline_queue.certificates.hall import Citizen, Hall
from tests.provisioning.central.platform import Platform


@pytest.fixture(scope="package")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with Platform(tmp_path_factory.mktemp("certificates") / "central") as running:
        yield running


@pytest.fixture(scope="package")
def checking() -> Iterator[Checking]:
    with Checker() as checker:
        yield TerminalChecker(checker)


@pytest.fixture(scope="package")
def _short() -> Iterator[Path]:
    """As tmp_short, for all tests here."""
    folder = Path(tempfile.mkdtemp(prefix="zz-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def own(tmp_short: Path, platform: Platform, checking: Checking) -> Iterator[Hall]:
    """A terminal of this test alone: it may be stopped."""
    with Hall(tmp_short / "terminal", platform, checking) as running:
        yield running


@pytest.fixture(scope="package")
def _near(_short: Path, platform: Platform, checking: Checking) -> Iterator[Hall]:
    with Hall(_short / "near", platform, checking) as running:
        yield running


@pytest.fixture(scope="package")
def _between(platform: Platform) -> Iterator[Between]:
    with Between(platform.url) as standing:
        yield standing


@pytest.fixture(scope="package")
def _far(_short: Path, platform: Platform, checking: Checking, _between: Between) -> Iterator[Hall]:
    with Hall(_short / "far", platform, checking, _between.url) as running:
        yield running


@pytest.fixture
def hall(_near: Hall) -> Hall:
    """One for all tests that do not stop it."""
    _near.again()
    return _near


@pytest.fixture
def between(_between: Between) -> Iterator[Between]:
    """What stands between `far` and the platform."""
    _between.again()
    yield _between
    _between.again()


@pytest.fixture
def far(_far: Hall, between: Between) -> Hall:
    _far.again()
    return _far


@pytest.fixture
def citizen(hall: Hall) -> Iterator[Citizen]:
    with hall.citizen() as running:
        yield running


@pytest.fixture
def visitor(far: Hall) -> Iterator[Citizen]:
    with far.citizen() as running:
        yield running

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from provisioning.packs.publish import Press
from tests.provisioning.packs.mirror import Mirror
from tests.provisioning.packs.samples import ONE, Terminal, one, release


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A platform's folder, signed and empty, to copy: keys and signatures take their time."""
    data = tmp_path_factory.mktemp("packs") / "central"
    Press(data).begin(SystemClock().now())
    return data


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory, begun: Path) -> Path:
    """The same with version 1 published, and beside it a terminal that has installed it."""
    folder = tmp_path_factory.mktemp("first")
    press = Press(Path(shutil.copytree(begun, folder / "central")))
    release(press, one(ONE))
    with Mirror(press.data / "packs") as mirror:
        (folder / "terminal").mkdir()
        terminal = Terminal(folder / "terminal", mirror.url, press.repository.root_file)
        terminal.look()
        terminal.updater.fetcher.close()
    return folder


@pytest.fixture
def press(tmp_path: Path, begun: Path) -> Press:
    """A platform's folder, signed and empty."""
    return Press(Path(shutil.copytree(begun, tmp_path / "central")))


@pytest.fixture
def mirror(press: Press) -> Iterator[Mirror]:
    with Mirror(press.data / "packs") as mirror:
        yield mirror


@pytest.fixture
def terminal(tmp_path: Path, press: Press, mirror: Mirror) -> Iterator[Terminal]:
    folder = tmp_path / "terminal"
    folder.mkdir()
    terminal = Terminal(folder, mirror.url, press.repository.root_file)
    yield terminal
    terminal.updater.fetcher.close()


@pytest.fixture
def served(press: Press, terminal: Terminal, first: Path) -> Terminal:
    """Version 1 is published and installed."""
    shutil.copytree(first / "central", press.data, dirs_exist_ok=True)
    shutil.copytree(first / "terminal", terminal.settings.catalogue.parent, dirs_exist_ok=True)
    return terminal

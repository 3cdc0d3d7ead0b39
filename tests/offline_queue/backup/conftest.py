from pathlib import Path

import pytest


@pytest.fixture
def tmp_path(tmp_short: Path) -> Path:
    """A terminal's folder for sockets lies in it."""
    return tmp_short

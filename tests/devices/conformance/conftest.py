import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.devices.conformance.discover import subjects
from tests.devices.conformance.subject import Subject


@pytest.fixture(scope="session", params=subjects(), ids=lambda kind: kind.__name__)
def running(request: pytest.FixtureRequest) -> Iterator[Subject]:
    """Each subject once, its simulator running, for all tests that it serves."""
    folder = Path(tempfile.mkdtemp(prefix="zz-", dir="/tmp"))  # a Unix socket's path is short
    subject: Subject = request.param(folder)
    subject.start()
    yield subject
    subject.stop()
    shutil.rmtree(folder)


@pytest.fixture
def subject(running: Subject) -> Subject:
    """Well, and with everything that a command needs."""
    running.heal()
    return running

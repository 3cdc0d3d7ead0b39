"""Catalogues in files of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioning.catalogue.reader import Reader
from provisioning.catalogue.writer import Writer
from tests.provisioning.catalogue.packs import catalogue_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite3"


@pytest.fixture
def writer(file: Path) -> Iterator[Writer]:
    with Writer(file) as one:
        yield one


@pytest.fixture
def reader(writer: Writer, file: Path) -> Iterator[Reader]:
    """Of the file that `writer` writes."""
    with Reader(file) as one:
        yield one


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample catalogue, installed."""
    path = tmp_path_factory.mktemp("sample") / "catalogue.sqlite3"
    catalogue_of(path, 0)
    return path

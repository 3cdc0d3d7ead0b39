"""Catalogues of the sample and of many other items."""

from pathlib import Path

from provisioning.catalogue.content import PackContent, whole
from provisioning.catalogue.writer import Writer
from tests.provisioning.catalogue.distractors import distractors
from tests.provisioning.catalogue.items import AT, OTHER_PUBLISHER, sample


def sample_pack(version: int = 1) -> PackContent:
    return whole("sample", OTHER_PUBLISHER, version, sample())


def catalogue_of(file: Path, others: int) -> None:
    """The sample's items and so many of other meaning, installed."""
    with Writer(file) as writer:
        writer.apply(sample_pack(), AT)
        if others:
            writer.apply(distractors(others), AT)

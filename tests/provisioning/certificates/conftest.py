from collections.abc import Iterator

import pytest

from provisioning.certificates.check import Checker
from provisioning.certificates.render import Renderer
from provisioning.certificates.seal import Sealed, Sealer
from tests.provisioning.certificates.sample import Office


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    """One child for all tests that do not end it."""
    with Renderer() as one:
        yield one


@pytest.fixture(scope="session")
def office(renderer: Renderer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    keys = tmp_path_factory.mktemp("seals")
    with Sealer(keys) as sealer:
        made = Office(keys, renderer, sealer)
        made.certificate()  # an issuer's seal and its picture are made with its first one
        yield made


@pytest.fixture(scope="session")
def genuine(office: Office) -> Sealed:
    return office.certificate()


@pytest.fixture(scope="session")
def checker() -> Iterator[Checker]:
    with Checker() as one:
        yield one

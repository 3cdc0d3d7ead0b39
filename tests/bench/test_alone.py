"""What the benchmarks measure must start as it does in a hall."""

import pytest

from tests.bench.alone import alone_service

pytestmark = pytest.mark.slow


def test_a_service_without_devices_and_platform_answers() -> None:
    with alone_service() as service:
        peer = service.connect()
        peer.close()

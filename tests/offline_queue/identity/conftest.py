from tests.provisioning.central.conftest import inside

__all__ = ["inside"]

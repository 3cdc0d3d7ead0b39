from tests.provisioning.central.conftest import inside, prepared

__all__ = ["inside", "prepared"]

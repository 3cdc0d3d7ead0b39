"""Where the device's key is: what [queue] device_key of the configuration means."""

from pathlib import Path

from kiosk.config import TerminalConfig
from offline_queue.store.database import KEY_NAME
from offline_queue.vault.device_key import DeviceKey, FileKey, NoDeviceKey
from offline_queue.vault.tpm import TpmKey


def device_key_of(config: TerminalConfig) -> DeviceKey:
    """Where nothing is configured, a file beside the database. Raises NoDeviceKey."""
    if not config.device_key:
        return FileKey(config.state / KEY_NAME)
    return device_key_at(config.device_key, config.base)


def device_key_at(address: str, base: Path) -> DeviceKey:
    """`file:PATH`, relative to `base`, or `tpm:TCTI`. Raises NoDeviceKey for anything else."""
    keeper, _, place = address.partition(":")
    if place and keeper == "file":
        return FileKey(base / place)
    if place and keeper == "tpm":
        return TpmKey(place)
    raise NoDeviceKey(
        f'[queue] device_key = "{address}" is not known: "file:PATH", or a TPM as'
        ' "tpm:device:/dev/tpmrm0"'
    )

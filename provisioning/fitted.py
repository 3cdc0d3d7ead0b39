"""The devices that the configuration names, for whoever drives them: the screen never does."""

from kiosk.config import TerminalConfig
from kiosk.fitted import Fitted, FittingError, parse_fitted
from provisioning.settings import Unusable


def load_fitted(config: TerminalConfig) -> Fitted:
    """The devices of the terminal. Raises Unusable, also for a simulator outside the demo."""
    try:
        fitted = parse_fitted(config.devices, config.base, config.demo)
    except FittingError as error:
        raise Unusable(str(error)) from None
    if not config.demo:
        _no_pseudo_terminal(fitted)
    return fitted


def _no_pseudo_terminal(fitted: Fitted) -> None:
    """A serial device that is a pseudo-terminal is somebody's program, not a device."""
    for device, fitting in fitted.all().items():
        port = getattr(fitting, "port", None)
        if port is not None and port.resolve().is_relative_to("/dev/pts"):
            raise Unusable(f"[devices.{device}] port is a pseudo-terminal: name the real device")

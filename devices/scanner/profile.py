"""What differs between scanners and their SANE backends, as rows."""

from msgspec import Struct


class Profile(Struct, frozen=True):
    """Words are the backend's own, as `scanimage -A` lists them. Sizes in mm, times in seconds."""

    flatbed: str = "Flatbed"
    feeder: str = "ADF"
    colour: str = "Color"
    grey: str = "Gray"
    width: float = 210.0
    height: float = 297.0
    pads_white: bool = False
    """The backend fills up with pure white what the scanner did not send, and says nothing."""
    short_sheets: bool = False
    """Sheets shorter than A4 are wanted from the feeder, though a page that the scanner cut short
    then looks the same."""
    page_s: float = 45.0
    """A page takes less; then the scanner is silent. Lamps warm up, 600 dpi colour takes long."""
    open_s: float = 8.0
    extra: tuple[str, ...] = ()
    """More options of this backend, `--name=value` each."""


AIRSCAN = Profile(pads_white=True)
"""sane-airscan: network scanners (eSCL), and USB scanners through ipp-usb."""
SANE_TEST = Profile(
    feeder="Automatic Document Feeder",
    open_s=3.0,
    page_s=10.0,
    extra=("--test-picture=Grid",),
)
"""SANE's own backend without a scanner, for installation checks and tests."""
PROFILES = {"airscan": AIRSCAN, "test": SANE_TEST}

"""What a portrait must be like: one row for each standard of photos. Pure."""

from msgspec import Struct

IPD_OF_FACE = 0.44
"""Distance of the pupils over the width of the face (bizygomatic), adults: about 62 mm of 140."""


class PhotoSpec(Struct, frozen=True):
    """All lengths in pixels of the finished photo."""

    name: str
    width: int
    height: int
    dpi: int
    face_width: int
    eyes_y: int
    """From the upper edge to the line of the eyes."""
    most_enlarged: float
    """A face that would have to be enlarged more than this is too far away."""
    jpeg_quality: int
    plain_background: bool
    """Refuse what is not a light, even ground."""


GA_461 = PhotoSpec(
    name="GA 461",
    width=358,
    height=441,
    dpi=350,
    face_width=207,
    eyes_y=180,
    most_enlarged=1.35,
    jpeg_quality=90,
    plain_background=False,
)
"""Resident ID cards. The standard: 358 x 441, 350 dpi, 24-bit RGB; face 207 +/- 14 wide and in the
middle; hair 7 to 21 below the upper edge, eyes at least 207 above the lower one. The line of the
eyes follows from that for a head of usual height; where the hair ends is not measured. [D] A hall
has no white wall: the ground is demanded by choice, and the compression left to who makes cards."""


class Limits(Struct, frozen=True):
    """What a picture must hold to be good enough; grey levels of 255. All [D]: to be set by trials
    with the camera, the lamp and the people of the place, of every complexion."""

    darkest: float = 50.0
    """Mean of the face."""
    brightest: float = 225.0
    most_glare: float = 0.10
    """Share of the face that is white."""
    most_uneven: float = 0.45
    """Difference of the two halves of the face over its mean."""
    least_sharp: float = 1.9
    """Steepest slopes over contrast, in the direction in which they are less steep."""
    most_height: float = 0.92
    """Share of the picture's height that the portrait may take."""
    most_off_centre: float = 0.22
    """Share of the picture's width between its middle and the face's."""
    others: float = 0.4
    """A second face narrower than this share of the first one is somebody who passes."""
    ground_deviation: float = 18.0
    ground_darkest: float = 150.0

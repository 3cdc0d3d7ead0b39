"""What a terminal says of the packages that it keeps of applications. Pure."""

from typing import Literal

from msgspec import Struct

from provisioning.central.words import Id, Manifest, TimeText, Word


class Destroyed(Struct, frozen=True):
    """The package that the terminal kept of an application is gone. `application_id` "" where it
    could no longer be read."""

    package_id: Id
    application_id: Word
    manifest: Manifest
    at: TimeText
    reason: Literal["age", "room"]

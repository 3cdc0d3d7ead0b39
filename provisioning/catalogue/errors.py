"""What can go wrong with a catalogue, each with a text that says it."""


class CatalogueError(Exception):
    """Any of those below."""


class Damaged(CatalogueError):
    """The file is not what was written: nothing of it may be shown. It is fetched anew."""


class Refused(CatalogueError):
    """A pack that was not taken; the catalogue is as it was."""


class Older(Refused):
    """Not newer than the installed version."""


class OtherBase(Refused):
    """A delta of another version than the installed one: the whole pack is needed."""


class WrongRoot(Refused):
    """The rows do not give the root hash that the publisher signed."""


class VersionGone(CatalogueError):
    """So many updates came that the pinned version is not kept any more."""


class Busy(CatalogueError):
    """Another process writes to the catalogue."""

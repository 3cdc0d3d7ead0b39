"""Why a record cannot take effect."""


class Rejected(Exception):
    """The record cannot take effect; its transaction is undone. The text names no value. `missing`:
    ids of the attachments without which it cannot."""

    def __init__(self, why: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.missing = missing

"""Why a record cannot take effect, or not now."""


class Rejected(Exception):
    """The record cannot take effect; its transaction is undone. The text names no value. `missing`:
    ids of the attachments without which it cannot."""

    def __init__(self, why: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.missing = missing


class Busy(Exception):
    """Not now, and of this record alone: its transaction is undone, and it may come again after
    `retry_after` seconds."""

    def __init__(self, why: str, retry_after: int) -> None:
        super().__init__(why)
        self.retry_after = retry_after

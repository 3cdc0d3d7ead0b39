"""A terminal with packages, that runs or is stopped."""

from offline_queue.archive.finish import Made
from offline_queue.store.writer import Store
from tests.offline_queue.archive.samples import (
    LARGE,
    SMALL,
    begin,
    deliver,
    finished,
)
from tests.offline_queue.operator.conftest import Terminal


class Hall(Terminal):
    """A terminal with two packages, of which the platform has the second."""

    made: tuple[Made, Made]

    def finish(self) -> None:
        store = self.service.store if self.service else Store(self.config.state)
        begin(store)
        large = (SMALL, LARGE)
        self.made = (
            finished(store, self.config.state, large),
            finished(store, self.config.state, ()),
        )
        deliver(store, self.made[1])
        if self.service is None:
            store.close()

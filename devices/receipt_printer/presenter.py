"""What lies in the presenter, whose it is and since when. Pure: time is given."""

PRESENTED = "presented"
TAKEN = "taken"
RETRACTED = "retracted"


class Presenter:
    """Fed with each status of a model that has a ticket sensor; says what moved. Seconds."""

    def __init__(self, retract_after_s: float) -> None:
        self._after_s = retract_after_s
        self._lies = False
        self._since = 0.0
        self._taking_back = False
        self.job_id = ""
        """The job that printed it; "" where that is not known."""

    @property
    def lies(self) -> bool:
        return self._lies

    def see(self, ticket: bool, now: float, job_id: str = "") -> str:
        """The movement since the last look, "" for none. `job_id` where the job has just ended."""
        if ticket and not self._lies:
            self._lies, self._since, self.job_id = True, now, job_id
            return PRESENTED
        if not ticket and self._lies:
            self._lies = False
            movement = RETRACTED if self._taking_back else TAKEN
            self._taking_back = False
            return movement
        return ""

    def is_due(self, now: float) -> bool:
        """Nobody took it for so long that it is to be taken back; again where that did not help."""
        return self._lies and self._after_s > 0 and now >= self._since + self._after_s

    def take_back(self, now: float) -> None:
        """The command was sent: if it goes now, it was not the citizen."""
        self._taking_back, self._since = True, now

"""The state of the queue as text."""

from kiosk.messages.operator import QueueStatus


def as_text(status: QueueStatus) -> str:
    """Lines for an operator: no persons, only counts, times and job ids."""
    lines = [
        f"pending      {status.pending}",
        f"refused      {status.dead}",
        f"oldest       {status.oldest or '-'}",
        f"last contact {status.last_contact or '-'}",
        f"network      {status.network.value}",
        f"fault        {status.fault.value if status.fault else '-'}",
        f"room         {status.room.value if status.room else '-'}",
        *(f"left out     {one}" for one in status.left_out),
        f"unsettled print jobs {len(status.jobs)}",
    ]
    if status.second_pending or status.second_dead or status.second_network:
        lines[-1:-1] = _second(status)
    return "\n".join([*lines, *(f"  {job}" for job in status.jobs)])


def _second(status: QueueStatus) -> list[str]:
    """How things stand with the second destination."""
    lines = [f"second       {status.second_pending} pending, {status.second_dead} refused"]
    if status.second_network is None:
        return lines
    fault = status.second_fault.value if status.second_fault else "-"
    return [
        *lines,
        f"  contact    {status.second_contact or '-'}",
        f"  network    {status.second_network.value}",
        f"  fault      {fault}",
    ]

"""Which numbers of a terminal's records have come: a watermark and the gaps below it.

It never expires, and a number takes no room: an outage leaves one gap for each run of records that
are still at the terminal, and the terminal's `floor` closes those that will never come. Every
function runs inside the transaction of the record's effect.
"""

from provisioning.central.models import Gap, Stream, Terminal


def stream_of(terminal: Terminal, epoch: str) -> Stream:
    """The stream of an epoch; nothing of a new one has come."""
    stream, _ = Stream.objects.get_or_create(terminal=terminal, epoch=epoch)
    return stream


def has_come(stream: Stream, seq: int) -> bool:
    """It was applied, or its terminal has said that it will never come."""
    return seq <= stream.watermark and _gap_of(stream, seq) is None


def note(stream: Stream, seq: int) -> None:
    """`seq` has come. Again changes nothing."""
    if seq > stream.watermark:
        if seq > stream.watermark + 1:
            Gap.objects.create(stream=stream, first=stream.watermark + 1, last=seq - 1)
        _raise(stream, seq)
        return
    gap = _gap_of(stream, seq)
    if gap is None:
        return
    gap.delete()
    for first, last in ((gap.first, seq - 1), (seq + 1, gap.last)):
        if first <= last:
            Gap.objects.create(stream=stream, first=first, last=last)


def close_below(stream: Stream, floor: int) -> None:
    """No number below `floor` will come any more."""
    below = Gap.objects.filter(stream=stream, first__lt=floor)
    reaching = below.filter(last__gte=floor).first()
    below.delete()
    if reaching is not None:
        Gap.objects.create(stream=stream, first=floor, last=reaching.last)
    if stream.watermark < floor - 1:
        _raise(stream, floor - 1)


def _gap_of(stream: Stream, seq: int) -> Gap | None:
    gap = Gap.objects.filter(stream=stream, first__lte=seq).order_by("-first").first()
    return gap if gap is not None and gap.last >= seq else None


def _raise(stream: Stream, to: int) -> None:
    stream.watermark = to
    stream.save(update_fields=["watermark"])

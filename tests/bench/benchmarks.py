"""All benchmarks, in the order in which they run."""

from tests.bench import (
    card,
    imaging,
    memory,
    paper,
    preview,
    printing,
    screens,
    social_card,
    start,
    swap,
    ticket_issue,
    touch,
)
from tests.bench.certificates import benchmark as certificates
from tests.bench.figure import Benchmark
from tests.bench.items import benchmark as items
from tests.bench.queues import benchmark as queues

BENCHMARKS: tuple[Benchmark, ...] = (
    card.BENCHMARK,
    printing.BENCHMARK,
    start.BENCHMARK,
    swap.BENCHMARK,
    touch.BENCHMARK,
    screens.BENCHMARK,
    preview.BENCHMARK,
    ticket_issue.BENCHMARK,
    queues.BENCHMARK,
    memory.BENCHMARK,
    social_card.BENCHMARK,
    paper.BENCHMARK,
    imaging.BENCHMARK,
    items.BENCHMARK,
    certificates.BENCHMARK,
)

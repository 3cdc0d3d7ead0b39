"""All benchmarks, in the order in which they run."""

from tests.bench import (
    card,
    imaging,
    memory,
    paper,
    preview,
    printing,
    social_card,
    start,
    swap,
    ticket_issue,
    touch,
)
from tests.bench.figure import Benchmark

BENCHMARKS: tuple[Benchmark, ...] = (
    card.BENCHMARK,
    printing.BENCHMARK,
    start.BENCHMARK,
    swap.BENCHMARK,
    touch.BENCHMARK,
    preview.BENCHMARK,
    ticket_issue.BENCHMARK,
    memory.BENCHMARK,
    social_card.BENCHMARK,
    paper.BENCHMARK,
    imaging.BENCHMARK,
)

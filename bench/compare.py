"""What a comparison of the forms of a reward costs, against a plain Decimal loop over the same months of the same quotes.

    .venv/bin/python bench/compare.py [rounds]

In one process, without servers. Medians of the rounds; the sizes and the loop take turns in each round, so that a busy
machine weighs on all alike. Compare the ratios, not the microseconds. Flat: the time of a quote does not grow with their number.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corporations.money.allowance import HOUSEHOLDS, compare

SIZES = (1_000, 10_000, 100_000)
KEPT = Decimal("0.35")
Quote = dict[str, Any]


def quotes(number: int) -> list[Quote]:
    """The same ones in every run: rewards of € 150 to € 2,500, rents of € 480 to € 760, as in the demo."""
    dice = Random(4)  # noqa: S311 -- figures, no secrets
    return [
        {
            "reward": Decimal(dice.randint(15_000, 250_000)) / 100,
            "months": dice.choice((12, 24, 36)),
            "rent": Decimal(dice.randint(48_000, 76_000)) / 100,
            "increase_rate": Decimal("0.041"),
            "year": 2026,
            "household": dice.choice(HOUSEHOLDS),
            "receives": dice.choice((True, False, None)),
        }
        for _ in range(number)
    ]


def engine(asked: Iterable[Quote]) -> Decimal:
    return sum((form.net for quote in asked for form in compare(**quote)), Decimal(0))


def plain(asked: Iterable[tuple[Decimal, int]]) -> Decimal:
    """A loop of the same length: for each month that a form has, one multiplication and one addition."""
    total = Decimal(0)
    for amount, months in asked:
        for _month in range(months):
            total += amount * KEPT
    return total


def each_us(work: Callable[[Any], Decimal], asked: list[Any]) -> float:
    """Microseconds for each."""
    start = time.perf_counter()
    work(asked)
    return (time.perf_counter() - start) / len(asked) * 1_000_000


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    asked = quotes(max(SIZES))
    lengths = [(quote["rent"], sum(form.months for form in compare(**quote))) for quote in asked]
    engine(asked[:1_000])  # warm
    taken: dict[int, tuple[list[float], list[float]]] = {size: ([], []) for size in SIZES}
    for _round in range(rounds):
        for size, (ours, loops) in taken.items():
            loops.append(each_us(plain, lengths[:size]))
            ours.append(each_us(engine, asked[:size]))
    middle = {size: (statistics.median(ours), statistics.median(loops)) for size, (ours, loops) in taken.items()}
    first = middle[SIZES[0]][0]
    months = statistics.mean(length for _, length in lengths)
    print(
        f"{'quotes':>8}{'us each':>9}{'plain us':>10}{'x plain':>9}{'x first':>9}    ({months:.0f} months, {rounds} rounds)"
    )
    for size, (ours, loop) in middle.items():
        print(f"{size:8,}{ours:9.1f}{loop:10.1f}{ours / loop:9.1f}{ours / first:9.2f}")


if __name__ == "__main__":
    main()

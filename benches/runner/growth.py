"""What a call takes as something grows: a list, its nesting, a library, the number of instances, of threads."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from . import build, many, results
from .measure import Loop, Plan, least, settle_allocator
from .report import duration

PEERS = ["PyO3", "gopylink"]


@dataclass
class Series:
    """One thing that grows: for each size, what each peer takes."""

    title: str
    # What grows.
    size: str
    # What the points are: "seconds", or "calls per second".
    unit: str = "seconds"
    points: dict[str, dict[int, float]] = field(default_factory=dict)

    def add(self, size: int, values: dict[str, float]) -> None:
        for peer, value in values.items():
            self.points.setdefault(peer, {})[size] = float(f"{value:.4g}")


def lists(libs: dict[str, Any], quick: bool) -> list[Series]:
    """The sum and the echo of lists of up to ten million ints."""
    series = []
    for what in ("sum", "echo"):
        result = Series(f"{what} of a list of ints", "ints in the list")
        for exponent in range(6 if quick else 8):
            names = {"values": list(range(10**exponent))}
            timers = {peer: Loop(f"lib.{what}_ints(values)", {"lib": lib, **names}) for peer, lib in libs.items()}
            result.add(10**exponent, least(timers, Plan(rounds=9, budget=5.0, fill=0.5)))
        series.append(result)
    return series


def nesting(libs: dict[str, Any], quick: bool) -> list[Series]:
    """The echo of lists in lists, of a type that holds any depth."""
    result = Series("echo of lists in lists", "levels")
    for depth in (1, 10, 100) if quick else (1, 3, 10, 30, 100, 300, 1_000):
        value: Any = 1
        for _ in range(depth):
            value = [value]
        timers = {}
        for peer, lib in libs.items():
            try:
                if depth_of(lib.echo_tree(value)) != depth:
                    raise ValueError(f"{peer} returned another value")
            except RecursionError:
                # Where the depth that a peer allows ends.
                continue
            timers[peer] = Loop("lib.echo_tree(value)", {"lib": lib, "value": value})
        if timers:
            result.add(depth, least(timers, Plan(rounds=9, fill=0.5)))
    return [result]


def depth_of(value: Any) -> int:
    """How deep lists of one item go. To compare such lists, Python would call itself as often."""
    depth = 0
    while isinstance(value, list):
        (value,) = value
        depth += 1
    return depth if value == 1 else -1


def instances(libs: dict[str, Any], quick: bool) -> list[Series]:
    """To make, call and drop instances, of which so many live."""
    steps = {"make": Series("make an instance", "live instances")}
    steps["call"] = Series("call a method of each instance once", "live instances")
    steps["drop"] = Series("drop an instance", "live instances")
    for exponent in range(5 if quick else 7):
        count = 10**exponent
        taken: dict[str, dict[str, float]] = {step: {} for step in steps}
        for _ in range(max(3, min(30, 1_000_000 // count))):
            for peer, lib in libs.items():
                for step, seconds in one_life(lib.Counter, count).items():
                    taken[step][peer] = min(taken[step].get(peer, float("inf")), seconds / count)
        for step, result in steps.items():
            result.add(count, taken[step])
    return list(steps.values())


def one_life(counter: Callable[[int], Any], count: int) -> dict[str, float]:
    """The seconds that so many instances take to be made, called and dropped."""
    gc.disable()
    try:
        begun = time.perf_counter()
        live = [counter(0) for _ in range(count)]
        made = time.perf_counter()
        for instance in live:
            instance.incr(1)
        called = time.perf_counter()
        del live, instance
        dropped = time.perf_counter()
    finally:
        gc.enable()
    return {"make": made - begun, "call": called - made, "drop": dropped - called}


def threads(libs: dict[str, Any], quick: bool) -> list[Series]:
    """Calls of a function that works for some 15 microseconds without the GIL."""
    result = Series("work without the GIL on several threads", "threads", "calls per second")
    calls = 2_000 if quick else 10_000
    for count in (1, 2, 4, 8):
        best: dict[str, float] = {}
        with ThreadPoolExecutor(count) as pool:
            for _ in range(3 if quick else 7):
                for peer, lib in libs.items():

                    def repeat(_: int, work: Callable[[int], int] = lib.work) -> None:
                        for _ in range(calls // count):  # noqa: B023
                            work(10_000)

                    begun = time.perf_counter()
                    list(pool.map(repeat, range(count)))
                    best[peer] = max(best.get(peer, 0.0), calls / (time.perf_counter() - begun))
        result.add(count, best)
    return [result]


def exports(_libs: dict[str, Any], quick: bool) -> list[Series]:
    """To load libraries of up to ten thousand functions, and to call one of these."""
    steps = {"load": Series("load a library", "exported functions")}
    steps["first"] = Series("the first call", "exported functions")
    steps["later"] = Series("a later call", "exported functions")
    for count in (10, 100) if quick else (10, 100, 1_000, 10_000):
        taken: dict[str, dict[str, float]] = {step: {} for step in steps}
        for peer in PEERS:
            built = many.build(peer, count)
            for step, seconds in many.measure(peer, built, count).items():
                taken[step][peer] = seconds
        for step, result in steps.items():
            result.add(count, taken[step])
    return list(steps.values())


GROWING = (lists, nesting, instances, threads, exports)


def run(quick: bool, only: list[str] | None) -> int:
    console = Console(stderr=True)
    peers, skipped = build.every([peer.lower() for peer in PEERS])
    if skipped:
        console.print(skipped)
        return 1
    settle_allocator()
    libs = {peer: peers[peer].lib for peer in PEERS}
    found: list[Series] = []
    for grow in GROWING:
        if only and grow.__name__ not in only:
            continue
        console.print(f"measuring {grow.__name__}")
        found += grow(libs, quick)
    for series in found:
        Console().print(table(series))
    if not only:
        path = results.write("growth", quick, {"series": [asdict(series) for series in found]})
        console.print(f"kept in {path}", soft_wrap=True)
    return 0


def table(series: Series) -> Table:
    result = Table(title=series.title, title_justify="left")
    for heading in (series.size, *PEERS, "ratio"):
        result.add_column(heading, justify="right")
    sizes = sorted({size for points in series.points.values() for size in points})
    form = duration if series.unit == "seconds" else "{:,.0f}/s".format
    for size in sizes:
        values = [series.points.get(peer, {}).get(size) for peer in PEERS]
        base, ours = values
        ratio = f"{ours / base:.2f}" if base and ours else "–"
        result.add_row(f"{size:,}", *("–" if value is None else form(value) for value in values), ratio)
    return result

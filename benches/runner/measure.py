"""Times the cases: each peer in turn, round after round, and the least time of each."""

from __future__ import annotations

import gc
import itertools
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from . import data
from .cases import Case, matches

if TYPE_CHECKING:
    from .peers.base import Peer

LOOP = """\
def loop(count{parameters}):
    iterations = repeat(None, count)
    begun = clock()
    for _ in iterations:
        {statement}
    return clock() - begun
"""
RAISING = """\
try:
            {statement}
        except BaseException:
            pass"""


class WrongResultError(Exception):
    """A peer did not return what the case expects."""


class Timer(Protocol):
    """Runs a call so many times and returns the seconds that took."""

    def time(self, count: int) -> float: ...


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    rounds: int
    # One loop takes at least so long.
    seconds: float = 0.002
    # No more rounds of a case begin after so long, but for the least number.
    budget: float = 10.0
    least: int = 3
    # More rounds of a case are made until so long.
    fill: float = 0.0
    # Whether a call takes the same time each time, when nothing disturbs it.
    steady: bool = True


def settle_allocator() -> None:
    """Makes glibc keep freed blocks of up to 32 MB, as it does in any process that has freed one of that size.

    Else each large value costs page faults or not, depending on what was freed before it.
    """
    del (bytearray(30_000_000))[:]


class Loop:
    """A statement in a loop, compiled with what it uses as local variables."""

    def __init__(self, statement: str, names: dict[str, Any]) -> None:
        names = {**names, "clock": time.perf_counter, "repeat": itertools.repeat}
        # Variables of a loop are parameters, which are the fastest there are.
        parameters = "".join(f", {name}={name}" for name in names if not name.startswith("__"))
        exec(compile(LOOP.format(parameters=parameters, statement=statement), "<loop>", "exec"), names)
        self.loop: Callable[[int], float] = names["loop"]

    def time(self, count: int) -> float:
        collects = gc.isenabled()
        gc.disable()
        try:
            return self.loop(count)
        finally:
            if collects:
                gc.enable()


class LocalTimer(Loop):
    """The loop over the call of a case by one peer of this process."""

    def __init__(self, case: Case, peer: Peer) -> None:
        self.case = case
        setup, statement = peer.spell(case)
        values = peer.give(case.data[0], shared(*case.data)) if case.data else None
        names: dict[str, Any] = {"lib": peer.lib, "values": values}
        exec(setup, names)
        self.check(peer, names, statement)
        super().__init__(RAISING.format(statement=statement) if case.raises else statement, names)

    def check(self, peer: Peer, names: dict[str, Any], statement: str) -> None:
        """Calls once and looks at the result."""
        case = self.case
        if case.raises is None:
            result = peer.plain(case, self.result(names, statement))
            if not matches(case, result):
                raise WrongResultError(f"{peer.name}: {case.name} returned {str(result)[:200]}")
            return
        kind, text = case.raises
        if kind is TypeError and not peer.raises_type_errors:
            kind = Exception
        with silence(case):
            try:
                eval(statement, names)
            except kind as error:
                if text in str(error):
                    return
                raise WrongResultError(f"{peer.name}: {case.name} raised {error!r}") from error
        raise WrongResultError(f"{peer.name}: {case.name} raised nothing")

    def result(self, names: dict[str, Any], statement: str) -> Any:
        looked_at = self.case.looked_at
        if looked_at is None:
            return eval(statement, names)
        exec(statement, names)
        return eval(looked_at, names)

    def time(self, count: int) -> float:
        with silence(self.case), busy_thread() if self.case.contended else nullcontext():
            return super().time(count)


@lru_cache(maxsize=1)
def shared(kind: str, size: int) -> Any:
    """Makes values once for all peers: where in memory something lies counts, too."""
    return data.make(kind, size)


@contextmanager
def silence(case: Case) -> Iterator[None]:
    """Sends standard error away while what fails prints there."""
    if case.raises is None:
        yield
        return
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


@contextmanager
def busy_thread() -> Iterator[None]:
    """Another thread runs Python code all the time."""
    running = True

    def spin() -> None:
        while running:
            pass

    thread = threading.Thread(target=spin)
    thread.start()
    try:
        yield
    finally:
        running = False
        thread.join()


def calibrate(timer: Timer, seconds: float, steady: bool = True) -> tuple[int, float]:
    """Returns how many calls take at least so long, and how long they take.

    A time that is not steady says little of a hundred times as many calls, which could then take a minute.
    """
    growth = 100 if steady else 2
    count = 1
    while True:
        taken = timer.time(count)
        if steady and seconds <= taken < 100 * seconds:
            # Not because other programs ran meanwhile.
            taken = min(taken, timer.time(count), timer.time(count))
        if taken >= seconds:
            return count, taken
        # A little more than needed, so that one more turn is enough; never too much more.
        count = max(count + 1, min(count * growth, int(count * 1.2 * seconds / max(taken, 1e-9))))


def interleave(case: Case, timers: dict[str, Timer], plan: Plan) -> dict[str, float]:
    """Returns the seconds that one call of a case took: the least, or the median beside a busy thread."""
    if not case.contended:
        return least(timers, plan)
    # Many times as long as Python lets one thread run before it looks for others. The least would be a round in
    # which the two threads happened to miss each other.
    plan = replace(plan, seconds=30 * sys.getswitchinterval(), steady=False)
    return {name: statistics.median(times) for name, times in rounds(timers, plan).items()}


def least(timers: Mapping[str, Timer], plan: Plan) -> dict[str, float]:
    """Returns the least seconds that one turn of each took: what it takes when nothing disturbs it."""
    return {name: min(times) for name, times in rounds(timers, plan).items()}


def rounds(timers: Mapping[str, Timer], plan: Plan) -> dict[str, list[float]]:
    calibrated = {name: calibrate(timer, plan.seconds, plan.steady) for name, timer in timers.items()}
    quickest = min(taken for _, taken in calibrated.values())
    # What takes many times as long as others leaves the time to these, after the least number of rounds.
    slow = {name for name, (_, taken) in calibrated.items() if taken > 20 * max(quickest, plan.seconds)}
    times: dict[str, list[float]] = {name: [] for name in timers}
    names = list(timers)
    begun = time.monotonic()
    for turn in itertools.count():
        passed = time.monotonic() - begun
        if turn >= plan.least and (passed > plan.budget or (turn >= plan.rounds and passed >= plan.fill)):
            break
        # Nobody is always first after the others' leavings in the caches.
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            if turn < plan.least or name not in slow:
                count = calibrated[name][0]
                times[name].append(timers[name].time(count) / count)
    return times

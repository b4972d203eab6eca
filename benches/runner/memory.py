"""Memory: whether any call keeps some, and what an instance takes.

Each peer is measured in a process of its own, so that nothing of another counts.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from . import build, cases, results
from .measure import LocalTimer, calibrate, settle_allocator
from .peers.base import Peer
from .remote import BENCHES, peer_class

INSTANCES = 100_000
# What a loop may leave: less than this in all is what an allocator and an interpreter do now and then.
FLAT = 256 * 1024


def run(quick: bool) -> int:
    """Measures and shows; returns how many loops of gopylink grew or failed."""
    console = Console(stderr=True)
    found: dict[str, dict[str, Any]] = {}
    for recipe in build.RECIPES:
        if recipe.python:
            continue
        try:
            built = recipe.build()
        except build.SkippedError as reason:
            console.print(f"skipped {recipe.name}: {reason}")
            continue
        console.print(f"measuring {recipe.name}")
        command = [sys.executable, "-m", "runner.memory", recipe.peer, str(built), str(int(quick))]
        done = subprocess.run(command, cwd=BENCHES, check=True, stdout=subprocess.PIPE, text=True)
        found[recipe.name] = json.loads(done.stdout.splitlines()[-1])
    show(found)
    console.print(f"kept in {results.write('memory', quick, {'peers': found})}", soft_wrap=True)
    ours = found["gopylink"]
    return len(ours["failed"]) + sum(left > FLAT for left, _ in ours["loops"].values())


def show(found: dict[str, dict[str, Any]]) -> None:
    console = Console()
    table = Table(title="Bytes that one live instance takes", title_justify="left")
    table.add_column("peer")
    table.add_column("bytes", justify="right")
    for peer, measured in found.items():
        table.add_row(peer, "–" if measured["instance"] is None else f"{measured['instance']:,.0f}")
    console.print(table)
    table = Table(title="What the loops of calls left, in all", title_justify="left")
    table.add_column("peer")
    for heading in ("loops", "calls", "most that one left", "that grew"):
        table.add_column(heading, justify="right")
    for peer, measured in found.items():
        loops = measured["loops"]
        worst = max(loops, key=lambda name: loops[name][0])
        grown = [name for name, (left, _) in loops.items() if left > FLAT]
        calls = sum(count for _, count in loops.values())
        most = f"{max(0, loops[worst][0]) / 1024:,.0f} KiB ({worst})"
        table.add_row(peer, str(len(loops)), f"{calls:,}", most, ", ".join(grown) or "none")
    console.print(table)
    for peer, measured in found.items():
        for failure in measured["failed"]:
            console.print(f"[red]failed[/] {peer}, {failure}", highlight=False, soft_wrap=True)


def measure(peer: Peer, quick: bool) -> dict[str, Any]:
    loops = {}
    failed: list[str] = []
    # First, while nothing has been freed that instances could take the place of.
    try:
        taken = instance(peer)
    except Exception as error:
        taken = None
        failed.append(f"an instance: {type(error).__name__}: {error}")
    for case in cases.every():
        # Beside a busy thread, the call itself is no other.
        if not peer.can(case) or case.contended or case.slow:
            continue
        try:
            timer = LocalTimer(case, peer)
        except Exception as error:
            failed.append(f"{case.name}: {type(error).__name__}: {error}")
            continue
        loops[case.name] = left_by(timer, 0.05 if quick else 0.25)
    return {"loops": loops, "instance": taken, "failed": failed}


def left_by(timer: LocalTimer, seconds: float) -> tuple[int, int]:
    """Returns the bytes that a loop left, and how many calls it made."""
    count, _ = calibrate(timer, seconds / 5)
    # What is kept once, such as caches and pools, is filled first.
    timer.time(2 * count)
    before = resident()
    # A leak grows with each loop; what grows once and no more is none.
    grown = []
    for _ in range(5):
        timer.time(count)
        gc.collect()
        grown.append(resident() - before)
    return max(0, grown[-1] - grown[0]), 4 * count


def instance(peer: Peer) -> float | None:
    """The bytes that one live instance takes, with what Python needs for it."""
    if not hasattr(peer.lib, "Counter"):
        return None
    kept = [peer.lib.Counter(0) for _ in range(1_000)]
    live: list[Any] = [None] * INSTANCES
    gc.collect()
    before = resident()
    for index in range(INSTANCES):
        live[index] = peer.lib.Counter(0)
    taken = resident() - before
    del kept
    return taken / INSTANCES


def resident() -> int:
    found: int = psutil.Process().memory_info().rss
    return found


def main() -> None:
    os.environ.pop("RUST_BACKTRACE", None)
    settle_allocator()
    peer = peer_class(sys.argv[1])(Path(sys.argv[2]))
    print(json.dumps(measure(peer, sys.argv[3] == "1")))


if __name__ == "__main__":
    main()

"""The same Go library by its own client and by this wheel."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from . import build, cases
from .measure import Plan, least
from .remote import PeerError, Remote
from .report import duration, times

QUICK = Plan(rounds=15, seconds=0.005, least=5)
FULL = Plan(rounds=60, seconds=0.01, budget=30.0, least=15)

# How many times as fast this wheel is to be, per call.
TARGET = 3.0
CALLS = "Calls"


def run(quick: bool, only: str | None) -> int:
    """Measures and shows; returns how many small calls miss the target."""
    console = Console()
    try:
        library = build.go()
        clients = {
            "the original": Remote(build.ORIGINAL / "bin" / "python", "peers.go:Go", library),
            "this wheel": Remote(Path(sys.executable), "peers.go:InWheel", library),
        }
    except (build.SkippedError, PeerError) as reason:
        console.print(f"[yellow]skipped[/] {reason}", highlight=False, soft_wrap=True)
        return 0
    table = Table(title="One call of a Go library", title_justify="left")
    for column in ("", *clients, "faster"):
        table.add_column(column, justify="left" if not column else "right")
    missed = 0
    for case in cases.every():
        if (only and not re.search(only, f"{case.group} {case.name}")) or (
            quick and (case.slow or case.group != CALLS)
        ):
            continue
        if case.contended or not all(client.can(case) for client in clients.values()):
            continue
        taken = least({name: client.timer(case) for name, client in clients.items()}, QUICK if quick else FULL)
        original, ours = taken["the original"], taken["this wheel"]
        missed += case.group == CALLS and original / ours < TARGET
        table.add_row(case.name, duration(original), duration(ours), times(original / ours))
    console.print(table)
    return missed

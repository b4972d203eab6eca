"""The command line of the benchmarks."""

from __future__ import annotations

import argparse
import re

from rich.console import Console

from . import build, cases, report
from .measure import LocalTimer, Plan, interleave, settle_allocator

QUICK = Plan(rounds=7, budget=1.0)
FULL = Plan(rounds=15, budget=60.0, least=15)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m runner", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no cases that take long")
    parser.add_argument("--only", metavar="PATTERN", help="cases whose group, name or function has this pattern")
    parser.add_argument("--peers", help="only these, separated by commas: gopylink,pyo3")
    parser.add_argument("--rounds", type=int, help="how often each case is measured")
    arguments = parser.parse_args()
    plan = QUICK if arguments.quick else FULL
    if arguments.rounds:
        plan = Plan(arguments.rounds, budget=float("inf"))
    run(plan, arguments.quick, arguments.only, arguments.peers)


def run(plan: Plan, quick: bool, only: str | None, names: str | None) -> None:
    console = Console(stderr=True)
    with console.status("building the peers"):
        peers, skipped = build.every(names.lower().split(",") if names else None)
    for name, reason in skipped.items():
        console.print(f"skipped {name}: {reason}")
    chosen = [
        case
        for case in cases.every()
        if not (quick and case.slow) and (only is None or re.search(only, f"{case.group} {case.name} {case.function}"))
    ]
    settle_allocator()
    outcomes = []
    with console.status("measuring") as status:
        for case in chosen:
            status.update(case.name)
            timers = {name: LocalTimer(case, peer) for name, peer in peers.items() if peer.can(case)}
            seconds = interleave(case, timers, plan)
            outcomes.append(report.Outcome(case, {name: taken / case.inner for name, taken in seconds.items()}))
    report.show(outcomes, list(peers))


if __name__ == "__main__":
    main()

"""The table of calls and values beside all peers."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Any

from rich.console import Console

from . import build, cases, report, results
from .cases import Case
from .measure import Plan, interleave, settle_allocator

QUICK = Plan(rounds=15, budget=2.5, least=3, fill=0.7)
FULL = Plan(rounds=15, budget=60.0, least=15, fill=3.0)


def run(quick: bool, only: str | None, names: str | None, rounds: int | None) -> int:
    """Measures and shows; returns how many peers failed at a case."""
    plan = QUICK if quick else FULL
    if rounds:
        plan = Plan(rounds, least=rounds)
    console = Console(stderr=True)
    with console.status("building the peers"):
        peers, skipped = build.every(names.lower().split(",") if names else None)
    chosen = [
        case
        for case in cases.every()
        if not (quick and case.slow) and (only is None or re.search(only, f"{case.group} {case.name} {case.function}"))
    ]
    settle_allocator()
    outcomes = []
    failed = []
    with console.status("measuring") as status:
        for case in chosen:
            status.update(case.name)
            timers = {}
            for name, (peer, wanted) in taking_part(case, peers).items():
                try:
                    timers[name] = peer.timer(wanted)
                except Exception as error:
                    failed.append(f"{name}, {case.name}: {type(error).__name__}: {error}")
            if not timers:
                continue
            seconds = interleave(case, timers, plan)
            outcomes.append(report.Outcome(case, {name: taken / case.inner for name, taken in seconds.items()}))
    report.show(outcomes, list(peers))
    for name, reason in skipped.items():
        console.print(f"[yellow]skipped[/] {name}: {reason}", highlight=False, soft_wrap=True)
    for failure in failed:
        console.print(f"[red]failed[/] {failure}", highlight=False, soft_wrap=True)
    # Parts of the table would take the place of the whole.
    if only is None and names is None:
        content = {"plan": asdict(plan), "skipped": skipped, "failed": failed, "cases": [*map(kept, outcomes)]}
        if "Go" in peers:
            content["versions"] = results.versions() | build.go_versions()
        console.print(f"kept in {results.write('calls', quick, content)}", soft_wrap=True)
    return len(failed)


def taking_part(case: Case, peers: dict[str, Any]) -> dict[str, tuple[Any, Case]]:
    """Who is measured at a case, and what: a typed stub beside the same call without."""
    able = {name: (peer, case) for name, peer in peers.items() if peer.can(case)}
    if case.stub and report.OURS in able:
        able[cases.BY_NAME] = (peers[report.OURS], replace(case, stub=False))
    return able


def kept(outcome: report.Outcome) -> dict[str, Any]:
    case = outcome.case
    targets = {"PyO3": case.target, "Go": case.go_target, "UniFFI": case.uniffi_target}
    targets[cases.BY_NAME] = cases.STUB_TARGET if case.stub else None
    return {
        "name": case.name,
        "group": case.group,
        "targets": {peer: target for peer, target in targets.items() if target is not None},
        "seconds": {peer: float(f"{seconds:.4g}") for peer, seconds in outcome.seconds.items()},
    }

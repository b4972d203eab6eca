"""One script by either client, the original's and this wheel, with either library, in Go and in Rust."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from . import build, cases, results
from .cases import Case
from .measure import Plan, least
from .remote import PeerError, Remote
from .report import duration, times

QUICK = Plan(rounds=15, seconds=0.005, least=5)
FULL = Plan(rounds=100, seconds=0.003, budget=12.0, least=15)

BASE = "their client, Go"
WHEEL_WITH_GO = "our wheel, Go"
CLIENT_WITH_RUST = "their client, Rust"
WHEEL_WITH_RUST = "our wheel, Rust"
# How many times as fast as the original with its own they are to be.
CALL_TARGET = 3.0
RUST_TARGET = 1.0

# What is measured, as the other tables name it, and here.
CASES = {
    "noop()": 'func_call("Noop")',
    "add(1, 2)": 'func_call("Add", 1, 2)',
    'hello("World")': 'func_call("Hello", "World")',
    "counter.incr(0)": "counter.Incr(0)",
    "Counter(0)": 'new_type("Counter", 0), and its end',
    "echo of one record": "echo of one record",
    "echo of 100,000 ints": "echo of 100,000 ints",
    "echo of 10,000 records": "echo of 10,000 records",
    "echo of 1 MB bytes": "echo of 1 MB bytes",
    "Python function, detached": "Python function, called by the library",
    "Python method, detached": "Python method, called by the library",
}
# Those in which a call is all there is.
CALLS = frozenset({"Calls"})


@dataclass(frozen=True)
class Outcome:
    """The seconds of one call of a case, by pairing."""

    case: Case
    seconds: dict[str, float]

    @property
    def targets(self) -> dict[str, float]:
        """How many times as fast as the original with its own a pairing is to be."""
        wanted = {CLIENT_WITH_RUST: RUST_TARGET}
        return {WHEEL_WITH_GO: CALL_TARGET, **wanted} if self.case.group in CALLS else wanted

    def faster(self, pairing: str) -> float:
        return self.seconds[BASE] / self.seconds[pairing]


def run(quick: bool, only: str | None) -> None:
    """Measures and shows."""
    console = Console(width=None if Console().is_terminal else 140)
    try:
        pairings = connected()
    except (build.SkippedError, PeerError) as reason:
        console.print(f"[yellow]skipped[/] {reason}", highlight=False, soft_wrap=True)
        return
    plan = QUICK if quick else FULL
    known = {case.name: case for case in cases.every()}
    outcomes = []
    for name, title in CASES.items():
        case = known[name]
        if (only and not re.search(only, title)) or (quick and case.group not in CALLS):
            continue
        taken = least({pairing: remote.timer(case) for pairing, remote in pairings.items()}, plan)
        outcomes.append(Outcome(case, {pairing: seconds / case.inner for pairing, seconds in taken.items()}))
    console.print(table(outcomes, list(pairings)))
    # Parts of the table would take the place of the whole.
    if only is None:
        content = {
            "versions": results.versions()
            | build.go_versions()
            | {"their client": build.ORIGINAL_CLIENT.partition("==")[2]},
            "plan": asdict(plan),
            "cases": [kept(outcome) for outcome in outcomes],
        }
        console.print(f"kept in {results.write('clients', quick, content)}", soft_wrap=True)


def connected() -> dict[str, Remote]:
    """The pairings, each in a process of its own."""
    go, rust = build.go(), build.go_names()
    original = build.ORIGINAL / "bin" / "python"
    ours = Path(sys.executable)
    return {
        BASE: Remote(original, "peers.go:Go", go),
        WHEEL_WITH_GO: Remote(ours, "peers.go:InWheel", go),
        CLIENT_WITH_RUST: Remote(original, "peers.go:Go", rust),
        WHEEL_WITH_RUST: Remote(ours, "peers.go:InWheel", rust),
    }


def table(outcomes: list[Outcome], pairings: list[str]) -> Table:
    """What one call takes; in brackets, how many times as fast as the original with its own."""
    result = Table(title="One call of the same script", title_justify="left")
    for column in ("", *pairings):
        result.add_column(column, justify="left" if not column else "right")
    for outcome in outcomes:
        cells = [duration(outcome.seconds[BASE])]
        for pairing in pairings[1:]:
            faster, target = outcome.faster(pairing), outcome.targets.get(pairing)
            # As many digits as are shown.
            colour = "" if target is None else "[green]" if round(faster, 1) >= target else "[red]"
            cells.append(f"{duration(outcome.seconds[pairing])} {colour}({times(faster)})")
        result.add_row(CASES[outcome.case.name], *cells)
    return result


def kept(outcome: Outcome) -> dict[str, object]:
    return {
        "name": CASES[outcome.case.name],
        "targets": outcome.targets,
        "seconds": {pairing: float(f"{seconds:.4g}") for pairing, seconds in outcome.seconds.items()},
    }

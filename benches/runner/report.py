"""The table in the terminal, and the results as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from .cases import BY_NAME, STUB_TARGET, Case

BASE = "PyO3"
OURS = "gopylink"


@dataclass(frozen=True)
class Outcome:
    """What was measured for one case: the seconds of one call, by peer."""

    case: Case
    seconds: dict[str, float]

    def ratio(self, peer: str) -> float | None:
        """How long a peer takes, as a part of what PyO3 takes."""
        if peer not in self.seconds or BASE not in self.seconds:
            return None
        return self.seconds[peer] / self.seconds[BASE]

    def multiple(self, peer: str) -> float | None:
        """How long a peer takes, as a multiple of what gopylink takes."""
        if peer not in self.seconds or OURS not in self.seconds:
            return None
        return self.seconds[peer] / self.seconds[OURS]


def duration(seconds: float) -> str:
    """Three digits and a unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}" if seconds < 1000 * size else f"{seconds / size:.0f} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def times(multiple: float) -> str:
    """A multiple, with a digit more where it is small."""
    return f"{multiple:.0f}×" if multiple >= 10 else f"{multiple:.1f}×"


def verdict(ratio: float | None, target: float | None) -> str:
    if ratio is None or target is None:
        return ""
    # As many digits as the targets have.
    return "[green]met[/]" if round(ratio, 2) <= target else f"[red]{ratio / target:.2f}× over[/]"


def table(outcomes: Iterable[Outcome], peers: list[str]) -> Table:
    """Ratios to PyO3; less is faster."""
    others = [peer for peer in peers if peer not in (BASE, OURS)]
    result = Table(title="One call, as a part of what PyO3 takes", title_justify="left")
    result.add_column("case", no_wrap=True)
    for heading in (BASE, OURS, "ratio", "target", "verdict", *others):
        result.add_column(heading, justify="right", no_wrap=True)
    group = None
    for outcome in outcomes:
        case = outcome.case
        if case.group != group:
            group = case.group
            result.add_section()
            result.add_row(f"[bold]{group}[/]")
        ratio = outcome.ratio(OURS)
        result.add_row(
            case.title,
            shown(outcome.seconds.get(BASE), duration),
            shown(outcome.seconds.get(OURS), duration),
            shown(ratio, "{:.2f}".format),
            shown(case.target, "{:.2f}".format),
            verdict(ratio, case.target),
            *(shown(outcome.ratio(peer), compact) for peer in others),
        )
    return result


def multiples(outcomes: Iterable[Outcome]) -> Table:
    """How many times faster than the Go original and UniFFI; more is faster."""
    result = Table(title="One call, as a multiple of what gopylink takes", title_justify="left")
    for heading in ("case", "peer", "gopylink", "the peer", "multiple", "target", "verdict"):
        result.add_column(heading, justify="left" if heading in ("case", "peer") else "right", no_wrap=True)
    for outcome in outcomes:
        for peer, target in (("Go", outcome.case.go_target), ("UniFFI", outcome.case.uniffi_target)):
            multiple = outcome.multiple(peer)
            if multiple is None or target is None:
                continue
            said = "[green]met[/]" if multiple >= target else f"[red]{multiple / target:.2f} of it[/]"
            result.add_row(
                outcome.case.title,
                peer,
                duration(outcome.seconds[OURS]),
                duration(outcome.seconds[peer]),
                times(multiple),
                f"{target:.0f}×",
                said,
            )
    return result


def stubs(outcomes: Iterable[Outcome]) -> Table:
    """Typed stubs beside the same calls by name; less is faster."""
    result = Table(title=f"One call by a stub, as a part of what {BY_NAME} takes", title_justify="left")
    for heading in ("case", "by name", "by a stub", "ratio", "target", "verdict"):
        result.add_column(heading, justify="left" if heading == "case" else "right", no_wrap=True)
    for outcome in outcomes:
        if not {BY_NAME, OURS} <= set(outcome.seconds):
            continue
        named, stub = outcome.seconds[BY_NAME], outcome.seconds[OURS]
        ratio = stub / named
        result.add_row(
            outcome.case.title,
            duration(named),
            duration(stub),
            f"{ratio:.2f}",
            f"{STUB_TARGET:.2f}",
            verdict(ratio, STUB_TARGET),
        )
    return result


def shown(value, form) -> str:
    return "–" if value is None else form(value)


def compact(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"


def show(outcomes: list[Outcome], peers: list[str]) -> None:
    console = Console(width=None if Console().is_terminal else 160)
    console.print(table(outcomes, peers))
    for further in (stubs(outcomes), multiples(outcomes)):
        if further.row_count:
            console.print(further)
    judged = [outcome for outcome in outcomes if outcome.case.target is not None and outcome.ratio(OURS) is not None]
    met = sum(round(outcome.ratio(OURS), 2) <= outcome.case.target for outcome in judged)
    console.print(f"{met} of {len(judged)} targets against PyO3 met")

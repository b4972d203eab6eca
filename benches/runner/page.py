"""Writes the results into `docs/performance.md`, between the marks that are there for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from . import charts, growth, results
from .build import ROOT
from .cases import BY_NAME
from .report import duration, times

PAGE = ROOT / "docs" / "performance.md"
# The peers that gopylink is to be so many times as fast as.
MULTIPLES = ("UniFFI", "Go")
MARK = re.compile(r"(<!-- results: (.*?) -->\n).*?(<!-- end -->)", re.DOTALL)


def run() -> int:
    kept = {name: results.read(name) for name in ("calls", "clients", "growth", "memory", "sizes")}
    charts.draw(kept["calls"], kept["growth"])
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(MARK.sub(lambda match: match[1] + section(match[2], kept) + match[3], text), encoding="utf-8")
    return 0


def section(name: str, kept: dict[str, Any]) -> str:
    """The Markdown for one mark: its kind, and what of it."""
    kind, _, what = name.partition(" ")
    if kind == "calls":
        return calls(kept["calls"], what)
    if kind == "growth":
        return grown(kept["growth"], what)
    whole = {
        "machine": machine,
        "stubs": stubs,
        "multiples": multiples,
        "clients": pairings,
        "memory": memory,
        "sizes": sizes,
    }
    return whole[kind](kept)


def machine(kept: dict[str, Any]) -> str:
    calls = kept["calls"]
    versions = ", ".join(f"{name} {version}" for name, version in calls["versions"].items())
    here = calls["machine"]
    return f"- {here['processor']}, {here['cores']} cores; {versions}\n{absent(calls['skipped'])}"


def calls(kept: dict[str, Any], group: str) -> str:
    cases = [case for case in kept["cases"] if case["group"] == group]
    others = dict.fromkeys(peer for case in cases for peer in case["seconds"])
    others = [peer for peer in others if peer not in ("PyO3", "gopylink")]
    rows = []
    for case in cases:
        seconds, target = case["seconds"], case["targets"].get("PyO3")
        base = seconds["PyO3"]
        ratio = seconds["gopylink"] / base if "gopylink" in seconds else None
        rows.append(
            [
                case["name"],
                duration(base),
                duration(seconds["gopylink"]) if ratio else "–",
                "–" if ratio is None else f"**{ratio:.2f}**",
                *judged(ratio, target),
                *(compact(seconds[peer] / base) if peer in seconds else "–" for peer in others),
            ]
        )
    chart = f"![{group}](../benches/results/calls-{charts.plain(group)}.svg)\n\n"
    headings = ["case", "PyO3", "gopylink", "ratio", "target", "", *others]
    return chart + markdown(headings, rows)


def judged(ratio: float | None, target: float | None) -> tuple[str, str]:
    if target is None:
        return "", ""
    if ratio is None:
        return f"{target:.2f}", "not there"
    return f"{target:.2f}", "met" if round(ratio, 2) <= target else f"{ratio / target:.2f}× over"


def compact(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"


def multiples(kept: dict[str, Any]) -> str:
    rows = []
    for case in kept["calls"]["cases"]:
        for peer in MULTIPLES:
            if peer not in case["targets"] or not {peer, "gopylink"} <= set(case["seconds"]):
                continue
            multiple = case["seconds"][peer] / case["seconds"]["gopylink"]
            target = case["targets"][peer]
            verdict = "met" if multiple >= target else "missed"
            rows.append([case["name"], peer, f"**{times(multiple)}**", f"{target:.0f}×", verdict])
    missing = {peer: reason for peer, reason in kept["calls"]["skipped"].items() if peer in MULTIPLES}
    return markdown(["case", "peer", "multiple", "target", ""], rows) + ("\n" + absent(missing) if missing else "")


def stubs(kept: dict[str, Any]) -> str:
    rows = []
    for case in kept["calls"]["cases"]:
        if BY_NAME not in case["seconds"]:
            continue
        named, stub = case["seconds"][BY_NAME], case["seconds"]["gopylink"]
        more = f"{'−' if stub < named else '+'}{duration(abs(stub - named))}"
        verdict = judged(stub / named, case["targets"][BY_NAME])
        rows.append([case["name"], duration(named), duration(stub), more, f"**{stub / named:.2f}**", *verdict])
    return markdown(["case", f"`{BY_NAME}`", "stub", "the stub adds", "ratio", "target", ""], rows)


def pairings(kept: dict[str, Any]) -> str:
    measured = kept["clients"]
    base, *others = measured["cases"][0]["seconds"]
    headings = ["", base, *(heading for pairing in others for heading in (pairing, "faster", "target"))]
    rows = []
    for case in measured["cases"]:
        seconds, row = case["seconds"], [case["name"], duration(case["seconds"][base])]
        for pairing in others:
            faster, target = seconds[base] / seconds[pairing], case["targets"].get(pairing)
            # As many digits as are shown.
            verdict = "" if target is None else f"{target:g}× {'met' if round(faster, 1) >= target else 'missed'}"
            row += [duration(seconds[pairing]), f"**{times(faster)}**", verdict]
        rows.append(row)
    here, versions = measured["machine"], measured["versions"]
    named = ", ".join(f"{name} {versions[name]}" for name in ("Python", "rustc", "Go", "GoPyLink", "their client"))
    return f"{here['processor']}, {here['cores']} cores; {named}.\n\n" + markdown(headings, rows)


def absent(skipped: dict[str, str]) -> str:
    return "".join(f"- {name} is missing: {reason}.\n" for name, reason in skipped.items())


def grown(kept: dict[str, Any], title: str) -> str:
    series = next(found for found in kept["series"] if found["title"] == title)
    form = duration if series["unit"] == "seconds" else "{:,.0f}/s".format
    rows = []
    for size in sorted({int(size) for points in series["points"].values() for size in points}):
        values = [series["points"].get(peer, {}).get(str(size)) for peer in growth.PEERS]
        ratio = f"{values[1] / values[0]:.2f}" if all(values) else "–"
        rows.append([f"{size:,}", *("–" if value is None else form(value) for value in values), ratio])
    chart = f"![{title}](../benches/results/growth-{charts.plain(title)}.svg)\n\n"
    return chart + markdown([series["size"], *growth.PEERS, "ratio"], rows)


def memory(kept: dict[str, Any]) -> str:
    rows = []
    for peer, measured in kept["memory"]["peers"].items():
        taken = measured["instance"]
        loops = measured["loops"]
        most = max((left for left, _ in loops.values()), default=0)
        made = sum(count for _, count in loops.values())
        bytes_each = "–" if taken is None else f"{taken:,.0f}"
        rows.append([peer, bytes_each, str(len(loops)), f"{made:,}", f"{most / 1024:,.0f} KiB"])
    return markdown(["peer", "bytes of an instance", "loops", "calls", "most that a loop left"], rows)


def sizes(kept: dict[str, Any]) -> str:
    rows = [
        [
            peer,
            f"{taken['first']:.1f} s",
            f"{taken['again']:.2f} s",
            f"{taken['bytes'] / 1024:,.0f} KiB",
            "–" if taken["stripped"] is None else f"{taken['stripped'] / 1024:,.0f} KiB",
        ]
        for peer, taken in kept["sizes"]["libraries"].items()
    ]
    return markdown(["peer", "first build", "after a change", "size", "without symbols"], rows)


def markdown(headings: list[str], rows: Iterable[list[str]]) -> str:
    lines = [headings, ["---", *["---:"] * (len(headings) - 1)], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)

"""Charts of the results, as SVG files that are the same whenever the results are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from .results import RESULTS

COLORS = {
    "gopylink": "#c2410c",
    "PyO3": "#1d4ed8",
    "nanobind": "#15803d",
    "cffi": "#7e22ce",
    "UniFFI": "#b91c1c",
    "msgpack": "#0f766e",
    "python_func_call": "#52525b",
    "Go": "#0369a1",
}
GRID = "#d4d4d8"
STYLE = {"svg.hashsalt": "gopylink", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}


def draw(calls: dict[str, Any], growth: dict[str, Any]) -> list[Path]:
    """Draws every chart; returns the files."""
    with mpl.rc_context(STYLE):
        groups = list(dict.fromkeys(case["group"] for case in calls["cases"]))
        drawn = [bars(group, [case for case in calls["cases"] if case["group"] == group]) for group in groups]
        return [*filter(None, drawn), *(lines(series) for series in growth["series"])]


def bars(group: str, cases: list[dict[str, Any]]) -> Path | None:
    """What gopylink takes as a part of what PyO3 takes, with its targets, and the others as dots."""
    cases = [case for case in cases if {"PyO3", "gopylink"} <= set(case["seconds"])][::-1]
    if not cases:
        return None
    figure = Figure(figsize=(8, 0.9 + 0.26 * len(cases)), layout="constrained")
    axes = figure.subplots()
    heights = range(len(cases))
    ratios = [case["seconds"]["gopylink"] / case["seconds"]["PyO3"] for case in cases]
    # From PyO3's, for a logarithmic axis has no zero: to the left is faster.
    axes.barh(heights, [ratio - 1 for ratio in ratios], left=1, color=COLORS["gopylink"], height=0.6, label="gopylink")
    for peer in dict.fromkeys(peer for case in cases for peer in case["seconds"]):
        if peer in ("PyO3", "gopylink"):
            continue
        places = [(case["seconds"].get(peer, 0) / case["seconds"]["PyO3"], height) for height, case in enumerate(cases)]
        places = [place for place in places if place[0]]
        axes.scatter(*zip(*places), s=14, color=COLORS[peer], label=peer, zorder=3)
    targets = [(case["targets"]["PyO3"], height) for height, case in enumerate(cases) if "PyO3" in case["targets"]]
    if targets:
        axes.scatter(*zip(*targets), marker="|", s=130, color="black", label="target", zorder=4)
    axes.axvline(1, color=COLORS["PyO3"], linewidth=1, label="PyO3")
    axes.set_xscale("log")
    axes.set_yticks(heights, [case["name"] for case in cases])
    axes.set_xlabel("time of a call, PyO3 = 1")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    axes.set_axisbelow(True)
    figure.legend(loc="outside right upper", frameon=False)
    return save(figure, f"calls-{plain(group)}")


def lines(series: dict[str, Any]) -> Path:
    """What grows against what it takes."""
    figure = Figure(figsize=(5.5, 3.2), layout="constrained")
    axes = figure.subplots()
    for peer, points in series["points"].items():
        sizes = sorted(int(size) for size in points)
        values = [points[str(size)] for size in sizes]
        axes.plot(sizes, values, marker="o", markersize=3, color=COLORS[peer], label=peer)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(series["size"])
    axes.set_ylabel(series["unit"])
    axes.set_title(series["title"], loc="left", fontsize=10)
    axes.grid(color=GRID, linewidth=0.5)
    axes.legend(frameon=False)
    return save(figure, f"growth-{plain(series['title'])}")


def plain(title: str) -> str:
    """A title as part of a file's name."""
    return "-".join(
        "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in title.lower()).split()
    )


def save(figure: Figure, name: str) -> Path:
    path = RESULTS / f"{name}.svg"
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    return path

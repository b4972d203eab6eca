"""What a comparison finds, and the words that all findings share."""

from __future__ import annotations

from dataclasses import dataclass

from gopylink._manifest import Location
from gopylink._near import near_names

MUST_FAIL = frozenset({"kind", "count", "keyword", "method", "base", "member", "field"})
"""The rules whose findings mean that calls fail."""


@dataclass(frozen=True)
class Finding:
    """Something that does not go together."""

    rule: str
    """One of those that the package lists."""
    text: str
    """A line that begins with the export's name, and has both places."""


def at(place: Location | str) -> str:
    """Returns a place as it stands in a line."""
    shown = str(place)
    return f" ({shown})" if shown else ""


def near(name: str, candidates: list[str]) -> str:
    """Returns the question after a name that is nearly the one that was meant."""
    found = near_names(name, candidates, 1)
    return f". Did you mean '{found[0]}'?" if found else ""

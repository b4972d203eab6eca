"""One change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """Something that is not as it was."""

    breaks: bool
    """Whether it may break a program that uses the library."""
    text: str
    """A line that begins with the name of what has changed."""

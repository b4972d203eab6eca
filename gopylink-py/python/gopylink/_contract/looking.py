"""Looking at objects in memory.

That may run code of their own: signatures, attributes and annotations can be computed. What that code raises is never
let out, not even SystemExit: of what cannot be looked at, nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def look(otherwise: T, at: Callable[..., T], *arguments: object) -> T:
    """Returns what is seen, or ``otherwise`` where nothing can be."""
    try:
        return at(*arguments)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return otherwise

"""What the libraries call back."""

from __future__ import annotations


def double(number: int) -> int:
    return 2 * number


class Tally:
    """A number that goes up."""

    def __init__(self, initial: int) -> None:
        self.value = initial

    def incr(self, n: int) -> int:
        self.value += n
        return self.value

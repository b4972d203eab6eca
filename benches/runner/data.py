"""The values that cross, the same as `benches/bodies` makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass
class Record:
    """A record as an object, as Python code writes one."""

    id: int
    name: str
    score: float
    active: bool


def make(kind: str, size: int) -> Any:
    return MAKERS[kind](size)


def records(size: int) -> list[dict[str, Any]]:
    return [record(index) for index in range(size)]


def record(index: int) -> dict[str, Any]:
    return {"id": index, "name": f"name {index:06}", "score": index / 4, "active": index % 2 == 0}


def nested(size: int) -> dict[str, dict[str, list[int]]]:
    return {
        f"outer {outer:05}": {f"inner {inner}": [outer, inner, outer + inner] for inner in range(5)}
        for outer in range(size)
    }


def nested_sum(size: int) -> int:
    return sum(2 * (outer + inner) for outer in range(size) for inner in range(5))


def some_bytes(size: int) -> bytes:
    return b"\x01" + bytes(size - 2) + b"\x02"


def array(size: int) -> Any:
    import numpy

    return numpy.arange(size, dtype=float) / 2


MAKERS = {
    "array": array,
    "ints": lambda size: list(range(size)),
    "floats": lambda size: [index / 2 for index in range(size)],
    "strings": lambda size: [f"text {index:08}" for index in range(size)],
    "records": records,
    "record": record,
    "objects": lambda size: [Record(**record) for record in records(size)],
    "object": lambda index: Record(**record(index)),
    "nested": nested,
    "bytes": some_bytes,
    "text": lambda size: "x" * size,
}

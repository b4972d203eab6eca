"""The script that was written for the Go library. It runs with the Rust library as it is.

``python main.py LIBRARY``. The library is the one that ``go mod tidy`` and ``go build -buildmode=c-shared`` make in
``go/``, or the one that ``cargo build --lib -p from-go`` makes. The ``gopylink`` that it imports is this one, or the
original.
"""

import sys

import gopylink


@gopylink.export
def greet(name: str) -> str:
    return f"Hi, {name}!"


@gopylink.export
class Basket:
    def __init__(self) -> None:
        self.prices: dict[str, float] = {}

    def add(self, name: str, price: float) -> None:
        self.prices[name] = price

    def total(self) -> float:
        return sum(self.prices.values())


lib = gopylink.load_go_lib(sys.argv[1])

print(lib.func_call("Hello", "World"))
print(lib.func_call("Join", "-", "a", "b", "c"))
low, high = lib.func_call("Range", [3, -1, 200])
print(low, high)
print(sorted(lib.func_call("CountWords", "to be or not to be").items()))
print(lib.func_call("Describe", {"Name": "Gopher", "Tags": ["blue", "quick"]}))
print([lib.func_call("Describe", {"Name": "Ferris"}), lib.func_call("Describe", {"Tags": None})])
print(lib.func_call("Reverse", b"abc"))
print(lib.func_call("Greet", ["Gopher", "Ferris"]))
print(lib.func_call("Total", {"apple": 1.5, "pear": 2.25}))

try:
    lib.func_call("Range", [])
except Exception as error:
    print("no numbers" in str(error))

counter = lib.new_type("Counter", 10)
print(counter.Incr(5), counter.Incr(3), counter.Value())

from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

from typing_extensions import Self

from gopylink.registry import PythonRegistry

def load(path: str, registry: PythonRegistry | None = None) -> ModuleType: ...
def manifest(path: str) -> dict[str, Any]: ...
def registry_of_stubs(path: str) -> PythonRegistry | None: ...
def exports_changed() -> None: ...
def origin(instance: Instance) -> tuple[str, str, type[Instance], bool]: ...
def save(instance: Instance) -> bytes: ...
def saved_array(type_string: str, shape: list[int], data: bytes) -> Array: ...
def restore(instance: Instance, state: bytes) -> None: ...

class GoLibrary:
    """The calls of a library that was built with the Go original."""

    @property
    def path(self) -> str: ...
    @property
    def functions(self) -> list[str]: ...
    @property
    def types(self) -> dict[str, list[str]]: ...
    def function(self, module: str, name: str, doc: str) -> Callable[..., Any]: ...
    def by_name(
        self, module: str, name: str, doc: str, exports: Mapping[str, Callable[..., Any]], missing: Callable[[Any], Any]
    ) -> Callable[..., Any]: ...
    def construct(self, cls: str, arguments: tuple[Any, ...]) -> int: ...
    def method(self, cls: str, number: int, name: str, arguments: tuple[Any, ...]) -> Any: ...
    def close(self, number: int) -> None: ...
    def release(self, number: int) -> None: ...

class Array:
    """An array of numbers that a Rust function returned.

    It owns the memory that Rust filled, and offers it to whoever wants to look into it: ``numpy.asarray(array)``,
    ``memoryview(array)``, or a Rust function that takes an array copy nothing. ``len()``, indexing and iteration work
    as for a ``memoryview``; of several dimensions, what one index gives, and iteration, are arrays of the rest of
    them, which share the memory.

    It can be written as soon as nobody else has the memory: neither Rust, which may have kept it, nor another
    ``Array``.
    """

    @property
    def shape(self) -> tuple[int, ...]:
        """The lengths of the dimensions."""

    @property
    def strides(self) -> tuple[int, ...]:
        """How many bytes to go for the next element of each dimension."""

    @property
    def ndim(self) -> int:
        """How many dimensions there are."""

    @property
    def size(self) -> int:
        """How many elements there are."""

    @property
    def itemsize(self) -> int:
        """How many bytes an element takes."""

    @property
    def nbytes(self) -> int:
        """How many bytes all elements take."""

    @property
    def format(self) -> str:
        """The type of the elements, in the characters of the module ``struct``."""

    @property
    def __array_interface__(self) -> dict[str, Any]: ...
    def tolist(self) -> Any:
        """The elements as a list, of lists where there are several dimensions."""

    def to_numpy(self) -> Any:
        """The elements as a ``numpy.ndarray``, which shares the memory.

        As ``numpy.asarray(array)``, and faster. NumPy must be installed.
        """

    def __len__(self) -> int: ...
    def __getitem__(self, key: Any) -> Any: ...
    def __setitem__(self, key: Any, value: Any) -> None: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __buffer__(self, flags: int, /) -> memoryview: ...

class Instance:
    """Any instance of an exported class, for annotations and ``isinstance``.

    The classes themselves are made when a library is loaded. What they have, their stubs say, which ``gopylink stubs``
    writes.
    """

    def __new__(cls, *args: Any, **kwargs: Any) -> Self: ...
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    def close(self) -> None:
        """Drops the Rust value now. Waits while other threads use it; later calls raise ``ClosedError``."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *exception: object) -> None: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

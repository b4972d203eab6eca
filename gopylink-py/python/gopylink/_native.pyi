from types import ModuleType
from typing import Any

from typing_extensions import Self

from gopylink.registry import PythonRegistry

def load(path: str, registry: PythonRegistry | None = None) -> ModuleType: ...

class Instance:
    """Any instance of an exported class, for annotations and ``isinstance``.

    The classes themselves are made when a library is loaded. Their methods are attributes of any type here.
    """

    def __new__(cls, *args: Any, **kwargs: Any) -> Self: ...
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    def __init_subclass__(cls, **kwargs: Any) -> None: ...
    def close(self) -> None:
        """Drops the Rust value now. Waits while other threads use it; later calls raise ``ClosedError``."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *exception: object) -> None: ...
    def __getattr__(self, name: str) -> Any: ...

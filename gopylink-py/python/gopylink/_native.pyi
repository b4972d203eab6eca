from types import ModuleType

from gopylink.registry import PythonRegistry

def load(path: str, registry: PythonRegistry | None = None) -> ModuleType: ...

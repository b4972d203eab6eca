"""What the native part asks for so that ``inspect`` understands its classes."""

from __future__ import annotations

import inspect


def signature_from_text(text: str) -> inspect.Signature:
    """Returns the signature that ``text`` writes, as ``"(a, *rest)"``."""
    parameters = []
    for written in filter(None, text.strip("()").split(", ")):
        name = written.lstrip("*")
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD if name == written else inspect.Parameter.VAR_POSITIONAL
        parameters.append(inspect.Parameter(name, kind))
    return inspect.Signature(parameters)

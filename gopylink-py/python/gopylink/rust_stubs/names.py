"""Names as Rust writes them."""

from __future__ import annotations

import re

# Those in use, and those that are reserved.
_WORDS = """as break const continue else enum extern false fn for if impl in let loop match mod move mut pub ref return
static struct trait true type unsafe use where while async await dyn
abstract become box do final gen macro override priv try typeof unsized virtual yield"""
_KEYWORDS = frozenset(_WORDS.split())
# Those that r# does not help.
_RESERVED = frozenset(["self", "Self", "super", "crate", "_"])


def identifier(name: str) -> str:
    """Returns the name as an identifier."""
    if name in _RESERVED:
        return f"{name}_" if name != "_" else "unnamed"
    if name in _KEYWORDS:
        return f"r#{name}"
    if name.isidentifier():
        return name
    cleaned = re.sub(r"\W+", "_", name)
    return identifier(cleaned if cleaned.isidentifier() else f"_{cleaned}")


def snake(name: str) -> str:
    """Returns the name of a function: ``doThing`` as ``do_thing``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return identifier(words.lower())


def camel(name: str) -> str:
    """Returns the name of a type or variant: ``http_error`` as ``HttpError``, ``RED`` as ``Red``."""
    words = [word for word in re.split(r"[^0-9a-zA-Z]+", name) if word]
    if not words:
        return identifier(name)
    shouted = name.upper() == name
    return identifier("".join(word[:1].upper() + (word[1:].lower() if shouted else word[1:]) for word in words))


def literal(text: str) -> str:
    """Returns a string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def doc(text: str, indent: str = "") -> list[str]:
    """Returns the lines of a doc comment."""
    return [f"{indent}/// {line}".rstrip() for line in text.strip().splitlines()]

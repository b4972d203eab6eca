"""Names as Rust writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

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


def word(name: str) -> str:
    """Returns a name of Python's as signatures have it: a keyword of Rust's as a raw identifier."""
    return name if name in _RESERVED else identifier(name)


def plain(identifier: str) -> str:
    """Returns the name of an identifier, as the macro takes it for Python's."""
    return identifier.removeprefix("r#")


def snake(name: str) -> str:
    """Returns the name of a function: ``doThing`` as ``do_thing``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return identifier(re.sub(r"(?<=[^_])_+(?=[^_])", "_", words.lower()))


def camel(name: str) -> str:
    """Returns the name of a type or variant: ``http_error`` as ``HttpError``, ``RED`` as ``Red``."""
    words = [word for word in re.split(r"[\W_]+", name) if word]
    if not words:
        return identifier(name)
    shouted = name.upper() == name
    return identifier("".join(word[:1].upper() + (word[1:].lower() if shouted else word[1:]) for word in words))


class Scope:
    """Gives names out, each once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def take(self, name: str) -> str:
        """Returns the name, with a number behind it if it has been given out before."""
        candidate, number = name, 2
        while plain(candidate) in self._taken:
            stem = plain(name).rstrip("_")
            candidate = f"{stem}_{number}" if stem.islower() else f"{stem}{number}"
            number += 1
        self._taken.add(plain(candidate))
        return candidate

    def take_all(self, names: Iterable[str], spell: Callable[[str], str]) -> dict[str, str]:
        """Returns how each name is spelled. What is spelled as it is, is given out first."""
        names = list(names)
        order = sorted(names, key=lambda name: plain(spell(name)) != name)
        spelled = {name: self.take(spell(name)) for name in order}
        return {name: spelled[name] for name in names}


def literal(text: str) -> str:
    """Returns a string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def doc(text: str, indent: str = "") -> list[str]:
    """Returns the lines of a doc comment, none of which is Rust code to test."""
    lines = []
    fenced = False
    for line in text.strip().splitlines():
        inside = line.lstrip()
        if inside.startswith("```"):
            line = line if fenced or inside != "```" else f"{line}text"
            fenced = not fenced
        elif not fenced and len(line) - len(inside) > 3:
            line = f"   {inside}"
        lines.append(f"{indent}/// {line}".rstrip())
    return lines

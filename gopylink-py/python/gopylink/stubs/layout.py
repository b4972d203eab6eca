"""Lines of a stub, broken and spaced as ``ruff format`` does it."""

from __future__ import annotations

import inspect
from collections.abc import Sequence

INDENT = "    "


class Layout:
    """Knows how long a line may be."""

    def __init__(self, line_length: int) -> None:
        self._line_length = line_length

    def fits(self, line: str) -> bool:
        """Whether a line is short enough."""
        return len(line) <= self._line_length

    def function(
        self,
        name: str,
        parameters: Sequence[str],
        returns: str,
        doc: str = "",
        decorators: Sequence[str] = (),
        comment: str = "",
        depth: int = 0,
    ) -> list[str]:
        """Returns the lines of a function without a body, which stands ``depth`` levels deep.

        :param comment: what type checkers are told of it, on the line of its name
        """
        lines = [f"@{decorator}" for decorator in decorators]
        tail = f") -> {returns}:" + ("" if doc else " ...")
        room = self._line_length - depth * len(INDENT)
        broken = self._bracketed(f"def {name}(", parameters, tail, room)
        if len(broken[-1]) > room and len(members := split(returns, "|")) > 1:
            inside = " | ".join(members)
            one = len(INDENT + inside) <= room
            lines_inside = [INDENT + inside] if one else self._union(INDENT, members, "", room)
            broken[-1:] = [") -> (", *lines_inside, tail.replace(f" -> {returns}", "")]
        elif len(broken[-1]) > room and returns.endswith("]"):
            broken[-1:] = self._opened(
                broken[-1][: -len(tail)] + f") -> {returns}", tail[len(f") -> {returns}") :], room
            )
        if comment:
            broken[0] += f"  # {comment}"
        lines += broken
        return lines + indented(docstring(doc))

    def _bracketed(self, head: str, items: Sequence[str], tail: str, room: int) -> list[str]:
        """Returns items in brackets: on one line, on a line of their own, or each on its own."""
        whole = head + ", ".join(items) + tail
        if len(whole) <= room or not items:
            return [whole]
        # Alone on its line, a parameter gets a comma.
        inside = INDENT + ", ".join(items) + ("," if len(items) == 1 else "")
        if len(inside) <= room:
            return [head, inside, tail]
        broken = [self._opened(f"{INDENT}{item}", ",", room) for item in items]
        return [head, *(line for lines in broken for line in lines), tail]

    def attribute(self, name: str, annotation: str, default: str = "") -> list[str]:
        """Returns an attribute in the body of a class."""
        line = f"{name}: {annotation}"
        return [line + default] if default else self._opened(line, "", self._line_length - len(INDENT))

    def entries(self, head: str, items: Sequence[str], tail: str, depth: int) -> list[str]:
        """Returns items in brackets, each on a line of its own, all ``depth`` levels deep."""
        spaces = INDENT * depth
        broken = [self._opened(f"{spaces}{INDENT}{item}", ",", self._line_length) for item in items]
        return [spaces + head, *(line for lines in broken for line in lines), spaces + tail]

    def imported(self, module: str, names: Sequence[str]) -> list[str]:
        """Returns the import of names from a module."""
        whole = f"from {module} import {', '.join(names)}"
        if self.fits(whole):
            return [whole]
        return [f"from {module} import (", *(f"{INDENT}{name}," for name in names), ")"]

    def alias(self, name: str, kind: str, members: Sequence[str]) -> list[str]:
        """Returns a name for a union."""
        head = f"{name}: {kind} = "
        whole = head + " | ".join(members)
        if len(whole) <= self._line_length:
            return [whole]
        if len(members) == 1 and "[" in members[0]:
            return self._opened(head + members[0], "", self._line_length)
        inside = INDENT + " | ".join(members)
        if len(inside) <= self._line_length:
            return [f"{head}(", inside, ")"]
        parts = [INDENT + ("| " if index else "") + member for index, member in enumerate(members)]
        broken = [self._opened(part, "", self._line_length) for part in parts]
        return [f"{head}(", *(line for lines in broken for line in lines), ")"]

    def _opened(self, line: str, end: str, room: int) -> list[str]:
        """Returns a line that may be too long, opened at its outermost square bracket."""
        annotation, is_default, default = line.partition("] = ")
        if is_default and len(line + end) > room:
            return self._opened(f"{annotation}]", f" = {default}{end}", room)
        spaces = line[: len(line) - len(line.lstrip())]
        # What continues a union begins with its sign.
        members = [member for member in split(line, "|") if member]
        if len(line + end) > room and len(members) > 1:
            return self._union(spaces, members, end, room)
        opening = line.find("[")
        if len(line + end) <= room or opening < 0 or not line.endswith("]"):
            return [line + end]
        items = split(line[opening + 1 : -1], ",")
        inside = f"{spaces}{INDENT}{', '.join(items)}"
        if len(inside) <= room:
            return [line[: opening + 1], inside, f"{spaces}]{end}"]
        # What stands alone gets no comma that would make a tuple of it.
        after = "," if len(items) > 1 else ""
        broken = [self._opened(f"{spaces}{INDENT}{item}", after, room) for item in items]
        return [line[: opening + 1], *(part for parts in broken for part in parts), f"{spaces}]{end}"]

    def _union(self, spaces: str, members: Sequence[str], end: str, room: int) -> list[str]:
        """Returns the members of a union, each on a line of its own."""
        first, *others = members
        lines = [spaces + first, *(f"{spaces}| {member}" for member in others)]
        ends = ["" for _ in others] + [end]
        broken = [self._opened(line, end, room) for line, end in zip(lines, ends)]
        return [part for parts in broken for part in parts]


def split(written: str, separator: str) -> list[str]:
    """Splits at the separators that are in no brackets and no quotes."""
    found, depth, start, quoted = [], 0, 0, False
    for index, character in enumerate(written):
        if character == '"' and written[index - 1 : index] != "\\":
            quoted = not quoted
        elif quoted:
            continue
        elif character in "[(":
            depth += 1
        elif character in "])":
            # What closes a bracket of an earlier line opens none here.
            depth = max(depth - 1, 0)
        elif character == separator and depth == 0:
            found.append(written[start:index].strip())
            start = index + 1
    return [*found, written[start:].strip()]


def class_lines(head: str, body: Sequence[Sequence[str]], doc: str = "", decorators: Sequence[str] = ()) -> list[str]:
    """Returns the lines of a class; each item of the body is a few lines."""
    lines = [f"@{decorator}" for decorator in decorators]
    if not body and not doc:
        return [*lines, f"class {head}: ..."]
    lines.append(f"class {head}:")
    blocks = [docstring(doc)] if doc else []
    blocks += [list(item) for item in body]
    return lines + indented(spaced(blocks, in_class=True))


def spaced(blocks: Sequence[Sequence[str]], *, in_class: bool = False) -> list[str]:
    """Returns the blocks with empty lines between those that need them.

    That is after docstrings, around classes, and in a module between what is no function and a function.
    """
    lines: list[str] = []
    before: Sequence[str] = ()
    for block in blocks:
        begins = not in_class and _is_function(block) and not _is_function(before)
        short = _is_short_class(before) and _is_short_class(block)
        if before and not short and (_is_tall(before) or _is_class(before) or _is_class(block) or begins):
            lines.append("")
        lines += block
        before = block
    return lines


def _is_tall(block: Sequence[str]) -> bool:
    return block[-1].rstrip().endswith('"""')


def _is_class(block: Sequence[str]) -> bool:
    return any(line.startswith("class ") for line in block[:2])


def _is_short_class(block: Sequence[str]) -> bool:
    return len(block) == 1 and _is_class(block)


def _is_function(block: Sequence[str]) -> bool:
    return any(line.startswith("def ") for line in block[:2])


def indented(lines: Sequence[str]) -> list[str]:
    """Returns the lines one level further in."""
    return [INDENT + line if line else "" for line in lines]


def docstring(text: str) -> list[str]:
    """Returns the lines of a docstring; none for an empty one."""
    text = inspect.cleandoc(text).strip()
    if not text:
        return []
    if text.startswith('"'):
        # Or there would be four quotes.
        text = " " + text
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').expandtabs(4)
    lines = [line.rstrip() for line in text.splitlines()]
    if len(lines) == 1:
        # A quote at the end would close it too early.
        return ['"""' + (lines[0][:-1] + '\\"' if lines[0].endswith('"') else lines[0]) + '"""']
    return [f'"""{lines[0]}', *lines[1:], '"""']


def literal(value: object) -> str:
    """Returns a literal, its strings in double quotes unless that costs more escapes."""
    if isinstance(value, (str, bytes)):
        prefix, inner = ("", repr(value)[1:-1]) if isinstance(value, str) else ("b", repr(value)[2:-1])
        inner = inner.replace("\\'", "'")
        quote = "'" if inner.count('"') > inner.count("'") else '"'
        return prefix + quote + inner.replace(quote, "\\" + quote) + quote
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"
    if value is ...:
        return "..."
    return repr(value).replace("e+", "e") if isinstance(value, float) else repr(value)

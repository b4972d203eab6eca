"""Compares signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gopylink._changes.change import Change
from gopylink._changes.subset import Subset
from gopylink._contract.fit import spell
from gopylink._manifest import Function, Parameter, TypeRef

_BY_POSITION = ("PositionalOnly", "Normal")
_BY_NAME = ("Normal", "KeywordOnly")
_STARS = {"Rest": "*", "Options": "**"}


class Signatures:
    """Compares what functions take and give."""

    def __init__(self, subset: Subset, *, known: bool = True) -> None:
        self._subset = subset
        # Whether both sides tell theirs. Else there is no difference to be found.
        self._known = known

    def compare(self, label: str, old: Function, new: Function, *, is_constructor: bool = False) -> Iterator[Change]:
        """Compares a function that Python calls."""
        if not self._known:
            return
        yield from self._parameters(label, old.parameters, new.parameters)
        if not is_constructor:
            yield from self.result(label, old.returns, new.returns)

    def result(self, label: str, old: TypeRef, new: TypeRef) -> Iterator[Change]:
        """Compares what Rust gives."""
        if old == new or not self._known:
            return
        was, now = _spelled(old, new)
        if not self._subset.given(old, new):
            yield Change(True, f"{label}: gave {was}, gives {now}")
        elif spell(old) != spell(new):
            yield Change(False, f"{label}: gave {was}, gives {now}")

    def argument(self, label: str, what: str, old: TypeRef, new: TypeRef) -> Iterator[Change]:
        """Compares what Rust takes."""
        if old == new:
            return
        was, now = _spelled(old, new)
        yield Change(not self._subset.taken(old, new), f"{label}: {what} took {was}, takes {now}")

    def call(self, label: str, old: Function, new: Function) -> Iterator[Change]:
        """Compares a Python function that Rust calls."""
        before, after = ([(it.kind, _called(it), it.default is None) for it in f.parameters] for f in (old, new))
        if before != after:
            yield Change(True, f"{label}: Rust passed {_listed(old)} to Python, passes {_listed(new)}")
            return
        for was, now in zip(old.parameters, new.parameters):
            if not self._subset.given(was.accepts, now.accepts):
                types = "{}, passes {}".format(*_spelled(was.accepts, now.accepts))
                yield Change(True, f"{label}: Rust passed Python's '{was.name}' {types}")
        if not self._subset.taken(old.returns, new.returns):
            types = "{} of Python, expects {}".format(*_spelled(old.returns, new.returns))
            yield Change(True, f"{label}: Rust expected {types}")

    def _parameters(self, label: str, old: Sequence[Parameter], new: Sequence[Parameter]) -> Iterator[Change]:
        later = {it.name: it for it in new}
        swallows = {it.kind: it for it in old if it.kind in _STARS}
        before = [it for it in old if it.kind in _BY_POSITION]
        after = [it for it in new if it.kind in _BY_POSITION]
        renamed: set[str] = set()
        for at, parameter in enumerate(old):
            if parameter.name in later:
                yield from self._parameter(label, parameter, later[parameter.name], swallows)
                continue
            # In the same place under another name.
            place = before.index(parameter) if parameter in before else at
            heir = after[place] if parameter in before and place < len(after) else None
            heir = heir or next((it for it in new if it.kind == parameter.kind in _STARS), None)
            if heir is not None and all(heir.name != it.name for it in old):
                renamed.add(heir.name)
                breaks = parameter.kind in _BY_NAME
                yield Change(breaks, f"{label}: parameter '{parameter.name}' is called '{heir.name}' now")
                yield from self._parameter(label, parameter, heir, swallows)
            else:
                yield Change(True, f"{label}: parameter '{parameter.name}' is gone")
        known = {it.name for it in old} | renamed
        for parameter in new:
            if parameter.name not in known:
                required = parameter.default is None and parameter.kind not in _STARS
                took = self._took(parameter, swallows)
                extra = ", which must be passed" if required else f", which takes what {took} took" if took else ""
                yield Change(bool(extra), f"{label}: a new parameter '{parameter.name}'{extra}")
        yield from self._places(label, before, after)

    def _took(self, new: Parameter, swallows: Mapping[str, Parameter], old: Parameter | None = None) -> str:
        """Returns which parameters with stars took what another takes now."""
        had = "" if old is None else old.kind
        rest, options = swallows.get("Rest"), swallows.get("Options")
        found = []
        if rest is not None and new.kind in _BY_POSITION and had not in _BY_POSITION:
            found.append(f"'*{rest.name}'")
        if options is not None and new.kind in _BY_NAME and had not in _BY_NAME:
            # Of a record, nothing but its fields.
            fields = self._subset.fields(options.accepts)
            if fields is None or new.name in fields:
                found.append(f"'**{options.name}'")
        return " and ".join(found)

    def _places(self, label: str, old: Sequence[Parameter], new: Sequence[Parameter]) -> Iterator[Change]:
        """What is passed by position must still be in the same place."""
        names = [it.name for it in new]
        for place, parameter in enumerate(old):
            if parameter.name in names and names.index(parameter.name) != place:
                now = names.index(parameter.name) + 1
                yield Change(True, f"{label}: parameter '{parameter.name}' was number {place + 1}, is number {now}")

    def _parameter(
        self, label: str, old: Parameter, new: Parameter, swallows: Mapping[str, Parameter]
    ) -> Iterator[Change]:
        what = f"parameter '{new.name}'"
        if old.kind != new.kind and (old.kind in _STARS or new.kind in _STARS):
            # Its type is that of all arguments together, which says nothing of how each of them is passed.
            was, now = (f"{_STARS.get(it.kind, '')}{it.name}" for it in (old, new))
            yield Change(True, f"{label}: parameter '{was}' is '{now}' now")
            return
        for kinds, how in ((_BY_POSITION, "position"), (_BY_NAME, "name")):
            if old.kind in kinds and new.kind not in kinds:
                yield Change(True, f"{label}: {what} cannot be passed by {how} any more")
            elif old.kind not in kinds and new.kind in kinds:
                # Each star took what was passed in one of the two ways.
                star = {kind: it for kind, it in swallows.items() if (kind == "Rest") == (how == "position")}
                took = self._took(new, star, old)
                extra = f", and takes what {took} took" if took else ""
                yield Change(bool(took), f"{label}: {what} can be passed by {how} now{extra}")
        if old.default is not None and new.default is None and new.kind not in _STARS:
            yield Change(True, f"{label}: {what} must be passed now")
        elif old.default is None and new.default is not None:
            yield Change(False, f"{label}: {what} may be left out now")
        elif old.default != new.default:
            yield Change(False, f"{label}: {what} is {new.default} when it is left out, was {old.default}")
        yield from self.argument(label, what, old.accepts, new.accepts)


def _spelled(old: TypeRef, new: TypeRef) -> tuple[str, str]:
    """Returns the names of two types; those of Rust where Python has but one for both."""
    was, now = spell(old), spell(new)
    return (was, now) if was != now or old == new else (_exactly(old), _exactly(new))


def _exactly(ref: TypeRef) -> str:
    inside = f"[{', '.join(map(_exactly, ref.items))}]" if ref.items else ""
    named = f" ({ref.name})" if ref.kind in ("Int", "Float", "Array") else ""
    return (spell(TypeRef(ref.kind, ref.name)) if not inside else ref.kind.lower()) + named + inside


def _called(parameter: Parameter) -> str:
    return parameter.name if parameter.kind == "KeywordOnly" else ""


def _listed(function: Function) -> str:
    return f"({', '.join(it.name for it in function.parameters)})"

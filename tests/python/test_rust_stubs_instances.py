"""Where the Rust that is written passes and returns instances of exported classes, and where it cannot."""

from __future__ import annotations

from collections.abc import Callable


def test_instances_inside_of_others_are_left_out(written: Callable[[str], str]) -> None:
    code = """
    @export
    class Counter: ...
    class Row(TypedDict):
        counter: Counter
    @export
    def inside(counters: List[List[Counter]]) -> None: ...
    @export
    def made(numbers: Dict[str, int]) -> Dict[str, Optional[Counter]]: ...
    @export
    def items() -> Iterable[Counter]: ...
    @export
    def several(**counters: Counter) -> None: ...
    @export
    def mixed() -> Tuple[Counter, int]: ...
    @export
    def row(row: Row) -> None: ...
    @export
    def one(counter: Optional[Counter] = None) -> Optional[Counter]: ...
    """
    text = written(code)
    why = "Counter is exported, and instances cross alone, or in a list, tuple or dict of them"
    for name in ("inside", "made", "items", "several", "mixed", "row: Row.counter"):
        assert f"    // {name}: {why}\n" in text
    assert "pub fn one(counter: Option<&Counter>) -> Option<Counter>;" in text
    assert "pub struct" not in text
    assert "HashMap" not in text


def test_instances_in_lists_and_dicts(written: Callable[[str], str]) -> None:
    code = """
    @export
    class Counter: ...
    @export
    def listed(a: List[Counter], b: Iterable[Counter], c: Tuple[Counter, ...], d: Sequence["Counter"]) -> List[Counter]: ...
    @export
    def named(a: Dict[str, Counter], b: Optional[List[Counter]] = None) -> Optional[Mapping[int, Counter]]: ...
    """
    text = written(code)
    assert "pub fn listed(a: &[Counter], b: &[Counter], c: &[Counter], d: &[Counter]) -> Vec<Counter>;" in text
    assert "use std::collections::HashMap;" in text
    parameters = "a: &HashMap<String, Counter>, b: Option<&[Counter]>"
    assert f"pub fn named({parameters}) -> Option<HashMap<i64, Counter>>;" in " ".join(text.split()).replace(
        "( ", "("
    ).replace(", )", ")")


def test_instances_in_tuples_and_rest(written: Callable[[str], str]) -> None:
    code = """
    @export
    class Counter: ...
    @export
    class Other: ...
    @export
    def pair(pair: Tuple[Counter, Other]) -> Tuple[Other, Counter]: ...
    @export
    def one(one: Optional[Tuple[Counter]]) -> Optional[Tuple[Other]]: ...
    @export
    def rest(*counters: Counter) -> None: ...
    """
    text = written(code)
    assert "pub fn pair(pair: (&Counter, &Other)) -> (Other, Counter);" in text
    assert "pub fn one(one: Option<(&Counter,)>) -> Option<(Other,)>;" in text
    assert "pub fn rest(counters: &[Counter]);" in text

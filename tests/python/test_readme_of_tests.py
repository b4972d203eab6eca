"""The page that says which test answers which question names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


def test_the_tests_it_names_exist() -> None:
    page = (TESTS / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    sources = [path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")]
    defined = {name for source in sources for name in re.findall(r"^def (test_\w+)", source, re.MULTILINE)}
    assert named
    assert named <= defined, f"tests/README.md names tests that there are not: {sorted(named - defined)}"

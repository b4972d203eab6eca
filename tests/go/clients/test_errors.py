"""What becomes of errors and panics."""

from __future__ import annotations

import pytest


def test_errors(lib, message):
    assert message("Fail", "bad") == "bad"
    assert message("FailAs", "ValueError", "not a port") == "ValueError: not a port"
    assert message("FailAs", "app.Oops", "") == "app.Oops"


def test_the_causes_come_after(lib):
    with pytest.raises(RuntimeError) as caught:
        lib.func_call("FailDeep")
    assert str(caught.value) == "golang panic: cannot read the number\n\ncaused by: invalid digit found in string\n"


def test_panics_say_where(lib):
    with pytest.raises(RuntimeError, match=r"^golang panic: pp\n\npanicked at .*failures\.rs:\d+\n$"):
        lib.func_call("Panic", "pp")
    assert lib.func_call("Add", 1, 1) == 2


def test_panics_with_a_backtrace(run_script):
    ended = run_script("lib.func_call('Panic', 'pp')", env={"GOPYLINK_BACKTRACE": "1"})
    assert ended.returncode == 1
    assert "panicked at " in ended.stderr
    assert "fixture_go_names" in ended.stderr
    # Who is told of the panic needs no message of the hook's.
    assert "thread '" not in ended.stderr


def test_quotes_and_lines_in_messages(message):
    for text in ('a "b" \\ c', "line\nend", "tab\t\0", "naïve 💡"):
        assert message("Fail", text) == text

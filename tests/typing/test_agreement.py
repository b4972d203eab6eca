"""What type checkers say of a call by its stub, the library says of it when it is made."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gopylink
import pytest

PROGRAM = """\
import datetime, decimal, enum, pathlib, uuid
from collections.abc import Callable

import {stub} as lib

DAY = datetime.date(2026, 11, 20)
NOON = datetime.time(12)
NOW = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.timezone.utc)
SPAN = datetime.timedelta(seconds=90)
PRICE = decimal.Decimal("9.50")
ID = uuid.UUID(int=5)
FILE = pathlib.Path("a/b")


class Like:
    def __fspath__(self) -> str:
        return "a"


CALLS: list[Callable[[], object]] = [
"""

# Separated by semicolons.
STANDARD = """
lib.path(FILE); lib.path("a"); lib.path(Like()); lib.path(pathlib.PurePath("a")); lib.path(b"a"); lib.path(1)
lib.borrowed(FILE); lib.borrowed("a"); lib.borrowed(Like()); lib.borrowed(b"a"); lib.borrowed(None)
lib.borrowed_in(None, [FILE, "a"]); lib.borrowed_in(FILE, [], "a"); lib.borrowed_in(1, []); lib.borrowed_in(None, [1])
lib.file_name(None); lib.file_name(FILE); lib.file_name(1.5)
lib.decimal(PRICE); lib.decimal(1); lib.decimal("1.5"); lib.decimal(1.5); lib.decimal(None)
lib.uuid(ID); lib.uuid(str(ID)); lib.uuid(5); lib.uuid(b"a")
lib.hashed({ID}, {ID: PRICE}); lib.hashed({str(ID)}, {str(ID): 1}); lib.hashed({5}, {}); lib.hashed(set(), {5: 1})
lib.date(DAY); lib.date(NOON); lib.date(1); lib.time(NOON); lib.time(DAY); lib.time(None)
lib.utc(NOW); lib.utc(DAY); lib.utc(1); lib.fixed(NOW); lib.local(NOW); lib.system_time(NOW); lib.system_time("a")
lib.duration(SPAN); lib.duration(90); lib.duration("90s"); lib.time_delta(SPAN); lib.time_delta(90)
lib.time_delta("1s")
lib.time_deltas({"a": SPAN, "b": None}); lib.time_deltas({"a": 1}); lib.time_deltas({1: SPAN})
lib.nested([DAY], {DAY: [(DAY, NOON)]}); lib.nested([1], {}); lib.nested([], {DAY: [NOON]})
lib.token(ID, PRICE, NOW); lib.token(str(ID), 1, NOW); lib.token(1, PRICE, NOW); lib.token(ID, 1.5, NOW)
lib.token(ID, PRICE, NOW)[0].hex; lib.token(ID, PRICE, NOW)[1].is_nan(); lib.token(ID, PRICE, NOW)[2].isoformat()
lib.answer(ID); lib.answer(SPAN); lib.answer(DAY); lib.answer([ID]); lib.answer({"file": "a"}); lib.answer(FILE)
lib.wait(SPAN); lib.wait("ever"); lib.event({"day": DAY, "since": None}); lib.event({"day": 1, "since": None})
lib.birthday(lib.Birthday(DAY, SPAN)); lib.birthday({"day": DAY, "takes": SPAN})
lib.birthday({"day": DAY, "takes": 1})
lib.jiff_date(DAY); lib.jiff_date(1); lib.jiff_zoned(NOW); lib.jiff_zoned(1); lib.jiff_span(SPAN); lib.jiff_span(1)
"""

RECORDS = """
lib.Trip(); lib.Trip(lib.Spot(1, 2)).start.x; lib.Trip().side.name; lib.Trip().takes.days; lib.Trip().home.name
lib.echo_trip({}); lib.echo_trip(lib.Trip()); lib.echo_trip({"start": {"x": 1, "y": 2}}); lib.echo_trip({"takes": 1})
lib.echo_trip({"by_side": {lib.Side.left: lib.Spot(1, 2)}}); lib.echo_trip({"by_side": {"left": {"x": 1, "y": 2}}})
lib.echo_sides({lib.Side.left: ["left"]}); lib.echo_sides({"left": [lib.Side.left]}); lib.echo_sides({1: []})
lib.echo_sides({"middle": []}); lib.echo_side("left"); lib.echo_side("middle"); lib.echo_side(1)
lib.Settings(True).limit.is_integer(); lib.Settings(); lib.echo_settings(lib.Settings(True, 1)); lib.echo_settings({})
lib.echo_spot(lib.Spot(1, 2)); lib.echo_spot({"x": 1, "y": 2}); lib.echo_spot({"x": 1}); lib.echo_spot([1, 2])
"""

Found = set[int]


@pytest.fixture(
    scope="module", params=[("standard_types", STANDARD), ("records", RECORDS)], ids=["standard", "records"]
)
def program(
    request: pytest.FixtureRequest, library_path: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[str], int]:
    """A folder with a stub and a program of calls, these calls, and the line of the first."""
    topic, text = request.param
    folder = tmp_path_factory.mktemp(topic)
    command = [sys.executable, "-m", "gopylink", "stubs", str(library_path(topic)), "-o", str(folder)]
    subprocess.run(command, check=True, env=environment(folder), capture_output=True)
    stub = f"fixture_{topic}"
    module = f"import sys, gopylink\nsys.modules[__name__] = gopylink.load_go_lib({str(library_path(topic))!r})\n"
    (folder / f"{stub}.py").write_text(module, encoding="utf-8")
    calls = [call for line in text.split("\n") if line for call in line.split("; ")]
    head = PROGRAM.format(stub=stub)
    lines = [f"    lambda: {call}," for call in calls]
    (folder / "program.py").write_text(head + "\n".join([*lines, "]", ""]), encoding="utf-8")
    return folder, calls, head.count("\n") + 1


def environment(folder: Path) -> dict[str, str]:
    package = Path(gopylink.__file__).parents[1]
    path = os.pathsep.join([str(folder), str(package)])
    # mypy wants none of the folders there that it looks into by itself.
    typed = str(folder) if package.name == "site-packages" else path
    return {**os.environ, "PYTHONPATH": path, "MYPYPATH": typed, "PYTHONWARNINGS": "ignore"}


def refused(folder: Path) -> list[bool]:
    """Which of the calls are a ``TypeError``, or an attribute that is not there."""
    script = """
import json, program
def refused(call):
    try:
        call()
    except (TypeError, AttributeError):
        return True
    return False
print(json.dumps(list(map(refused, program.CALLS))))
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[bool] = json.loads(done.stdout)
    return found


def mypy(folder: Path) -> Found:
    pytest.importorskip("mypy")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary", "program.py"]
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return {int(line) for line in re.findall(r"^program\.py:(\d+): error", done.stdout, re.MULTILINE)}


def pyright(folder: Path) -> Found:
    pytest.importorskip("pyright")
    configuration = {"typeCheckingMode": "strict", "reportMissingModuleSource": False, "include": ["program.py"]}
    (folder / "pyrightconfig.json").write_text(json.dumps(configuration), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):
        pytest.skip(f"pyright cannot be run here: {done.stderr or done.stdout}")
    errors: list[dict[str, Any]] = json.loads(done.stdout)["generalDiagnostics"]
    return {error["range"]["start"]["line"] + 1 for error in errors if error["severity"] == "error"}


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_checkers_say_what_the_library_says(
    checker: Callable[[Path], Found], program: tuple[Path, list[str], int]
) -> None:
    """Every call that they refuse is a ``TypeError``, and every ``TypeError`` is refused."""
    folder, calls, first = program
    found = checker(folder)
    said = {call: first + number in found for number, call in enumerate(calls)}
    true = dict(zip(calls, refused(folder)))
    assert len(set(true.values())) == 2
    assert said == true

"""The command line: ``python -m gopylink …``, and ``gopylink …``.

Each command is a module with a function ``add`` that declares its arguments, and a function ``run`` that does the work
and returns the exit status.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from gopylink.errors import LoadError

COMMANDS = ("stubs", "rust-stubs", "check", "diff", "inspect")

FAILED = 1
"""The exit status when what was looked for is not so. What cannot be done at all is argparse's 2."""


class UsageError(Exception):
    """An argument that names nothing; the message says what there is."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options)
    except (LoadError, UsageError) as error:
        print(f"gopylink: {error}", file=sys.stderr)
    except SyntaxError as error:
        line = "" if error.lineno is None else f":{error.lineno}"
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        hint = "" if error.lineno is None else f" (read as Python {version}; run gopylink by the Python that it is for)"
        print(f"gopylink: {error.filename}{line}: {error.msg}{hint}", file=sys.stderr)
    except BrokenPipeError:
        # Whoever read the output has enough of it. Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"gopylink: {place}{error.strerror or error}", file=sys.stderr)
    else:
        return status
    return 2


def _parser() -> argparse.ArgumentParser:
    import importlib

    import gopylink

    parser = argparse.ArgumentParser(prog="gopylink", description="Tools for libraries of gopylink.")
    parser.add_argument("--version", action="version", version=f"gopylink {gopylink.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        command = importlib.import_module(f"gopylink.cli.{name.replace('-', '_')}")
        summary = (command.__doc__ or "").strip().splitlines()[0].partition(": ")[2]
        summary = summary[:1].upper() + summary[1:]
        described = commands.add_parser(name, help=summary.rstrip("."), description=summary)
        command.add(described)
        described.set_defaults(run=command.run)
    return parser

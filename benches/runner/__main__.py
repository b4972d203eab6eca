"""The command line of the benchmarks."""

from __future__ import annotations

import argparse
import os
import sys

from . import calls, clients, growth, instructions, memory, page, sizes


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m runner", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("calls", help=calls.__doc__)
    command.add_argument("--quick", action="store_true", help="fewer rounds, no cases that take long")
    command.add_argument("--only", metavar="PATTERN", help="cases whose group, name or function has this pattern")
    command.add_argument("--peers", help="only these, separated by commas: gopylink,pyo3")
    command.add_argument("--rounds", type=int, help="how often each case is measured")
    command = commands.add_parser("clients", help=clients.__doc__)
    command.add_argument("--quick", action="store_true", help="small calls only, fewer rounds")
    command.add_argument("--only", metavar="PATTERN", help="cases whose group or name has this pattern")
    command = commands.add_parser("growth", help=growth.__doc__)
    command.add_argument("--quick", action="store_true", help="smaller sizes, fewer rounds")
    command.add_argument("--only", help="only these, separated by commas: lists,nesting,instances,threads,exports")
    command = commands.add_parser("memory", help=memory.__doc__)
    command.add_argument("--quick", action="store_true", help="shorter loops")
    command = commands.add_parser("sizes", help=sizes.__doc__)
    command.add_argument("--quick", action="store_true", help="one build after a change")
    command = commands.add_parser("instructions", help=instructions.__doc__)
    command.add_argument("--write", action="store_true", help="write down what is counted in place of comparing")
    commands.add_parser("page", help=page.__doc__)
    arguments = parser.parse_args()
    # A panic would capture a backtrace, which takes milliseconds, and only in some of the peers.
    os.environ.pop("RUST_BACKTRACE", None)
    if arguments.command == "clients":
        clients.run(arguments.quick, arguments.only)
        return 0
    if arguments.command == "growth":
        return growth.run(arguments.quick, arguments.only.split(",") if arguments.only else None)
    if arguments.command == "memory":
        return 1 if memory.run(arguments.quick) else 0
    if arguments.command == "sizes":
        return sizes.run(arguments.quick)
    if arguments.command == "instructions":
        return 1 if instructions.run(arguments.write) else 0
    if arguments.command == "page":
        return page.run()
    return 1 if calls.run(arguments.quick, arguments.only, arguments.peers, arguments.rounds) else 0


if __name__ == "__main__":
    sys.exit(main())

"""A peer in a process of its own, with a Python of its own: it measures one round for each line that it is sent."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .cases import Case, every
from .peers.base import Peer

BENCHES = Path(__file__).resolve().parent.parent


class PeerError(Exception):
    """What the other process says went wrong."""


class Remote:
    """The other process, from this side. It stands in for its peer."""

    def __init__(self, python: Path, peer: str, built: Path) -> None:
        self.name = peer_class(peer).name
        command = [str(python), "-m", "runner.remote", peer, str(built)]
        # What this Python finds beside its own packages is not for another.
        kept = {
            name: value for name, value in os.environ.items() if name != "PYTHONPATH" or str(python) == sys.executable
        }
        self.process = subprocess.Popen(
            command, cwd=BENCHES, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=kept
        )
        self.ask(["ready"])

    def can(self, case: Case) -> bool:
        return bool(self.ask(["can", case.name]))

    def timer(self, case: Case) -> RemoteTimer:
        return RemoteTimer(self, case)

    def ask(self, request: list[Any]) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        line = self.process.stdout.readline()
        if not line:
            raise PeerError(f"the process of {self.name} ended with {self.process.wait()}")
        answer, error = json.loads(line)
        if error is not None:
            raise PeerError(error)
        return answer


class RemoteTimer:
    """Runs the loop over there."""

    def __init__(self, remote: Remote, case: Case) -> None:
        self.remote = remote
        remote.ask(["prepare", case.name])

    def time(self, count: int) -> float:
        return float(self.remote.ask(["time", count]))


def peer_class(spelled: str) -> type[Peer]:
    """`peers.go:Go` as a class."""
    module, _, name = spelled.partition(":")
    found: type[Peer] = getattr(importlib.import_module(f".{module}", __package__), name)
    return found


def serve(peer: Peer, requests: Any, answers: Any) -> None:
    from .measure import LocalTimer

    cases = {case.name: case for case in every()}
    timer: LocalTimer | None = None
    for line in requests:
        request, *arguments = json.loads(line)
        answer: Any = None
        error = None
        try:
            if request == "can":
                answer = peer.can(cases[arguments[0]])
            elif request == "prepare":
                timer = None
                timer = LocalTimer(cases[arguments[0]], peer)
            elif request == "time":
                assert timer is not None
                answer = timer.time(arguments[0])
        except Exception as raised:
            error = f"{type(raised).__name__}: {raised}"
        answers.write(json.dumps([answer, error]) + "\n")
        answers.flush()


def main() -> None:
    from .measure import settle_allocator

    # What a library prints must not come between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    settle_allocator()
    serve(peer_class(sys.argv[1])(Path(sys.argv[2])), sys.stdin, answers)


if __name__ == "__main__":
    main()

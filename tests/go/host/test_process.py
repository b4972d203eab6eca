"""Signals, forks and the exit with Go's runtime in the process."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

INTERRUPTED = """
    import signal
    # Python leaves it as it is where whoever started the tests ignores it, as a shell does in the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    lib = gopylink.load_go_lib({path!r})
    try:
        os.kill(os.getpid(), signal.SIGINT)
        lib.Sleep(20)
        time.sleep(5)
    except KeyboardInterrupt:
        print("interrupted")
    lib.Echo(1)
"""


def test_ctrl_c_stays_pythons(plain_path: Path, check_script: Callable[..., str]) -> None:
    for _ in range(10):
        assert check_script(INTERRUPTED.format(path=str(plain_path))) == "interrupted\n"


def test_handlers_that_were_set_before_are_kept(plain_path: Path, check_script: Callable[..., str]) -> None:
    printed = check_script(
        f"""
        import signal
        signal.signal(signal.SIGINT, lambda *_: print("handled"))
        lib = gopylink.load_go_lib({str(plain_path)!r})
        os.kill(os.getpid(), signal.SIGINT)
        lib.Sleep(20)
        """
    )
    assert printed == "handled\n"


def test_ctrl_c_from_outside_while_go_runs(plain_path: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            f"""
            import gopylink, signal
            signal.signal(signal.SIGINT, signal.default_int_handler)
            lib = gopylink.load_go_lib({str(plain_path)!r})
            print("ready", flush=True)
            try:
                while True:
                    lib.Sleep(20)
            except KeyboardInterrupt:
                print("interrupted")
            """
        )
    )
    for _ in range(5):
        process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)
        assert (rest, process.returncode) == ("interrupted\n", 0)


def test_a_fork_is_told(plain_path: Path, check_script: Callable[..., str]) -> None:
    printed = check_script(
        f"""
        lib = gopylink.load_go_lib({str(plain_path)!r})
        counter = lib.Counter(1)
        child = os.fork()
        if not child:
            for call in (lambda: lib.Echo(1), lambda: lib.Counter(1), counter.Value, counter.close):
                try:
                    call()
                except gopylink.Error as error:
                    print(type(error).__name__, "Go's threads stayed in the parent" in str(error))
            del counter
            sys.stdout.flush()
            os._exit(0)
        os.waitpid(child, 0)
        print(lib.Echo(1), counter.Value())
        """,
        watchdog=False,
        PYTHONWARNINGS="ignore::DeprecationWarning",
    )
    assert printed == "Error True\n" * 4 + "1 1\n"


def test_exit_while_goroutines_call(plain_path: Path, check_script: Callable[..., str]) -> None:
    for _ in range(3):
        printed = check_script(
            f"""
            @gopylink.export
            def tick():
                time.sleep(0)
            lib = gopylink.load_go_lib({str(plain_path)!r})
            lib.Forever("tick", 4)
            time.sleep(0.1)
            print("done")
            """
        )
        assert printed == "done\n"


def test_exit_with_instances_and_a_busy_thread(plain_path: Path, check_script: Callable[..., str]) -> None:
    printed = check_script(
        f"""
        lib = gopylink.load_go_lib({str(plain_path)!r})
        counters = [lib.Counter(number) for number in range(10)]
        threading.Thread(target=lambda: lib.Sleep(100000), daemon=True).start()
        time.sleep(0.1)
        print("done")
        """
    )
    assert printed == "done\n"


def test_exit_while_a_panic_becomes_an_exception(plain_path: Path, check_script: Callable[..., str]) -> None:
    printed = check_script(
        f"""
        making = threading.Event()

        def init(self, *arguments):
            making.set()
            for _ in range(1000):
                time.sleep(0.005)

        gopylink.GoPanic.__init__ = init

        # Python drops what `sys` holds after its last word to threads.
        class Linger:
            def __del__(self, sleep=time.sleep):
                sleep(0.5)

        sys.kept = Linger()
        lib = gopylink.load_go_lib({str(plain_path)!r})
        threading.Thread(target=lib.Panic, args=("no luck",), daemon=True).start()
        assert making.wait(30)
        print("done")
        """
    )
    assert printed == "done\n"


def test_exit_while_go_lets_an_exception_go(plain_path: Path, check_script: Callable[..., str]) -> None:
    printed = check_script(
        f"""
        ending = threading.Event()

        class Slow(Exception):
            def __del__(self):
                ending.set()
                for _ in range(1000):
                    time.sleep(0.005)

        class Linger:
            def __del__(self, sleep=time.sleep):
                sleep(0.5)

        @gopylink.export
        def fail():
            raise Slow

        sys.kept = Linger()
        lib = gopylink.load_go_lib({str(plain_path)!r})
        threading.Thread(target=lib.TryPython, args=("fail",), daemon=True).start()
        assert ending.wait(30)
        print("done")
        """
    )
    assert printed == "done\n"

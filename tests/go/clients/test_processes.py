"""Exit, fork and signals."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["echo", "boom"])
def test_exit_while_a_thread_of_rust_calls(run_script, name):
    for _ in range(15):
        ended = run_script(f"lib.func_call('KeepCalling', {name!r}, 3)\ntime.sleep(0.02)\nprint('end')")
        assert (ended.returncode, ended.stdout) == (0, "end\n"), ended.stderr[-2000:]


def test_threads_of_rust_are_told_of_the_exit(run_script):
    ended = run_script(
        'lib.func_call("KeepCalling", "echo", 3)',
        # Runs after the handler that the library registers when it is loaded.
        first="""
import atexit
def late():
    time.sleep(0.1)
    print("stopped", lib.func_call("Stopped"), lib.func_call("Call", "echo", 5))
atexit.register(late)
""",
    )
    assert (ended.returncode, ended.stdout) == (0, "stopped 3 5\n"), ended.stderr


def test_exit_while_a_thread_of_rust_is_in_python(run_script):
    ended = run_script(
        """
@gopylink.export
def slow(_):
    # Longer than the exit waits, but not than it takes.
    time.sleep(1.5)

class Late:
    def __del__(self, sleep=time.sleep):
        sleep(1)

sys.late = Late()
lib.func_call("KeepCalling", "slow", 2)
time.sleep(0.1)
"""
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_exit_while_threads_of_python_call(run_script):
    ended = run_script(
        """
def work():
    while True:
        lib.func_call("Call", "echo", 1)
for _ in range(3):
    threading.Thread(target=work, daemon=True).start()
time.sleep(0.1)
sys.exit(4)
"""
    )
    assert ended.returncode == 4


def test_exit_with_instances(run_script):
    ended = run_script(
        """
import atexit
counter = lib.new_type("Counter", 1)
lib.func_call("KeepInstance", "PyCounter")
atexit.register(lambda: print("late", lib.func_call("Call", "echo", 5), counter.Incr(1)))
"""
    )
    assert (ended.returncode, ended.stdout) == (0, "late 5 2\n")


def test_fork(run_script):
    ended = run_script(
        """
# Its thread is not there in the child, which would wait for it.
faulthandler.cancel_dump_traceback_later()
lib.func_call("KeepCalling", "echo", 2)
counter = lib.new_type("Counter", 1)
for _ in range(20):
    pid = os.fork()
    if pid == 0:
        fine = lib.func_call("Call", "echo", 5) == 5 and counter.Incr(1) == 2 and lib.new_type("Counter", 1)
        sys.exit(3 if fine else 4)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 3
print("parent")
"""
    )
    assert (ended.returncode, ended.stdout) == (0, "parent\n"), ended.stderr


def test_one_file_under_several_paths(run_script, tmp_path, library):
    ended = run_script(
        f"""
path = {str(library)!r}
link = {str(tmp_path / "link.so")!r}
os.symlink(path, link)
for other in (link, os.path.join(os.path.dirname(path), ".", os.path.basename(path))):
    second = gopylink.load_go_lib(other)
    counter = second.new_type("Counter", 1)
    print(lib.func_call("Alive"), second.func_call("Call", "greet", "x"), lib.func_call("Call", "greet", "x"))
    del counter
"""
    )
    assert (ended.returncode, ended.stdout) == (0, "1 Hi x Hi x\n" * 2), ended.stderr


def test_ctrl_c(run_script):
    ended = run_script(
        """
import signal
# Python leaves it as it is where whoever started the tests ignores it, as a shell does in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)
threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
try:
    lib.func_call("Wait", 0.6)
    time.sleep(5)
except KeyboardInterrupt:
    print("interrupted")
print(lib.func_call("Add", 1, 1))
"""
    )
    assert (ended.returncode, ended.stdout) == (0, "interrupted\n2\n")

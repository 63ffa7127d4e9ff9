# SPDX-License-Identifier: Apache-2.0
"""Children that hang, flood, grow, fork and are orphaned; none outlives its welcome."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from chassis.process import (
    ChildCancelled,
    ChildFailed,
    ChildStalled,
    ChildTimedOut,
    Limits,
    end_group,
    run,
    scratch_directory,
    spawn,
    sweep_scratch,
)
from tests.support.process.children import STUBBORN_FAMILY, a_limit, is_alive, python
from tests.support.process.waiting import HANG_SECONDS, exit_code, wait_until


def test_a_child_that_ends_well_tells_what_it_said_and_used() -> None:
    lines: list[str] = []

    finished = run(
        python(
            "import sys; print('one'); print('two'); print('end', end=''); sys.stderr.write('w')"
        ),
        limits=a_limit(),
        on_line=lines.append,
    )

    assert lines == ["one", "two", "end"]
    assert (finished.returncode, finished.stdout_tail) == (0, "one\ntwo\nend")
    assert finished.stderr_tail == "w"
    assert finished.cpu_seconds > 0


def test_lines_are_heard_while_the_child_runs() -> None:
    heard = threading.Event()

    with pytest.raises(ChildCancelled):
        run(
            ["sh", "-c", "echo ready; sleep infinity"],
            limits=a_limit(),
            on_line=lambda _: heard.set(),
            cancelled=heard,
        )


def test_a_child_that_fails_says_why() -> None:
    with pytest.raises(ChildFailed, match="sh ended with 3: no luck") as caught:
        run(["sh", "-c", "echo no luck >&2; exit 3"], limits=a_limit())

    assert (caught.value.returncode, caught.value.stderr_tail) == (3, "no luck\n")


def test_a_program_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(ChildFailed, match="no-such-program"):
        run(["no-such-program"], limits=a_limit())


def test_a_child_sees_its_own_environment_and_nothing_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET", "of ours")
    lines: list[str] = []

    run(["env"], limits=a_limit(), env={"GIVEN": "yes"}, on_line=lines.append)

    assert {line.partition("=")[0] for line in lines} == {"PATH", "LC_ALL", "GIVEN"}


def test_a_child_works_in_its_scratch_directory_and_reads_nothing(tmp_path: Path) -> None:
    lines: list[str] = []

    run(["sh", "-c", "pwd; cat"], limits=a_limit(), scratch=tmp_path, on_line=lines.append)

    assert lines == [str(tmp_path.resolve())]


def test_a_time_out_kills_grandchildren_that_will_not_listen(tmp_path: Path) -> None:
    # A busy machine may not start it within the first of these.
    for seconds in (0.5, 8, 64):
        with pytest.raises(ChildTimedOut):
            run(["sh", "-c", STUBBORN_FAMILY], limits=a_limit(seconds), scratch=tmp_path)
        if (tmp_path / "grandchild").exists():
            break

    grandchild = int((tmp_path / "grandchild").read_text())
    wait_until(lambda: not is_alive(grandchild))


def test_a_child_that_ends_takes_its_grandchildren_along(tmp_path: Path) -> None:
    lines: list[str] = []

    run(["sh", "-c", "sleep infinity & echo $!"], limits=a_limit(), on_line=lines.append)

    wait_until(lambda: not is_alive(int(lines[0])))


def test_cancelling_kills_a_stubborn_child_and_its_grandchild(tmp_path: Path) -> None:
    with pytest.raises(ChildCancelled):
        run(
            ["sh", "-c", STUBBORN_FAMILY],
            limits=a_limit(),
            scratch=tmp_path,
            cancelled=(tmp_path / "grandchild").exists,
        )

    grandchild = int((tmp_path / "grandchild").read_text())
    wait_until(lambda: not is_alive(grandchild))


def test_a_child_that_listens_may_tidy_up_when_cancelled(tmp_path: Path) -> None:
    tidy = "trap 'echo tidied > note; exit 0' TERM; echo ready; while :; do sleep 0.05; done"
    ready = threading.Event()

    with pytest.raises(ChildCancelled):
        run(
            ["sh", "-c", tidy],
            limits=a_limit(),
            scratch=tmp_path,
            on_line=lambda _: ready.set(),
            cancelled=ready,
        )

    assert (tmp_path / "note").read_text() == "tidied\n"


def test_a_child_that_falls_silent_is_stalled() -> None:
    limits = Limits(timeout=HANG_SECONDS, stall_timeout=0.5)

    with pytest.raises(ChildStalled):
        run(["sh", "-c", "echo one; echo noise >&2; sleep infinity"], limits=limits)


def test_a_child_that_goes_on_talking_is_not_stalled() -> None:
    # A busy machine may silence it for longer than the first of these, but not than the last.
    for seconds in (1, 8, 64):
        limits = Limits(timeout=HANG_SECONDS, stall_timeout=seconds)
        talk = f"for n in $(seq {15 * seconds}); do echo $n; sleep 0.1; done; echo end"
        with contextlib.suppress(ChildStalled):
            finished = run(["sh", "-c", talk], limits=limits)
            break

    assert finished.stdout_tail.endswith("end\n")


PARENT = """
import sys, time
from pathlib import Path
from chassis.process import Limits, run, scratch_directory
with scratch_directory(Path(sys.argv[1])) as scratch:
    run(["sh", "-c", "echo $$; exec sleep infinity"], limits=Limits(timeout=300), scratch=scratch,
        on_line=lambda line: print(line, flush=True))
"""


def test_a_killed_parent_leaves_no_child_and_its_scratch_is_swept(tmp_path: Path) -> None:
    parent = spawn(
        [*python(PARENT), str(tmp_path)],
        env=os.environ | {"PYTHONPATH": "."},
        streams=(subprocess.DEVNULL, subprocess.PIPE, None),
    )
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        assert sweep_scratch(tmp_path) == 0

        parent.kill()
        exit_code(parent)

        wait_until(lambda: not is_alive(child))
    assert sweep_scratch(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_spawned_child_leads_a_group_that_ends_as_one(tmp_path: Path) -> None:
    child = spawn(["sh", "-c", STUBBORN_FAMILY], env=os.environ, cwd=tmp_path)
    wait_until((tmp_path / "grandchild").exists)
    assert os.getpgid(child.pid) == child.pid

    returncode = end_group(child, grace=0.2)

    assert returncode == -signal.SIGKILL
    grandchild = int((tmp_path / "grandchild").read_text())
    wait_until(lambda: not is_alive(grandchild))


def test_a_group_whose_leader_was_killed_still_ends_as_one(tmp_path: Path) -> None:
    child = spawn(["sh", "-c", STUBBORN_FAMILY], env=os.environ, cwd=tmp_path)
    wait_until((tmp_path / "grandchild").exists)
    child.kill()
    exit_code(child)

    end_group(child, grace=0.2)

    grandchild = int((tmp_path / "grandchild").read_text())
    wait_until(lambda: not is_alive(grandchild))


def test_many_children_run_side_by_side() -> None:
    outcomes: list[str] = []

    def work(number: int) -> None:
        outcomes.append(run(["echo", str(number)], limits=a_limit()).stdout_tail.strip())

    threads = [threading.Thread(target=work, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(int, outcomes)) == list(range(10))


def test_scratch_in_use_by_this_process_is_not_swept_by_another(tmp_path: Path) -> None:
    sweep = (
        "import sys; from pathlib import Path; from chassis.process import sweep_scratch;"
        "print(sweep_scratch(Path(sys.argv[1])))"
    )

    with scratch_directory(tmp_path) as scratch:
        swept = run(
            [*python(sweep), str(tmp_path)], limits=a_limit(), env={"PYTHONPATH": str(Path.cwd())}
        )
        assert scratch.is_dir()

    assert swept.stdout_tail == "0\n"

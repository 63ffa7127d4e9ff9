# SPDX-License-Identifier: Apache-2.0
"""No test depends on how fast the machine is: a deadline ends a hang and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
WAITING = TESTS / "support" / "process" / "waiting.py"
"""The one module that sleeps and reads the clock."""
LEAST_SECONDS = 60
WAITS = {"wait", "join"}
"""Methods whose first argument is a deadline."""
DEADLINES = {"timeout", "within", "patience"}
"""Arguments that are deadlines of whatever is called."""
POLLS = {"wait_until", "poll_until"}
"""Functions whose `seconds` are a deadline."""
EXPIRES = {"TimeoutError", "TimeoutExpired", "raises"}
"""What stands around a call whose deadline is meant to pass."""
CLOCKS = {"monotonic", "perf_counter"}


def findings(source: str) -> list[str]:
    """List what in a module waits for less than a minute, sleeps, or asserts a duration."""
    return [f"{node.lineno}: {ast.unparse(node)}" for node in _waits(ast.parse(source))]


def _waits(tree: ast.AST) -> Iterator[ast.Call | ast.Assert]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.With | ast.Try) and _names(node, EXPIRES):
            continue
        if isinstance(node, ast.Call) and _is_impatient(node):
            yield node
        if isinstance(node, ast.Assert) and _is_about_speed(node):
            yield node
        yield from _waits(node)


def _names(node: ast.With | ast.Try, names: set[str]) -> bool:
    """Whether the head of a block names one of these."""
    heads = node.items if isinstance(node, ast.With) else node.handlers
    parts = [
        part
        for head in heads
        for part in ast.walk(head if isinstance(head, ast.withitem) else head.type or head)
    ]
    return any(_name(part) in names for part in parts)


def _name(node: ast.AST) -> str:
    return str(getattr(node, "attr", getattr(node, "id", "")))


def _is_impatient(call: ast.Call) -> bool:
    return _name(call.func) == "sleep" or any(_is_short(one) for one in _deadlines(call))


def _deadlines(call: ast.Call) -> Iterator[ast.expr]:
    name = _name(call.func)
    if name in WAITS:
        yield from call.args[:1]
    for keyword in call.keywords:
        if keyword.arg in DEADLINES or (name in POLLS and keyword.arg == "seconds"):
            yield keyword.value


def _is_short(value: ast.expr) -> bool:
    is_number = isinstance(value, ast.Constant) and isinstance(value.value, int | float)
    return is_number and 0 < value.value < LEAST_SECONDS


def _is_about_speed(node: ast.Assert) -> bool:
    return any(
        isinstance(part, ast.Compare)
        and any(isinstance(operator, ast.Lt | ast.LtE) for operator in part.ops)
        and any(_name(inner) in CLOCKS for inner in ast.walk(part))
        for part in ast.walk(node.test)
    )


def test_no_test_waits_for_less_than_a_minute_or_asserts_a_duration() -> None:
    found = {
        str(path.relative_to(TESTS)): wrong
        for path in sorted(TESTS.rglob("*.py"))
        if path != WAITING and (wrong := findings(path.read_text()))
    }

    assert not found


@pytest.mark.parametrize(
    "source",
    [
        "process.wait(5)",
        "thread.join(3)",
        "time.sleep(1)",
        "run(argv, timeout=20)",
        "wait_until(look, seconds=30)",
        "assert time.monotonic() - started < 5",
        "assert 0.1 < time.perf_counter() - started < 5",
    ],
)
def test_a_short_deadline_is_found(source: str) -> None:
    assert findings(source)


@pytest.mark.parametrize(
    "source",
    [
        "process.wait()",
        "process.wait(timeout=60)",
        "', '.join(words)",
        "wait_until(look)",
        "assert time.monotonic() - started > 0.2",
        "with pytest.raises(TimeoutError):\n    drain(timeout=0.1)",
        "try:\n    process.wait(8)\nexcept subprocess.TimeoutExpired:\n    process.kill()",
    ],
)
def test_a_deadline_that_only_ends_a_hang_or_is_meant_to_pass_is_none(source: str) -> None:
    assert not findings(source)

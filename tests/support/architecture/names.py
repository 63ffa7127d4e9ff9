# SPDX-License-Identifier: Apache-2.0
"""The names that code gives: modules, classes, functions, arguments, variables, columns, protos."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = (
    "chassis",
    "media",
    "timeline",
    "services",
    "gateway",
    "cli",
    "tools",
    "benchmarks",
    "tests",
)

_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NAMING_CALLS = {"Column", "Table", "Index", "Counter", "Gauge", "Histogram", "bindparam"}
_LOGGING_CALLS = {"debug", "info", "warning", "error", "exception"}
_PROTO_NAME = re.compile(
    r"^\s*(?:message|service|enum|rpc|oneof) (\w+)"
    r"|^\s*(?:repeated |optional )?(?:map<[^>]+>|[\w.]+) (\w+) = \d+",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name, and where it is given."""

    text: str
    place: str
    """File and line, relative to the repository."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words of the name in lower case, split at underscores and capitals."""
        return tuple(one.lower() for one in _TOKEN.findall(self.text))


def words(file: str) -> frozenset[str]:
    """Read the words of a file beside this one."""
    return frozenset(Path(__file__).with_name(file).read_text().split())


def python_files() -> Iterator[Path]:
    """Yield every Python file of ours, none that is generated."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "__pycache__" not in path.parts:
                yield path


def names_of(path: Path) -> Iterator[Name]:
    """Yield the names that a Python file gives, that of the module first."""
    file = str(path.relative_to(ROOT))
    yield Name(path.stem, file)
    for node in ast.walk(ast.parse(path.read_text())):
        for text in _given(node):
            yield Name(text, f"{file}:{getattr(node, 'lineno', 0)}")


def proto_names() -> Iterator[Name]:
    """Yield the names of messages, services, RPCs, enums and fields of every proto."""
    for path in sorted((ROOT / "protos").rglob("*.proto")):
        text = path.read_text()
        for found in _PROTO_NAME.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Name(found[1] or found[2], f"{path.relative_to(ROOT)}:{line}")


def constants(package: str) -> Iterator[tuple[str, str]]:
    """Yield each public constant of a package's modules, and the file that defines it."""
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
            for name in (one.id for one in targets if isinstance(one, ast.Name)):
                if name.isupper() and not name.startswith("_"):
                    yield name, str(path.relative_to(ROOT))


def public_classes(package: str) -> Iterator[tuple[str, str]]:
    """Yield name and file of every public class at the top of a module of a package."""
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, str(path.relative_to(ROOT))


def _given(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield node.attr
    elif isinstance(node, ast.alias) and node.asname:
        yield node.asname
    elif isinstance(node, ast.Call) and _is_naming(node):
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def _is_naming(call: ast.Call) -> bool:
    """Whether the first argument of a call names a column, a table, a metric or a log event."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr in _NAMING_CALLS | _LOGGING_CALLS
    return isinstance(call.func, ast.Name) and call.func.id in _NAMING_CALLS

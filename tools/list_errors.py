# SPDX-License-Identifier: Apache-2.0
"""Write docs/reference/errors.md from the code: `python -m tools.list_errors`."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from chassis.errors import ErrorKind, ErrorRules
from chassis.standard_errors import STANDARD_ERRORS
from media.errors import UnusableMedia
from services.registry import NAMES, package_of
from timeline.compile.config_checking import CHECK_MEANINGS
from timeline.compile.config_codes import CONFIG_MEANINGS
from timeline.compile.preset_reading import PRESET_MEANINGS
from timeline.document.error_meanings import MEANINGS
from tools.failure_meanings import FAILURE_MEANINGS

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "errors.md"
FAILURES = (
    *("JobFailed", "JobFailure", "InputUnusable", "EnvironmentFailed"),
    *("RenderFailure", "Failure", "Rejection", "CannotPlan", "InputAtFault"),
)
"""The classes by which jobs, uploads and productions fail; their first argument is the code."""

Texts = dict[str, str]
"""The texts that the names of a module stand for."""

_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_HEAD = """\
# Error codes

Written by `python -m tools.list_errors` from the code; a test keeps it current.

An error is answered as `application/problem+json` with `type`, `title`, `status`, `detail`,
`requestId` and `error`, which is one of the codes below and does not change. The faults of a body
or a query are listed in `errors`, each with a `pointer` (RFC 6901), a code and a `detail`. In gRPC
the status is the one named here, and `ErrorInfo.reason` is the code in capitals. The sentences
below say what a code means and what to do; `detail` describes the particular case.
"""
_WORK = """\
These are not errors of requests but outcomes: `upload.rejection.code`, the `error` of a project's
export status and of a render, and the `errorCode` of a production, each with a reason for people. A
job whose input is unusable is not retried. A job that fails for another reason has the code
`<kind>_failed`, or `<kind>_timed_out` when it took too long, where the kind is one of those in
render's README; a packaging that fails for another reason has the code `packaging_failed`.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One code, the status with which it is answered, and what it means."""

    code: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class MadeError:
    """A call that makes an error, with the texts among its arguments."""

    kind: str
    texts: tuple[str, ...]


def text() -> str:
    """Return the document that belongs to the code."""
    parts = [_HEAD, _section("Every service", _everywhere())]
    parts += [_section(name, _service(name)) for name in NAMES if _has_errors(name)]
    parts.append(_section("The timeline", _meanings(MEANINGS), kinds=False))
    draft = {**CONFIG_MEANINGS, **CHECK_MEANINGS}
    parts.append(_section("The configuration of a draft", _meanings(draft), kinds=False))
    parts.append(_section("The fields of a preset", _meanings(PRESET_MEANINGS), kinds=False))
    parts.append(_section("How work fails", _meanings(FAILURE_MEANINGS), kinds=False, head=_WORK))
    return "\n".join(parts)


def _everywhere() -> Iterator[Row]:
    for rule in STANDARD_ERRORS:
        yield Row(rule.code, _status(rule.kind), rule.meaning)
    yield from _made("chassis", "gateway")


def _has_errors(name: str) -> bool:
    return next(_service(name), None) is not None


def _service(name: str) -> Iterator[Row]:
    error_rules: ErrorRules = _module(f"{package_of(name)}.api.errors").ERROR_RULES
    for error, error_rule in error_rules.items():
        yield Row(error_rule.code, _status(error_rule.kind), _first_line(error))
    yield from _made(f"services/{name}")
    for made in _calls(f"services/{name}", names=("PydanticCustomError",)):
        if made.texts[0].startswith("rm_"):
            code = made.texts[0].removeprefix("rm_")
            yield Row(code, _status(ErrorKind.INVALID), made.texts[1])


def _meanings(meanings: Mapping[str, str]) -> Iterator[Row]:
    for code, meaning in meanings.items():
        yield Row(code, "", meaning)


def failure_codes() -> set[str]:
    """Return the codes by which the code lets uploads, jobs, renders and productions fail."""
    found = {media.code for media in (UnusableMedia, *UnusableMedia.__subclasses__())}
    for folder in ("chassis/jobs", "services/library", "services/render", "services/hls"):
        found |= {made.texts[0] for made in _calls(folder, names=FAILURES)}
    ingest = _module("services.render.node.jobs.ingest")
    uploads = _module("services.render.node.jobs.uploads")
    found |= {code for code, _ in ingest._WRONG_KIND.values()}
    return (found - uploads._CODES.keys()) | {*uploads._CODES.values()}


def _made(*folders: str) -> Iterator[Row]:
    for folder in folders:
        for made in _calls(folder, names=("ApiError", "ErrorResponse", "ErrorRule")):
            if len(made.texts) > 1:
                yield Row(made.texts[0], _status(ErrorKind[made.kind]), made.texts[-1])


def _calls(folder: str, *, names: Sequence[str]) -> Iterator[MadeError]:
    """Find every call of these names whose first text is a code."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text())
        everywhere = _texts(tree.body, {})
        for scope in ast.walk(tree):
            if isinstance(scope, ast.FunctionDef):
                known = _texts([*ast.walk(scope)], everywhere)
                yield from _read_all(scope, names, known)


def _read_all(scope: ast.AST, names: Sequence[str], known: Texts) -> Iterator[MadeError]:
    for node in ast.walk(scope):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
            kinds = [one.attr for one in node.args if isinstance(one, ast.Attribute)]
            texts = tuple(found for one in node.args if (found := _text(one, known)))
            if texts and _CODE.fullmatch(texts[0]):
                yield MadeError(next(iter(kinds), ""), texts)


def _texts(statements: Iterable[ast.AST], outside: Texts) -> Texts:
    """Return the last text that each name is set to, with those known outside of it."""
    known = dict(outside)
    for node in statements:
        if isinstance(node, ast.Assign):
            for names, values in _pairs(node):
                if isinstance(names, ast.Name) and (
                    found := _text(values, known) or _whole(values)
                ):
                    known[names.id] = found
    return known


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return zip(target.elts, value.elts, strict=True)
    return iter([(target, value)])


def _text(node: ast.AST, known: Texts) -> str:
    """Return a text of the code, with … in place of what is formatted into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"{\w+}", "…", node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(one, known) or "…" for one in node.values)
    if isinstance(node, ast.FormattedValue):
        return _text(node.value, known)
    return known.get(node.id, "") if isinstance(node, ast.Name) else ""


def _whole(node: ast.AST) -> str:
    """Return a whole number of the code as a text."""
    is_whole = isinstance(node, ast.Constant) and type(node.value) is int
    return f"{node.value:,}" if is_whole else ""


def _section(title: str, rows: Iterator[Row], *, kinds: bool = True, head: str = "") -> str:
    meanings: dict[tuple[str, str], str] = {}
    for row in rows:
        if "…" in row.meaning:
            raise ValueError(f"the meaning of {row.code} depends on the case: {row.meaning}")
        meanings.setdefault((row.code, row.kind), row.meaning)
    columns = ("code", "HTTP, gRPC", "meaning") if kinds else ("code", "meaning")
    lines = [f"## {title}", "", *([head] if head else []), _line(columns)]
    lines.append(_line(["---"] * len(columns)))
    for (code, kind), meaning in sorted(meanings.items()):
        lines.append(_line([f"`{code}`", *([kind] if kinds else []), meaning]))
    return "\n".join([*lines, ""])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _status(kind: ErrorKind) -> str:
    return f"{kind.http_status} {kind.grpc_name}"


def _first_line(error: type[Exception]) -> str:
    return (error.__doc__ or "").splitlines()[0]


def _module(name: str) -> ModuleType:
    return importlib.import_module(name)


if __name__ == "__main__":
    TARGET.write_text(text())
    sys.stdout.write(f"{TARGET.relative_to(ROOT)} written\n")

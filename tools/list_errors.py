# SPDX-License-Identifier: Apache-2.0
"""Write docs/reference/errors.md from the code: `python -m tools.list_errors`."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from chassis.errors import ErrorKind, ErrorRules
from media.errors import UnusableMedia
from services.registry import package_of
from timeline.document.error_meanings import MEANINGS

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "errors.md"
SERVICES = ("accounts", "library", "drafts", "render", "hls", "publish", "campaigns")
REASONS = (
    *("JobFailed", "JobFailure", "InputUnusable", "EnvironmentFailed"),
    *("RenderFailure", "Failure", "Rejection", "CannotPlan", "InputAtFault"),
)
"""The classes by which jobs, uploads and productions fail; their first argument is the code."""

Texts = dict[str, str]
"""What is known of the names of a module: the texts they stand for."""

_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_HEAD = """\
# Error codes

Written by `python -m tools.list_errors` from the code; a test keeps it current.

A refusal is `application/problem+json` with `type`, `title`, `status`, `detail`, `requestId` and
`error`, which is one of the codes below and does not change. What is wrong with a body is listed in
`errors`, each with a `pointer` (RFC 6901), a code of its own and a `detail`. In gRPC the status is
the one named here, and the code stands in `ErrorInfo.reason` in capitals. The sentences below say
what a code means; `detail` says it of the case in hand, where … stands.
"""
_WORK = """\
These are not errors of requests but outcomes: `upload.rejection.code`, the `error` of a project's
export status and of a render, and the `errorCode` of a production, each with a reason for people. A
job whose input is unusable is not retried. A job that fails for another reason has the code
`<kind>_failed`, or `<kind>_timed_out` when it took too long, where the kind is one of those in
render's README; a packaging that fails for another reason has the code `packaging_failed`.
"""
_EVERYWHERE = {
    ("bad_request", ErrorKind.INVALID): "The request is not one that HTTP knows.",
    ("method_not_allowed", ErrorKind.METHOD): "This path takes other methods.",
    ("missing_fields", ErrorKind.INVALID): "A required field is missing; `errors` names it.",
    ("not_found", ErrorKind.NOT_FOUND): "There is no such path.",
    ("rate_limited", ErrorKind.RATE_LIMITED): "Too many requests; slow down.",
    ("too_large", ErrorKind.TOO_LARGE): "The body is larger than this path takes.",
    ("unavailable", ErrorKind.UNAVAILABLE): "The service does not answer now; try again.",
}
"""What the web framework and nginx refuse, for which there is no line of ours to read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One code as it is answered, and what it means."""

    code: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Raised:
    """A call of the code that makes an error, with the texts among its arguments."""

    kind: str
    texts: tuple[str, ...]


def text() -> str:
    """Return the document as the code wants it."""
    parts = [_HEAD, _section("Every service", _everywhere())]
    parts += [_section(name, _service(name)) for name in SERVICES]
    parts.append(_section("The timeline", _timeline(), kinds=False))
    parts.append(_section("How work fails", _reasons(), kinds=False, head=_WORK))
    return "\n".join(parts)


def _everywhere() -> Iterator[Row]:
    for (code, kind), meaning in _EVERYWHERE.items():
        yield Row(code, _answered(kind), meaning)
    yield from _refused("chassis", "gateway")


def _service(name: str) -> Iterator[Row]:
    error_rules: ErrorRules = _module(f"{package_of(name)}.api.errors").ERROR_RULES
    for error, error_rule in error_rules.items():
        yield Row(error_rule.code, _answered(error_rule.kind), _first_line(error))
    yield from _refused(f"services/{name}")
    for raised in _raised(f"services/{name}", names=("PydanticCustomError",)):
        if raised.texts[0].startswith("rm_"):
            code = raised.texts[0].removeprefix("rm_")
            yield Row(code, _answered(ErrorKind.INVALID), raised.texts[1])


def _timeline() -> Iterator[Row]:
    for code, meaning in MEANINGS.items():
        yield Row(code, "", meaning)


def _reasons() -> Iterator[Row]:
    for media in (UnusableMedia, *UnusableMedia.__subclasses__()):
        yield Row(media.code, "", _first_line(media))
    for folder in ("chassis/jobs", "services/library", "services/render", "services/hls"):
        for raised in _raised(folder, names=REASONS):
            yield Row(raised.texts[0], "", raised.texts[-1])
    ingest = _module("services.render.node.jobs.ingest")
    uploads = _module("services.render.node.jobs.uploads")
    for code, words in ingest._WRONG_KIND.values():
        yield Row(code, "", f"… {words}.")
    for theirs, ours in uploads._CODES.items():
        yield Row(ours, "", f"What ingest says for `{theirs}`.")


def _refused(*folders: str) -> Iterator[Row]:
    for folder in folders:
        for raised in _raised(folder, names=("ApiError", "ErrorResponse")):
            yield Row(raised.texts[0], _answered(ErrorKind[raised.kind]), raised.texts[-1])


def _raised(folder: str, *, names: Sequence[str]) -> Iterator[Raised]:
    """Find every call of these names that gives a code in so many words."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text())
        everywhere = _texts(tree.body)
        for scope in ast.walk(tree):
            if isinstance(scope, ast.FunctionDef):
                known = everywhere | _texts([*ast.walk(scope)])
                yield from _read_all(scope, names, known)


def _read_all(scope: ast.AST, names: Sequence[str], known: Texts) -> Iterator[Raised]:
    for node in ast.walk(scope):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
            kinds = [one.attr for one in node.args if isinstance(one, ast.Attribute)]
            texts = tuple(found for one in node.args if (found := _text(one, known)))
            if texts and _CODE.fullmatch(texts[0]):
                yield Raised(next(iter(kinds), ""), texts)


def _texts(statements: Iterable[ast.AST]) -> Texts:
    """Return what each name is last set to, where that is a text."""
    known: Texts = {}
    for node in statements:
        if isinstance(node, ast.Assign):
            for names, values in _pairs(node):
                if isinstance(names, ast.Name) and (found := _text(values, known)):
                    known[names.id] = found
    return known


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return zip(target.elts, value.elts, strict=True)
    return iter([(target, value)])


def _text(node: ast.AST, known: Texts) -> str:
    """Return a text as it stands in the code, with … for whatever is put into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"{\w+}", "…", node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(one, known) or "…" for one in node.values)
    if isinstance(node, ast.FormattedValue):
        return _text(node.value, known)
    return known.get(node.id, "") if isinstance(node, ast.Name) else ""


def _section(title: str, rows: Iterator[Row], *, kinds: bool = True, head: str = "") -> str:
    meanings: dict[tuple[str, str], str] = {}
    for row in rows:
        meanings.setdefault((row.code, row.kind), row.meaning)
    columns = ("code", "HTTP, gRPC", "meaning") if kinds else ("code", "meaning")
    lines = [f"## {title}", "", *([head] if head else []), _line(columns)]
    lines.append(_line(["---"] * len(columns)))
    for (code, kind), meaning in sorted(meanings.items()):
        said = "The reason beside it says why." if meaning == code else meaning
        lines.append(_line([f"`{code}`", *([kind] if kinds else []), said]))
    return "\n".join([*lines, ""])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _answered(kind: ErrorKind) -> str:
    return f"{kind.http_status} {kind.grpc_name}"


def _first_line(error: type[Exception]) -> str:
    return (error.__doc__ or "").splitlines()[0]


def _module(name: str) -> ModuleType:
    return importlib.import_module(name)


if __name__ == "__main__":
    TARGET.write_text(text())
    sys.stdout.write(f"{TARGET.relative_to(ROOT)} written\n")

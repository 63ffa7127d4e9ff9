# SPDX-License-Identifier: Apache-2.0
"""Resolve a timeline to frames and pixels for editors, by the plan that exports are made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chassis.caller import Caller
from services.drafts.domain.errors import timeline_error
from services.drafts.domain.project import ProjectWithTimeline
from services.drafts.domain.provisional_uploads import uploads_to_lay_out
from services.drafts.domain.timeline_document import check_size, rendered_fields
from services.drafts.usecases import text_images, validating
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.projects import find_project
from timeline.document import checking
from timeline.document.problems import TimelineProblem, pointer
from timeline.document.references import upload_ids
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.document.validation import ParsedTimeline, parse_partially
from timeline.plan.evaluating import EvaluatedTimeline, evaluate
from timeline.spec.versions import TEXT_RENDERER

_VERSION = f"resolved-2/{TEXT_RENDERER}"
"""Part of every etag: changed when the same document is resolved to something else."""

_NO_EXPORT = "empty_timeline"


@dataclass(frozen=True, slots=True)
class ItemProblem:
    """A problem of a timeline, and the item that has it."""

    problem: TimelineProblem
    item_id: str | None


@dataclass(frozen=True, slots=True)
class ResolvedTimeline:
    """A timeline in frames and pixels, and everything that keeps it from being exported.

    `evaluated` lacks the items that are invalid. Equal etags mean equal answers.
    """

    timeline: Timeline
    evaluated: EvaluatedTimeline
    problems: tuple[ItemProblem, ...]
    etag: str
    revision: int | None = None


def resolve_document(
    deps: Dependencies, value: object, *, request_bytes: int, caller: Caller
) -> ResolvedTimeline:
    """Resolve decoded JSON that came in a request of so many bytes.

    Only a document that is too large is refused, by InvalidTimelineDocument.
    """
    check_size(request_bytes)
    parsed = parse_partially(value)
    ids = upload_ids(parsed.timeline)
    uploads = validating.get_uploads(deps, ids, owner_user_id=caller.user_id)
    return _resolve(deps, parsed, uploads, owner_user_id=caller.user_id, caller=caller)


def resolve_compiled(
    deps: Dependencies,
    value: object,
    uploads: Sequence[UploadDetails],
    *,
    owner_user_id: int,
    caller: Caller,
) -> ResolvedTimeline:
    """Resolve a timeline that was compiled for an owner, with these uploads."""
    return _resolve(
        deps, parse_partially(value), uploads, owner_user_id=owner_user_id, caller=caller
    )


def resolve_project(deps: Dependencies, *, caller: Caller, project_id: int) -> ResolvedTimeline:
    """Resolve the stored timeline of a project."""
    with deps.reading() as uow:
        found = find_project(uow, caller=caller, project_id=project_id)
    parsed = parse_partially(json.loads(found.document))
    owner_user_id = found.project.owner_user_id
    uploads: Sequence[UploadDetails] | None = found.checked_uploads
    if uploads is None:
        uploads = validating.get_uploads(deps, found.upload_ids, owner_user_id=owner_user_id)
    resolved = _resolve(deps, parsed, uploads, owner_user_id=owner_user_id, caller=caller)
    return replace(resolved, revision=found.project.revision)


def resolved_etag(
    fields: Mapping[str, object],
    uploads: Sequence[UploadDetails],
    *,
    owner_user_id: int,
    problems: Sequence[TimelineProblem] = (),
) -> str:
    """Return the etag of what a normalised document resolves to with these uploads."""
    known = sorted(uploads, key=lambda each: each.upload_id)
    content = [
        _VERSION,
        owner_user_id,
        json.dumps(rendered_fields(fields), sort_keys=True),
        repr(known),
        repr(problems),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]


def saved_etag(saved: ProjectWithTimeline) -> str | None:
    """Return the etag of a saved project's resolved timeline; None while uploads are unknown."""
    if saved.checked_uploads is None:
        return None
    owner_user_id = saved.project.owner_user_id
    return resolved_etag(
        json.loads(saved.document), saved.checked_uploads, owner_user_id=owner_user_id
    )


def _resolve(
    deps: Dependencies,
    parsed: ParsedTimeline,
    uploads: Sequence[UploadDetails],
    *,
    owner_user_id: int,
    caller: Caller,
) -> ResolvedTimeline:
    etag = resolved_etag(
        parsed.timeline.to_document(),
        uploads,
        owner_user_id=owner_user_id,
        problems=parsed.problems,
    )
    resolved = deps.resolved_timelines.find_value(etag)
    if resolved is None:
        known = {each.upload_id: each for each in uploads}
        resolved = _evaluate(parsed, known, etag=etag, owner_user_id=owner_user_id)
        deps.resolved_timelines.store_value(etag, resolved)
    specs = resolved.evaluated.sources.text_images.values()
    text_images.grant_text_images(deps, specs, user_id=caller.user_id)
    return resolved


def _evaluate(
    parsed: ParsedTimeline,
    known: Mapping[int, UploadDetails],
    *,
    etag: str,
    owner_user_id: int,
) -> ResolvedTimeline:
    timeline = parsed.timeline
    ids = upload_ids(timeline)
    complete = uploads_to_lay_out(ids, known, owner_user_id=owner_user_id)
    later = [
        *checking.check_uploads(timeline, known, for_export=True, owner_user_id=owner_user_id),
        *checking.check_export(timeline),
    ]
    problems = [
        *(_of_item(each, parsed) for each in parsed.problems),
        *(_in_document(each, parsed) for each in later if each.code != _NO_EXPORT),
    ]
    return ResolvedTimeline(timeline, evaluate(timeline, complete), tuple(problems), etag)


def _of_item(problem: TimelineProblem, parsed: ParsedTimeline) -> ItemProblem:
    """Add to a problem of the document the id of the row in which it is."""
    track, index, _ = _steps(problem.pointer)
    ids = parsed.ids.get(track, ())
    item_id = ids[index] if index is not None and index < len(ids) else None
    return ItemProblem(_in_request(problem, problem.pointer), item_id)


def _in_document(problem: TimelineProblem, parsed: ParsedTimeline) -> ItemProblem:
    """Move a problem of the parsed timeline, which lacks invalid items, to the document."""
    track, index, rest = _steps(problem.pointer)
    items = dict(parsed.timeline.tracks()).get(track, ())
    if index is None or index >= len(items):
        return ItemProblem(_in_request(problem, problem.pointer), None)
    item_id = items[index].id
    where = pointer(track, parsed.ids[track].index(item_id), *rest)
    return ItemProblem(_in_request(problem, where), item_id)


def _in_request(problem: TimelineProblem, where: str) -> TimelineProblem:
    (found,) = timeline_error([replace(problem, pointer=where)]).problems
    return found


def _steps(where: str) -> tuple[str, int | None, Sequence[str]]:
    """Return the track, the index of the item and the rest of a pointer."""
    track, *rest = where.split("/")[1:] or [""]
    if not rest or not rest[0].isdecimal():
        return track, None, ()
    return track, int(rest[0]), tuple(_decoded(rest[1:]))


def _decoded(steps: Sequence[str]) -> Iterator[str]:
    return (step.replace("~1", "/").replace("~0", "~") for step in steps)

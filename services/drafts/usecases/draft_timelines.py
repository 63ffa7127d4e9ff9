# SPDX-License-Identifier: Apache-2.0
"""The timelines of drafts: resolved for pages that show a draft, or opened as a project."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from chassis.caller import Caller
from services.drafts.domain.draft_config import in_request
from services.drafts.domain.errors import DraftAccessDenied
from services.drafts.domain.events import ReferencesChanged
from services.drafts.domain.production_draft import DraftWithConfig
from services.drafts.domain.project import MAX_NAME, ProjectWithTimeline, validate_texts
from services.drafts.domain.timeline_document import TimelineDocument, parse_document
from services.drafts.usecases import compiling_drafts, resolving, usage
from services.drafts.usecases.compiling_drafts import DraftSources
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.production_drafts import find_draft
from services.drafts.usecases.projects import find_project
from services.drafts.usecases.resolving import ItemProblem, ResolvedTimeline
from timeline.compile.compiling import compile_draft, produce_problems
from timeline.document.problems import TimelineProblem

_Problems = Iterable[TimelineProblem]


def resolve_config(
    deps: Dependencies, value: object, *, upload_id: int, caller: Caller
) -> ResolvedTimeline:
    """Resolve the timeline of a config that is not stored, as far as it is valid.

    The problems are those that keep it from being produced. Raises InvalidDraftConfig when the
    video itself cannot be used.
    """
    sources = compiling_drafts.find_sources(
        deps, value, upload_id=upload_id, owner_user_id=caller.user_id, usable_by=caller
    )
    return _resolve(deps, sources, owner_user_id=caller.user_id, caller=caller)


def resolve_draft(deps: Dependencies, *, caller: Caller, draft_id: int) -> ResolvedTimeline:
    """Resolve the timeline of a stored draft."""
    with deps.reading() as uow:
        found = find_draft(uow, caller=caller, draft_id=draft_id)
    sources = compiling_drafts.get_sources(deps, found)
    owner_user_id = found.draft.owner_user_id
    resolved = _resolve(deps, sources, owner_user_id=owner_user_id, caller=caller)
    return replace(resolved, revision=found.draft.revision)


def open_as_timeline(deps: Dependencies, *, caller: Caller, draft_id: int) -> ProjectWithTimeline:
    """Create a project of the caller with the timeline of one of their drafts.

    Of a draft that was produced it is the timeline that was sealed, as long as that is stored. The
    project of a draft without a name is called as the file of its video.
    """
    with deps.reading() as uow:
        found = find_draft(uow, caller=caller, draft_id=draft_id)
    if found.draft.owner_user_id != caller.user_id:
        raise DraftAccessDenied("This draft belongs to another user.")
    config = json.loads(found.config)
    name, story = config.get("name"), config.get("defaultStoryText")
    called = name or _file_name(deps, found)
    texts = validate_texts({"name": called, "description": story or None})
    document = _sealed_document(deps, found) or _compiled_document(deps, found)
    with deps.unit_of_work() as uow:
        usage.check(deps, uow, usage.projects, caller.user_id)
        project_id = uow.projects.add_project(caller.user_id, texts, document, deps.now())
        created = find_project(uow, caller=caller, project_id=project_id)
        uow.project_revisions.add_revision(created.revision_by(caller.user_id))
        uow.announce(ReferencesChanged.of_project(created), acting_user_id=caller.user_id)
        return created


def _file_name(deps: Dependencies, found: DraftWithConfig) -> str | None:
    files = deps.uploads.get_files([found.draft.upload_id])
    return PurePath(files[0].name).stem[:MAX_NAME] if files else None


def _sealed_document(deps: Dependencies, found: DraftWithConfig) -> TimelineDocument | None:
    if found.draft.is_active:
        return None
    with deps.reading() as uow:
        export_id = uow.draft_seals.find_export_of_draft(found.draft.draft_id)
        sealed = None if export_id is None else uow.exports.find_sealed_timeline(export_id)
    return None if sealed is None else parse_document(json.loads(sealed.document))


def _compiled_document(deps: Dependencies, found: DraftWithConfig) -> TimelineDocument:
    sources = compiling_drafts.get_sources(deps, found)
    compiled = compile_draft(sources.config, video=sources.video, presets=sources.presets)
    return parse_document(compiled.document)


def _resolve(
    deps: Dependencies, sources: DraftSources, *, owner_user_id: int, caller: Caller
) -> ResolvedTimeline:
    config, video = sources.config, sources.video
    compiled = compile_draft(config, video=video, presets=sources.presets)
    problems = tuple(
        _once(
            sources.problems,
            compiling_drafts.problems_of_files(sources),
            in_request(produce_problems(config, compiled=compiled)),
        )
    )
    resolved = resolving.resolve_compiled(
        deps, compiled.document, sources.uploads, owner_user_id=owner_user_id, caller=caller
    )
    text = f"{resolved.etag} {problems!r}"
    return replace(
        resolved,
        problems=tuple(ItemProblem(one, None) for one in problems),
        etag=hashlib.sha256(text.encode()).hexdigest()[:32],
    )


def _once(*found: _Problems) -> Iterator[TimelineProblem]:
    """Yield the first problem of each place: a file that is missing is not also not ready."""
    places: set[str] = set()
    for problems in found:
        for one in problems:
            if one.pointer not in places:
                places.add(one.pointer)
                yield one

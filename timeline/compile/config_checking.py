# SPDX-License-Identifier: Apache-2.0
"""Checks of a draft's configuration that need its uploads, and the presets that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from timeline.compile.config import DraftConfig, TitleImageIntro
from timeline.document.checking import USABLE_STATES
from timeline.document.problems import TimelineProblem, pointer
from timeline.document.uploads import UploadDetails


@dataclass(frozen=True, slots=True)
class ConfigUse:
    """What an upload must be at a place of a configuration, and the codes of what it is not."""

    kind: str
    not_found: str
    invalid_kind: str
    image_role: str = ""
    invalid_role: str = ""
    is_music: bool = False


@dataclass(frozen=True, slots=True)
class ConfigUpload:
    """One use of an upload by a configuration; the pointer (RFC 6901) is its place in it."""

    upload_id: int
    use: ConfigUse
    pointer: str


@dataclass(frozen=True, slots=True)
class ConfigPreset:
    """One use of a preset by a configuration: its family, its id and its place."""

    family: str
    preset_id: int
    pointer: str


_MUSIC: Final = ConfigUse(
    "audio",
    "music_upload_not_found",
    "invalid_music_upload_kind",
    invalid_role="invalid_audio_role",
    is_music=True,
)
_LOGO: Final = ConfigUse("logo", "logo_upload_not_found", "invalid_logo_upload_kind")
_LOWER_THIRD: Final = ConfigUse(
    "image",
    "image_upload_not_found",
    "invalid_image_upload_kind",
    "lower_third",
    "invalid_image_role",
)
_TITLE: Final = ConfigUse(
    "image",
    "image_upload_not_found",
    "invalid_image_upload_kind",
    "title_page",
    "invalid_image_role",
)
_OVERLAY: Final = ConfigUse(
    "image",
    "overlay_upload_not_found",
    "invalid_overlay_upload_kind",
    "overlay",
    "invalid_overlay_image_role",
)
_VIDEO: Final = ConfigUse("video", "upload_not_found", "invalid_upload_kind")
BASE_POINTER: Final = "/uploadId"
"""The place of a problem with the video of a draft itself, beside its configuration."""

CHECK_MEANINGS: Final[dict[str, str]] = {
    "upload_not_found": "No upload has this id: choose another video.",
    "invalid_upload_kind": "The upload is not a video: choose a video.",
    "music_upload_not_found": "No upload has the id of the music: choose another one.",
    "invalid_music_upload_kind": "The music is not an audio upload: choose another one.",
    "invalid_audio_role": "The audio may not be used as music: choose another one.",
    "logo_upload_not_found": "No upload has the id of the logo: choose another one.",
    "invalid_logo_upload_kind": "The logo is not an upload of the kind logo: choose another one.",
    "image_upload_not_found": "No upload has the id of the image: choose another one.",
    "invalid_image_upload_kind": "The upload is not an image: choose another one.",
    "invalid_image_role": "The image does not have the role that is needed here: choose another.",
    "overlay_upload_not_found": "No upload has the id of the overlay: choose another one.",
    "invalid_overlay_upload_kind": "The overlay is not an image: choose another one.",
    "invalid_overlay_image_role": "The image does not have the role overlay: choose another one.",
    "forbidden": "The upload belongs to another user: choose one of your own.",
    "source_deleted": "The file of the upload was deleted: choose another upload.",
    "upload_not_ready": "The upload is not ready yet: produce when it is.",
    "invalid_upload_state": "The upload was rejected or never finished: choose another one.",
    "missing_screen_title_preset": "The screen title has no preset: choose one before producing.",
    "edited_video_too_long": "The intro and what is kept of the video take more than 1200 seconds "
    "together: keep less.",
}
"""What each code of these checks means, with what to do, in one sentence."""


def config_uploads(config: DraftConfig) -> tuple[ConfigUpload, ...]:
    """Return every use of an upload by a configuration, without that of its video."""
    found = [
        (config.music_upload_id, _MUSIC, "/musicUploadId"),
        (config.logo_upload_id, _LOGO, "/logoUploadId"),
        (config.lower_third_upload_id, _LOWER_THIRD, "/lowerThirdUploadId"),
    ]
    if isinstance(config.intro, TitleImageIntro):
        found.append((config.intro.upload_id, _TITLE, "/intro/uploadId"))
    overlays = config.timeline.overlays if config.timeline is not None else None
    for index, each in enumerate(overlays or ()):
        where = pointer("timeline", "overlays", index, "uploadId")
        found.append((each.upload_id, _OVERLAY, where))
    return tuple(
        ConfigUpload(upload_id, use, where)
        for upload_id, use, where in found
        if upload_id is not None
    )


def config_upload_ids(config: DraftConfig) -> tuple[int, ...]:
    """Return the ids of the uploads that a configuration uses, each once, in ascending order."""
    return tuple(sorted({each.upload_id for each in config_uploads(config)}))


def config_presets(config: DraftConfig) -> tuple[ConfigPreset, ...]:
    """Return every use of a preset by a configuration.

    The families are those of the configuration's keys: logo, audio, lower_third, screen_title.
    """
    found = (
        ("audio", config.audio_config_id, "/audioConfigId"),
        ("logo", config.logo_config_id, "/logoConfigId"),
        ("lower_third", config.lower_third_config_id, "/lowerThirdConfigId"),
        ("screen_title", config.screen_title_preset_id, "/screenTitlePresetId"),
    )
    return tuple(
        ConfigPreset(family, preset_id, where)
        for family, preset_id, where in found
        if preset_id is not None
    )


def check_config_uploads(
    config: DraftConfig,
    uploads: Mapping[int, UploadDetails],
    *,
    owner_user_id: int,
    may_be_deleted: bool,
) -> tuple[TimelineProblem, ...]:
    """Return every problem with the uploads of a configuration that this owner saves or produces.

    One that is saved may name uploads that were deleted: undoing must be savable.
    """
    return tuple(
        problem
        for each in config_uploads(config)
        for problem in _upload_problems(each, uploads, owner_user_id=owner_user_id)
        if not (may_be_deleted and problem.code == "source_deleted")
    )


def check_video(
    upload_id: int, uploads: Mapping[int, UploadDetails], *, owner_user_id: int
) -> tuple[TimelineProblem, ...]:
    """Return every problem with the video of a draft; its place is `/uploadId`."""
    use = ConfigUpload(upload_id, _VIDEO, BASE_POINTER)
    return tuple(_upload_problems(use, uploads, owner_user_id=owner_user_id))


def _upload_problems(
    each: ConfigUpload, uploads: Mapping[int, UploadDetails], *, owner_user_id: int
) -> Iterator[TimelineProblem]:
    use, where, name = each.use, each.pointer, f"Upload {each.upload_id}"
    upload = uploads.get(each.upload_id)
    if upload is None:
        yield TimelineProblem(use.not_found, where, f"{name} does not exist.")
    elif not upload.is_system and upload.owner_user_id not in (None, owner_user_id):
        yield TimelineProblem("forbidden", where, f"{name} belongs to another user.")
    elif upload.kind != use.kind:
        yield TimelineProblem(use.invalid_kind, where, f"{name} is not of kind {use.kind}.")
    elif use.image_role and upload.image_role not in ("", use.image_role):
        detail = f"{name} does not have the role {use.image_role}."
        yield TimelineProblem(use.invalid_role, where, detail)
    elif use.is_music and upload.audio_role not in ("", "music"):
        detail = f"{name} may not be used as music."
        yield TimelineProblem(use.invalid_role, where, detail)
    elif upload.source_deleted:
        yield TimelineProblem("source_deleted", where, f"The source file of {name} was deleted.")
    elif upload.state not in USABLE_STATES:
        yield TimelineProblem("invalid_upload_state", where, f"{name} is {upload.state}.")

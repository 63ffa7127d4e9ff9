# SPDX-License-Identifier: Apache-2.0
"""Why the coordinator refuses a request."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.document.problems import TimelineProblem


class RenderError(Exception):
    """A request about renders cannot be fulfilled."""


class RenderNotFound(RenderError):
    """There is no render with this id: check the id."""


class NotYourRender(RenderError):
    """The render belongs to another user: use one of your own."""


class InvalidRenderState(RenderError):
    """The state of the render does not allow this: read the render again."""


class SealedExportNotFound(RenderError):
    """Drafts has no sealed timeline with this export id."""


class TextImageNotFound(RenderError):
    """No timeline of the user shows a text with this key: resolve the timeline again."""


class UploadNotFound(RenderError):
    """No upload of the user has this id: check the id."""


class StretchNotFound(RenderError):
    """The video has no stretch of this number: read the list of its stretches again."""


class EditProxyUnavailable(RenderError):
    """No edit proxy can be made of the upload, as `detail` says: show its file."""


class FrameOutOfRange(RenderError):
    """The timeline ends before this frame: frames count from 0."""

    def __init__(self, frame: int, n_frames: int) -> None:
        super().__init__(f"The timeline has {n_frames} frames, so there is no frame {frame}.")
        self.problems = (TimelineProblem("frame_out_of_range", "/frame", str(self)),)


class ExactFrameNotFound(RenderError):
    """This frame of the project as it is now was not requested: request it by POST."""


class CannotPlan(RenderError):
    """The timeline cannot be rendered, as `detail` says: correct it and export it again."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class InvalidScreenTitle(RenderError):
    """The screen title has the problems listed in `errors`: correct each of them."""

    def __init__(self, problems: Sequence[TimelineProblem]) -> None:
        super().__init__(problems[0].detail)
        self.problems = tuple(problems)
        codes = {problem.code for problem in problems}
        self.code = codes.pop() if len(codes) == 1 else "invalid_screen_title"

# SPDX-License-Identifier: Apache-2.0
"""Edit proxies by stretches: listed, read, and made first where somebody looks."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from chassis.jobs.errors import InputUnusable
from services.render.contract.jobs import JobKind
from services.render.contract.results import CachedFile
from services.render.contract.specs import DerivativeSpec
from services.render.contract.storage_keys import edit_proxy_stretch_storage_key
from services.render.coordinator.domain.derivative_jobs import DerivativeRequest
from services.render.coordinator.usecases import deriving
from services.render.coordinator.usecases.claiming import LeasedJob
from tests.support.render.samples import ADMIN, OWNER, STRANGER, a_source
from tests.support.render.world import RenderWorld
from timeline.document.uploads import UploadDetails
from timeline.spec.mezzanine import MezzanineSpec

STRETCHES = "/api/uploads/1/edit-proxy/stretches"


@pytest.fixture
def upload(world: RenderWorld) -> UploadDetails:
    """A silent video of 31.5 seconds: three stretches of ten, the last of which has the rest."""
    found = a_source(1, duration=Fraction(63, 2), has_audio=False, fps=Fraction(25))
    world.uploads.known[1] = found
    return found


def get(world: RenderWorld, tail: str = "", *, user_id: int | None = OWNER) -> Any:
    return world.client(user_id).get(f"{STRETCHES}{tail}")


def complete(world: RenderWorld, leased: LeasedJob) -> str:
    """Store the file of a stretch and complete its job; return its cache key."""
    spec = leased.job.spec
    assert isinstance(spec, MezzanineSpec)
    stored = edit_proxy_stretch_storage_key(spec.key)
    world.storage.put_bytes(stored, b"fragments", content_type="video/mp4")
    world.complete(leased, CachedFile(spec.key, stored, 9, spec.n_frames, headers="h"))
    return spec.key


def part_of(leased: LeasedJob) -> tuple[int, int, int]:
    """The class, the first frame and the number of frames of a stretch to be made."""
    spec = leased.job.spec
    assert isinstance(spec, MezzanineSpec)
    return spec.height_class, spec.first_frame, spec.n_frames


def request_whole(world: RenderWorld, upload: UploadDetails) -> None:
    """Request the whole edit proxy, as the library does when somebody first asks for it."""
    targets = ("proxies/uploads/1/edit_proxy.mp4",)
    request = DerivativeRequest(JobKind.EDIT_PROXY, upload, "a.mp4", targets)
    deriving.derive_files(world.deps, request=request, user_id=OWNER)


@pytest.mark.usefixtures("upload")
def test_a_list_says_how_a_proxy_is_divided_and_what_is_there(world: RenderWorld) -> None:
    before = get(world).get_json()
    get(world, "/3")
    complete(world, world.claimed())

    assert before == {
        "fps": "25",
        "frames": 788,
        "stretchFrames": 250,
        "stretches": 4,
        "stored": [],
    }
    assert get(world).get_json()["stored"] == [3]


@pytest.mark.usefixtures("upload")
def test_a_stretch_that_is_not_there_is_made_once_and_then_read(world: RenderWorld) -> None:
    pending = [get(world, "/4") for _ in range(2)]
    leased = world.claimed()
    more = world.claim()
    complete(world, leased)

    assert [answer.status_code for answer in pending] == [202, 202]
    assert pending[0].get_json() == {"status": "pending"}
    assert int(pending[0].headers["Retry-After"]) > 0
    assert part_of(leased) == (540, 750, 38) and more is None
    found = get(world, "/4")
    assert (found.status_code, found.data, found.content_type) == (200, b"fragments", "video/mp4")
    assert found.headers["Cache-Control"] == "private, no-cache"


def test_what_somebody_looks_at_comes_before_the_rest(
    world: RenderWorld, upload: UploadDetails
) -> None:
    request_whole(world, upload)
    get(world, "/3")

    order = []
    while (leased := world.claim("mezzanine")) is not None:
        order.append(part_of(leased)[1])
        complete(world, leased)

    assert order == [500, 0, 250, 750]


def test_the_whole_proxy_is_joined_from_all_its_stretches(
    world: RenderWorld, upload: UploadDetails
) -> None:
    request_whole(world, upload)
    assert world.claim("edit_proxy") is None

    keys = [complete(world, world.claimed("mezzanine")) for _ in range(4)]

    leased = world.claimed("edit_proxy")
    spec = leased.job.spec
    assert isinstance(spec, DerivativeSpec)
    assert {file.key for file in leased.job.inputs} == set(keys)
    assert (spec.stretches, spec.fps) == (tuple(keys), "25")


def test_a_video_of_which_too_little_is_known_has_its_proxy_made_whole(world: RenderWorld) -> None:
    request_whole(world, a_source(1, has_audio=False, fps=None))

    leased = world.claimed()

    spec = leased.job.spec
    assert isinstance(spec, DerivativeSpec)
    assert (leased.job.kind, spec.stretches) == (JobKind.EDIT_PROXY, ())


def test_a_proxy_whose_stretch_fails_says_why(world: RenderWorld, upload: UploadDetails) -> None:
    request_whole(world, upload)
    reason = "Upload 1 is damaged between 0:00 and 0:10: 3 frames."

    world.fail(world.claimed("mezzanine"), InputUnusable("damaged_media", reason))

    ((topic, event),) = world.events()
    assert topic == "render.derivative.failed.v1"
    assert (event.kind, event.reason) == ("edit_proxy", reason)
    answer = get(world, "/1")
    assert (answer.status_code, answer.get_json()["error"]) == (404, "derivative_unavailable")
    assert answer.get_json()["detail"] == reason
    assert get(world, "/2").status_code == 202


FAILURES = {
    "damaged": InputUnusable(
        "damaged_media", "Upload 1 is damaged between 0:10 and 0:20: 3 frames."
    ),
    "changed": InputUnusable("object_changed", "Upload 1 was changed after it was ingested."),
    "crash": InputUnusable("job_crashes_node", "This mezzanine job crashed 5 nodes."),
}


@pytest.mark.usefixtures("upload")
@pytest.mark.parametrize("error", FAILURES.values(), ids=FAILURES)
def test_a_stretch_that_failed_says_where_and_why_and_is_tried_again_later(
    world: RenderWorld, error: InputUnusable
) -> None:
    get(world, "/2")
    world.fail(world.claimed(), error)
    answer = get(world, "/2")

    assert (answer.status_code, answer.get_json()["error"]) == (404, "derivative_unavailable")
    detail = answer.get_json()["detail"]
    assert str(error) in detail and "between 0:10 and 0:20" in detail
    world.moved += dt.timedelta(seconds=61)
    assert get(world, "/2").status_code == 202
    complete(world, world.claimed())
    assert get(world, "/2").status_code == 200


@pytest.mark.usefixtures("upload")
def test_a_stretch_that_fails_again_and_again_is_tried_after_twice_as_long(
    world: RenderWorld,
) -> None:
    for minutes in (1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360):
        assert get(world, "/1").status_code == 202
        world.fail(world.claimed(), FAILURES["changed"])
        world.moved = dt.timedelta(minutes=minutes - 1)
        assert get(world, "/1").status_code == 404
        world.moved = dt.timedelta(minutes=minutes)
        assert get(world, "/1").status_code == 202
        world.moved = dt.timedelta(0)


def test_a_stretch_that_was_evicted_is_made_again(
    world: RenderWorld, upload: UploadDetails
) -> None:
    get(world, "/1")
    key = complete(world, world.claimed())
    world.storage.delete(edit_proxy_stretch_storage_key(key))

    assert get(world, "/1").status_code == 202
    assert part_of(world.claimed()) == (540, 0, 250)


@pytest.mark.usefixtures("upload")
def test_proxies_are_read_by_who_may_see_the_video(world: RenderWorld) -> None:
    answers = [get(world, user_id=user) for user in (None, STRANGER, OWNER, ADMIN)]

    assert [each.status_code for each in answers] == [401, 404, 200, 200]
    assert answers[1].get_json()["error"] == "upload_not_found"


@pytest.mark.usefixtures("upload")
def test_there_is_no_stretch_behind_the_last(world: RenderWorld) -> None:
    answer = get(world, "/5")

    assert (answer.status_code, answer.get_json()["error"]) == (404, "stretch_not_found")
    assert world.claim() is None


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"kind": "image"}, "This upload is not a video."),
        ({"source_deleted": True}, "The file of this upload was deleted."),
        ({"fps": None}, "Upload 1 was never probed."),
    ],
)
def test_what_has_no_proxy_says_why(
    world: RenderWorld, changes: dict[str, Any], detail: str
) -> None:
    world.uploads.known[1] = a_source(1, **changes)

    for tail in ("", "/1"):
        answer = get(world, tail)
        assert (answer.status_code, answer.get_json()["error"]) == (404, "derivative_unavailable")
        assert answer.get_json()["detail"] == detail

# SPDX-License-Identifier: Apache-2.0
"""A plan states exactly what to render, and an edit changes as little of it as possible."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tests.unit.timeline.builders import (
    BUILD,
    a_clip,
    a_document,
    an_upload,
    keys,
    missed,
    planned,
    sealed,
)
from timeline.document.problems import InvalidTimeline
from timeline.plan.planning import plan
from timeline.plan.sealed import SealedTimeline
from timeline.plan.sources import mezzanine_key
from timeline.spec.chunk import ChunkSpec
from timeline.spec.clip_segments import BlurFill, ColorFill, GapSegment, VideoSegment
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.mix import MixSpec
from timeline.spec.render_plan import RenderBuild, RenderPlan
from timeline.spec.stretches import stretch_key

PORTRAIT = {"aspect": "9:16", "height": 1080}


def test_names_and_the_editor_state_change_no_key() -> None:
    plain = planned(a_document(a_clip("a", 0, 9)))
    other = planned(
        a_document(
            a_clip("zzz", 0, 9, uploadId=5, startSeconds=0, note="hello", bgFillBlur="soft"),
            playheadSeconds=3,
            viewportEndSeconds=99,
            guidelines=[1, 2],
            timelineBackgroundColor="#ff0000",
        ),
        an_upload(5, sha256=an_upload().sha256, storage_key="elsewhere", owner_user_id=None),
    )

    assert keys(other) == keys(plain)
    assert other.mix.key == plain.mix.key
    assert other.key == plain.key


@pytest.mark.parametrize(
    "fields",
    [
        {"sourceStartSeconds": 0.1},
        {"sourceEndSeconds": 2.5},
        {"bgFillStyle": "blur"},
        {"bgFillStyle": "blur", "bgFillBlur": "soft"},
        {"bgFillStyle": "blur", "bgFillBrightness": "dim1"},
        {"bgFillStyle": "color", "bgFillColor": "#123456"},
        {"uploadId": 2},
    ],
)
def test_a_visible_field_changes_the_chunk(fields: dict[str, Any]) -> None:
    uploads = (an_upload(), an_upload(2))
    before = planned(a_document(a_clip(), output=PORTRAIT), *uploads)

    after = planned(a_document(a_clip(**fields), output=PORTRAIT), *uploads)

    assert not set(keys(before)) & set(keys(after))


@pytest.mark.parametrize(
    "output", [{"height": 720}, {"fps": "25"}, {"quality": "high"}, {"aspect": "1:1"}]
)
def test_every_output_setting_changes_the_chunk(output: dict[str, Any]) -> None:
    before = planned(a_document(a_clip()))

    assert not set(keys(before)) & set(keys(planned(a_document(a_clip(), output=output))))


@pytest.mark.parametrize("field", ["renderer", "encoder", "mezzanine_recipe"])
def test_each_version_changes_the_keys_it_belongs_to(field: str) -> None:
    newer: RenderBuild = replace(BUILD, **{field: "newer"})
    before, after = planned(a_document(a_clip())), planned(a_document(a_clip()), build=newer)

    assert not set(keys(before)) & set(keys(after))
    assert (before.mix.key == after.mix.key) == (field == "mezzanine_recipe")


@pytest.mark.parametrize("fields", [{"boostDb": 6}, {"audioEnabled": False}])
def test_audio_fields_change_only_the_mix(fields: dict[str, Any]) -> None:
    before = planned(a_document(a_clip()))
    after = planned(a_document(a_clip(**fields)))

    assert keys(before) == keys(after)
    assert before.mix.key != after.mix.key


def test_the_background_is_in_the_key_only_where_it_is_visible() -> None:
    def plan(color: str, **output: Any) -> RenderPlan:
        background = {"timelineBackgroundMode": "color", "timelineBackgroundColor": color}
        clips = a_clip("a", 0, 5), a_clip("b", 0, 5, startSeconds=8)
        return planned(a_document(*clips, output=output, **background))

    full, other = plan("#AA0000"), plan("#bb0000")
    pillars, others = plan("#aa0000", aspect="1:1"), plan("#bb0000", aspect="1:1")

    assert 0 < missed(full, other) < 0.5
    assert missed(pillars, others) == 1
    assert missed(full, plan("#aa0000")) == 0


def test_a_transparent_clip_that_covers_the_frame_has_the_background() -> None:
    background = {"timelineBackgroundMode": "color", "timelineBackgroundColor": "#AA0000"}
    document = a_document(a_clip(), **background)

    def fill(**fields: Any) -> object:
        return planned(document, an_upload(**fields)).chunks[0].spec.segments[0].background

    assert fill(has_alpha=True) == ColorFill("#aa0000")
    assert fill() is None


def test_the_mix_covers_the_timeline_in_samples_without_a_gap() -> None:
    clips = [a_clip(f"c{n}", n / 7, n / 7 + 0.31) for n in range(9)]
    plan = planned(a_document(*clips, output={"fps": "30000/1001"}))
    items = plan.mix.items
    ends = [item.start_sample + item.n_samples for item in items]

    assert [item.start_sample for item in items] == [0, *ends[:-1]]
    assert ends[-1] == plan.mix.n_samples


def test_muted_and_silent_sources_are_not_in_the_mix() -> None:
    document = a_document(
        a_clip("mute", audioEnabled=False),
        a_clip("silent", uploadId=2),
        a_clip("loud", 1, 3, boostDb=9),
    )

    plan = planned(document, an_upload(), an_upload(2, has_audio=False))

    assert plan.mix.n_samples == 6 * 48_000
    (item,) = plan.mix.items
    assert (item.start_sample, item.in_sample, item.gain_milli_db) == (4 * 48_000, 48_000, 9000)


def test_a_landscape_clip_in_a_portrait_frame_has_its_fill() -> None:
    def fill(**fields: Any) -> object:
        segment = planned(a_document(a_clip(**fields), output=PORTRAIT)).chunks[0].spec.segments[0]
        return segment.background

    blur = fill(bgFillStyle="blur", bgFillBlur="strong", bgFillBrightness="dim2")

    assert fill() == ColorFill("#000000")
    assert fill(bgFillStyle="color", bgFillColor="#ABCDEF") == ColorFill("#abcdef")
    assert blur == BlurFill(
        width=270, height=480, sigma_milli=15_000, brightness_milli=-240, saturation_milli=900
    )


def test_only_landscape_clips_in_portrait_frames_have_a_fill() -> None:
    tall = an_upload(width=1080, height=1920)
    output = {"aspect": "16:9"}
    plan = planned(a_document(a_clip(bgFillStyle="blur"), output=output), tall)

    assert plan.chunks[0].spec.segments[0].background == ColorFill("#000000")


def test_gaps_are_segments_of_background() -> None:
    document = a_document(a_clip("a", 0, 1, startSeconds=0.5))

    assert planned(document).chunks[0].spec.segments[0] == GapSegment(15, ColorFill("#000000"))


def test_each_mezzanine_is_listed_once_and_keyed_by_its_content() -> None:
    twin = an_upload(2, sha256=an_upload().sha256)
    document = a_document(a_clip("a"), a_clip("b", 3, 4, uploadId=2), a_clip("c", 8, 9))
    plan = planned(document, an_upload(), twin)
    [mezzanine] = plan.mezzanines

    assert mezzanine.height_class == 1080
    assert (mezzanine.fps, mezzanine.storage_key) == ("30", "uploads/1")
    assert (mezzanine.first_frame, mezzanine.n_frames) == (0, 300)
    assert plan.chunks[0].spec.input_keys == (mezzanine.key,)
    [pcm] = plan.pcm
    assert plan.mix.pcm_keys == (pcm.key,) and pcm.is_of_video
    whole = mezzanine_key(
        source_sha256=twin.sha256, rate=plan.profile.rate, height_class=1080, recipe="1"
    )
    assert tuple(plan.chunks[0].spec.mezzanine_parts) == (whole,)
    assert mezzanine.key == stretch_key(whole, 0)


def test_only_the_stretches_that_are_shown_are_made() -> None:
    document = a_document(a_clip("a", 318, 321), a_clip("b", 95, 105), a_clip("c", 320, 322))

    found = [(each.first_frame, each.n_frames) for each in planned(document).mezzanines]

    assert found == [(9300, 300), (9600, 300), (2700, 300), (3000, 300)]


def test_a_large_export_needs_large_mezzanines() -> None:
    plan = planned(a_document(a_clip(), output={"height": 1440}))

    assert plan.mezzanines[0].height_class == 2160


def test_a_segment_states_how_many_frames_its_source_has() -> None:
    [chunk] = planned(a_document(a_clip("a", 0, 9)), an_upload(duration=Fraction(2))).chunks
    [segment] = chunk.spec.segments

    assert isinstance(segment, VideoSegment)
    assert (segment.source_frames, segment.n_frames) == (60, 60)


def test_the_profile_follows_from_size_rate_and_quality() -> None:
    profile = planned(a_document(a_clip(), output={"quality": "draft", "fps": "24"})).profile

    assert (profile.crf, profile.preset) == (23, "veryfast")
    assert (profile.maxrate, profile.bufsize) == (6_500_000, 13_000_000)
    assert (profile.keyframe_interval, profile.timescale) == (48, 24 * 512)


def test_plans_and_their_parts_survive_json() -> None:
    document = a_document(
        a_clip("a", 0, 9, bgFillStyle="blur"),
        a_clip("b", startSeconds=11),
        output=PORTRAIT | {"fps": "30000/1001"},
    )
    plan = planned(document)
    spec, mezzanine = plan.chunks[0].spec, plan.mezzanines[0]

    assert RenderPlan.from_json(plan.to_json()) == plan
    assert ChunkSpec.from_json(spec.to_json()) == spec
    assert ChunkSpec.from_json(spec.to_json()).key == spec.key
    assert MixSpec.from_json(plan.mix.to_json()).key == plan.mix.key
    assert MezzanineSpec.from_json(mezzanine.to_json()) == mezzanine


def test_a_sealed_timeline_plans_the_same_after_json() -> None:
    source = sealed(
        a_document(a_clip("a", 0.1, 7.3, zoom=2)),
        [an_upload(fps=Fraction(30_000, 1001), duration=Fraction(1001, 100))],
    )

    copied = SealedTimeline.from_json(source.to_json())

    assert copied == source
    assert plan(copied, build=BUILD) == plan(source, build=BUILD)


@pytest.mark.parametrize("fields", [{}, {"clips": [a_clip()], "logos": [{"id": "l"}]}])
def test_what_cannot_be_rendered_is_not_planned(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidTimeline):
        planned(a_document(**fields))

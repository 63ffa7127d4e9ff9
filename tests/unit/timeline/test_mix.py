# SPDX-License-Identifier: Apache-2.0
"""The mix is planned to the sample, and only what can be heard is in it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.timeline.builders import a_clip, a_document, an_item, an_upload, planned
from timeline.plan.mix import pcm_key
from timeline.spec.mix import AudioItem, Ducking, MixSpec, OpenerCutoff
from timeline.spec.render_plan import RenderPlan

SECOND = 48_000
MUSIC = {"musicMode": "mix", "musicLevel": "medium"}


def a_sound(upload_id: int = 2, **fields: Any) -> Any:
    return an_upload(upload_id, kind="audio", **fields)


def plan_of(*, upload: Any = None, **tracks: Any) -> RenderPlan:
    document = a_document(a_clip("a", 0, 6), **tracks)
    return planned(document, an_upload(), upload or a_sound())


def a_music(**fields: Any) -> Any:
    plan = plan_of(audioSegments=[an_item("audioSegments", "m", 1, 5, **MUSIC | fields)])
    return plan.mix.music[0]


def test_overlays_are_mixed_only_when_they_are_enabled() -> None:
    quiet = an_item("videoOverlays", "o", 1, 2, uploadId=1)
    loud = an_item("videoOverlays", "p", 3, 4, uploadId=1, audioEnabled=True, boostDb=3)

    _, overlay = plan_of(videoOverlays=[quiet, loud]).mix.items

    assert (overlay.start_sample, overlay.n_samples) == (3 * SECOND, SECOND)
    assert (overlay.in_sample, overlay.gain_milli_db) == (0, 3000)


def test_an_overlay_is_mixed_while_it_is_visible() -> None:
    # From frame 0 to frame 31 of the source, though its place would snap to 30 frames.
    source = {"uploadId": 1, "audioEnabled": True, "sizePctWidth": 40}
    ends = {"sourceStartSeconds": 0.01, "sourceEndSeconds": 1.02}
    first = {"id": "o", "startSeconds": 0} | source | ends
    second = {"id": "p", "startSeconds": 1.01} | source | ends

    plan = plan_of(videoOverlays=[first, second])

    visible = [(layer.start, layer.n_frames) for layer in plan.chunks[0].spec.layers]
    assert visible == [(0, 31), (31, 31)]
    audible = [(item.start_sample, item.n_samples) for item in plan.mix.items[1:]]
    assert audible == [(1600 * start, 1600 * length) for start, length in visible]


def test_a_narration_has_its_offset_and_both_gains() -> None:
    narration = an_item("narration", "n", 1, 3, sourceStartSeconds=0.5, gainDb=-2.25, boostDb=6)

    plan = plan_of(narration=[narration])

    key = pcm_key(a_sound().sha256)
    assert plan.mix.narration == (AudioItem(key, SECOND // 2, SECOND, 2 * SECOND, 3750),)
    assert [(spec.key, spec.upload_id) for spec in plan.pcm[1:]] == [(key, 2)]
    assert plan.mix.pcm_keys[-1] == key


def test_each_track_of_an_upload_is_decoded_on_its_own() -> None:
    narration = [an_item("narration", "n", 1, 3)]

    plans = [plan_of(narration=narration, upload=a_sound(audio_track=n)) for n in (None, 0, 1)]

    specs = [plan.pcm[-1] for plan in plans]
    assert [spec.audio_track for spec in specs] == [None, 0, 1]
    assert len({spec.key for spec in specs}) == 3
    assert len({plan.mix.key for plan in plans}) == 3


def test_audio_that_is_muted_or_after_the_end_is_not_decoded() -> None:
    voices = [
        an_item("narration", "n", 1, 3, audioEnabled=False),
        an_item("narration", "o", 3, 4, uploadId=3),
    ]
    music = [an_item("audioSegments", "m", 2, 4, audioEnabled=False)]
    document = a_document(
        a_clip("a", 0, 6, audioEnabled=False), narration=voices, audioSegments=music
    )

    plan = planned(document, an_upload(), a_sound(), a_sound(3))

    assert [spec.upload_id for spec in plan.pcm] == [3]
    assert len(plan.mix.narration) == 1 and plan.mix.music == ()


def test_a_split_narration_continues_to_the_sample() -> None:
    cut = 2.013
    halves = [
        an_item("narration", "left", 0, cut),
        an_item("narration", "right", cut, 4, sourceStartSeconds=cut),
    ]

    first, second = plan_of(narration=halves).mix.narration

    assert first.start_sample + first.n_samples == second.start_sample
    assert first.in_sample + first.n_samples == second.in_sample


def test_music_without_an_end_lasts_as_long_as_the_export() -> None:
    item = an_item("audioSegments", "m", 1, 5, **MUSIC) | {"endSeconds": None}

    plan = plan_of(audioSegments=[item])

    assert plan.mix.music[0].item.n_samples == 5 * SECOND
    assert plan.mix.n_samples == 6 * SECOND


@pytest.mark.parametrize(("level", "gain"), [("quiet", -24), ("medium", -18), ("loud", -12)])
def test_level_words_are_decibels(level: str, gain: int) -> None:
    assert a_music(musicLevel=level).item.gain_milli_db == gain * 1000


def test_exact_gains_override_level_words() -> None:
    music = a_music(gainDb=-7.5, programGainDb=-3, fadeInSeconds=1, fadeOutSeconds=0)

    assert (music.item.gain_milli_db, music.programme_milli_db) == (-7500, -3000)
    assert (music.fade_in, music.fade_out) == (SECOND, 0)


def test_fades_have_defaults_and_take_at_most_half_of_the_music() -> None:
    assert (a_music().fade_in, a_music().fade_out) == (16_800, 16_800)
    assert a_music(fadeInSeconds=9).fade_in == 2 * SECOND


def test_each_mode_sets_the_gain_of_the_programme() -> None:
    replaced, mixed = a_music(musicMode="replace"), a_music()
    ducked = a_music(musicMode="mix_duck", duckingIntensity="max", duckingGate="strict")
    exact = a_music(musicMode="mix_duck", duckingAmountDb=9.5, duckingShape="abrupt")
    opener = a_music(musicMode="opener_cutoff", openerFadeBeforeSeconds=0.5)

    assert (replaced.programme_milli_db, mixed.programme_milli_db) == (None, 0)
    assert ducked.ducking == Ducking(18_000, 100, is_abrupt=False)
    assert exact.ducking == Ducking(9500, 80, is_abrupt=True)
    assert opener.opener == OpenerCutoff(-44, SECOND // 2, SECOND)
    assert mixed.ducking is None and mixed.opener is None


@pytest.mark.parametrize(
    "fields",
    [
        {"musicLevel": "loud"},
        {"musicMode": "replace"},
        {"musicMode": "mix_duck", "duckingIntensity": "min"},
        {"musicMode": "opener_cutoff"},
        {"gainDb": -1},
        {"programGainDb": -1},
        {"fadeInSeconds": 1},
        {"fadeOutSeconds": 1},
        {"sourceStartSeconds": 1},
        {"startSeconds": 2},
        {"endSeconds": 4},
    ],
)
def test_an_edit_of_the_music_changes_the_mix_and_no_chunk(fields: dict[str, Any]) -> None:
    before = plan_of(audioSegments=[an_item("audioSegments", "m", 1, 5, **MUSIC)])

    after = plan_of(audioSegments=[an_item("audioSegments", "m", 1, 5, **MUSIC) | fields])

    assert after.mix.key != before.mix.key
    assert [chunk.spec.key for chunk in after.chunks] == [chunk.spec.key for chunk in before.chunks]


def test_names_are_not_in_the_key_of_the_mix() -> None:
    one = plan_of(audioSegments=[an_item("audioSegments", "m", 1, 5, **MUSIC)])
    item = an_item("audioSegments", "other", 1, 5, note="mine", **MUSIC)
    other = plan_of(audioSegments=[item], upload=a_sound(storage_key="elsewhere"))

    assert other.mix.key == one.mix.key
    assert MixSpec.from_json(one.mix.to_json()) == one.mix

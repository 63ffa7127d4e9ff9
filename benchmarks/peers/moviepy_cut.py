# SPDX-License-Identifier: Apache-2.0
"""The cut of the render benchmark as a MoviePy program, run by an interpreter that has MoviePy."""

from __future__ import annotations

import sys

from moviepy import (  # type: ignore[import-not-found]  # no dependency of ours
    AudioFileClip,
    CompositeAudioClip,
    CompositeVideoClip,
    ImageClip,
    VideoFileClip,
    concatenate_videoclips,
    vfx,
)

CLIPS, SOURCES, FADE = 6, 4, 0.6


def cut(seconds: int, names: list[str]) -> CompositeVideoClip:
    """Put the cut together: four videos, narration, music, logo, images and titles."""
    videos, voice, music, logo = names[:SOURCES], names[4], names[5], names[6]
    images, titles = names[7:10], names[10:]
    clips, length = [], seconds // CLIPS
    for index in range(CLIPS):
        first = round(0.5 + (index // SOURCES) * 2.6, 1)
        clips.append(VideoFileClip(videos[index % SOURCES]).subclipped(first, first + length))
    base = concatenate_videoclips(clips)
    every, half = seconds / len(images), seconds / len(titles)
    above = [still(logo, 0, seconds, 384, (1496, 40), fades=False)]
    above += [still(p, n * every + 1, 3, 768, (24, "center")) for n, p in enumerate(images)]
    above += [still(p, n * half + 2, 6, 1200, ("center", 60)) for n, p in enumerate(titles)]
    sounds = [base.audio, AudioFileClip(voice).subclipped(0, seconds - 4).with_start(2)]
    sounds.append(AudioFileClip(music).subclipped(0, seconds).with_volume_scaled(0.25))
    return CompositeVideoClip([base, *above]).with_audio(CompositeAudioClip(sounds))


def still(
    path: str,
    start: float,
    length: float,
    width: int,
    place: tuple[object, object],
    *,
    fades: bool = True,
) -> ImageClip:
    """Show a picture for a while."""
    shown = ImageClip(path).resized(width=width).with_start(start).with_duration(length)
    if fades:
        shown = shown.with_effects([vfx.CrossFadeIn(FADE), vfx.CrossFadeOut(FADE)])
    return shown.with_position(place)


def main() -> None:
    """Write the cut with the encoder settings of the hand-written call."""
    seconds, target, names = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    params = ["-crf", "20", "-maxrate", "6500k", "-bufsize", "13000k", "-g", "60"]
    cut(seconds, names).write_videofile(
        target,
        fps=30,
        codec="libx264",
        preset="veryfast",
        audio_codec="aac",
        audio_bitrate="192k",
        ffmpeg_params=params,
        logger=None,
    )


if __name__ == "__main__":
    main()

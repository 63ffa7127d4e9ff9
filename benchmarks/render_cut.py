# SPDX-License-Identifier: Apache-2.0
"""The cut of the render benchmark: its sources, its timeline, and one ffmpeg call for it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SIZE, RATE, CRF = "1920x1080", 30, 20
PEAK, BUFFER = "6500k", "13000k"
DEFAULT_SECONDS = 30
CLIPS, IMAGES, TITLES = 6, 3, 2
VOICE, MUSIC, LOGO, FIRST_IMAGE = 5, 6, 7, 8
SOURCES = 4

SPOKEN = "Raw clips go in and a video comes out. Nothing is lost, and nothing is made twice."
VOICE_SOUND = f"flite=text='{SPOKEN}':voice=slt,aloop=loop=-1:size=200000"
MUSIC_SOUND = (
    "aevalsrc=0.2*sin(2*PI*220*t)*exp(-4*mod(t\\,0.5))+0.15*sin(2*PI*277*t)*exp(-6*mod(t\\,0.25))"
    "+0.1*random(0)*exp(-20*mod(t\\,0.5)):s=48000"
)

Document = dict[str, Any]


def sources(folder: Path, *, seconds: int) -> dict[int, Path]:
    """Make the sources once: long groups of pictures, as cameras and encoders write them."""
    folder.mkdir(parents=True, exist_ok=True)
    # The last clips of a source begin 2.6 s later in it than the first ones.
    length = max(30, clip_seconds(seconds) + 4)
    videos = {number: folder / f"{number}-{length}.mp4" for number in range(1, SOURCES + 1)}
    for number, path in videos.items():
        _make(path, _video(number, length))
    sounds = {number: folder / f"{number}-{seconds}.m4a" for number in (VOICE, MUSIC)}
    for number, path in sounds.items():
        sound = f"{VOICE_SOUND if number == VOICE else MUSIC_SOUND},atrim=duration={seconds}"
        _make(path, ["-f", "lavfi", "-i", sound, "-ar", "48000", "-ac", "2"])
    pictures = {number: folder / f"{number}.png" for number in range(LOGO, FIRST_IMAGE + IMAGES)}
    for number, path in pictures.items():
        size = "400x160" if number == LOGO else "1280x720"
        picture = f"testsrc2=s={size},hue=h={40 * number},format=rgba"
        _make(path, ["-f", "lavfi", "-i", picture, "-frames:v", "1"])
    return {**videos, **sounds, **pictures}


def title_pictures(folder: Path) -> list[Path]:
    """Draw the titles for the hand-written call, which is not charged for them."""
    paths = [folder / f"title-{number}.png" for number in range(TITLES)]
    for number, path in enumerate(paths):
        text = (
            f"drawtext=text='Title {number + 1} of the cut':fontsize=80:fontcolor=white:x=20:y=50"
        )
        _make(path, ["-f", "lavfi", "-i", f"color=black@0:s=1200x180,format=rgba,{text}",
                     "-frames:v", "1"])  # fmt: skip
    return paths


def document(seconds: int) -> Document:
    """Write the cut as a timeline."""
    every = seconds / IMAGES
    return {
        "version": "create_video_v1",
        "clips": clips_of(seconds),
        "graphics": [
            {"id": f"g{n}", "uploadId": FIRST_IMAGE + n, "fitMode": "contain_transparent",
             "sizePctWidth": 40, "position": "middle_left", "fade": "in_out",
             "startSeconds": n * every + 1, "endSeconds": n * every + 4}
            for n in range(IMAGES)
        ],
        "logos": [{"id": "l", "uploadId": LOGO, "startSeconds": 0, "endSeconds": seconds,
                   "position": "top_right", "insetXPx": 40, "insetYPx": 40}],
        "screenTitles": [
            {"id": f"t{n}", "text": f"Title {n + 1} of the cut",
             "startSeconds": n * seconds / TITLES + 2, "endSeconds": n * seconds / TITLES + 8,
             "presetSnapshot": {"fade": "in_out", "timingRule": "entire"}}
            for n in range(TITLES)
        ],
        "narration": [{"id": "n", "uploadId": VOICE, "startSeconds": 2,
                       "endSeconds": seconds - 2}],
        "audioSegments": [{"id": "m", "uploadId": MUSIC, "startSeconds": 0, "endSeconds": seconds,
                           "musicMode": "mix_duck", "musicLevel": "medium",
                           "duckingIntensity": "medium"}],
        "output": {"aspect": "16:9", "height": 1080, "fps": str(RATE)},
    }  # fmt: skip


def hand_written(
    files: Mapping[int, Path], titles: list[Path], target: Path, *, seconds: int
) -> list[str]:
    """Write the same cut as one ffmpeg call over the original sources."""
    clips = clips_of(seconds)
    argv = ["ffmpeg", "-v", "error", "-nostdin", "-y"]
    for clip in clips:
        argv += ["-ss", str(clip["sourceStartSeconds"]), "-t", str(clip_seconds(seconds))]
        argv += ["-i", str(files[clip["uploadId"]])]
    stills = [files[LOGO], *(files[FIRST_IMAGE + n] for n in range(IMAGES)), *titles]
    for path in [*stills, files[VOICE], files[MUSIC]]:
        argv += ["-i", str(path)]
    graph = ";".join(
        [*_base(len(clips)), *_layers(len(clips), seconds), *_sound(len(clips), seconds)]
    )
    x264 = f"keyint={2 * RATE}:min-keyint={2 * RATE}:scenecut=0:open-gop=0"
    return [
        *argv, "-filter_complex", graph, "-map", "[picture]", "-map", "[sound]",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", str(CRF), "-x264-params", x264,
        "-maxrate", PEAK, "-bufsize", BUFFER, "-r", str(RATE),
        "-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart", str(target),
    ]  # fmt: skip


def _base(n_clips: int) -> list[str]:
    scaled = [
        f"[{n}:v]fps={RATE},scale={SIZE.replace('x', ':')},setsar=1,format=yuv420p[v{n}];"
        f"[{n}:a]aresample=48000[a{n}]"
        for n in range(n_clips)
    ]
    joined = "".join(f"[v{n}][a{n}]" for n in range(n_clips))
    return [*scaled, f"{joined}concat=n={n_clips}:v=1:a=1[layer0][programme]"]


def _layers(n_clips: int, seconds: int) -> list[str]:
    """Overlay the logo, the images and the titles, each as one frame that is shown again."""
    every, half = seconds / IMAGES, seconds / TITLES
    spans = [(0.0, float(seconds), 384, "W-w-40:40")]
    spans += [(n * every + 1, n * every + 4, 768, "24:(H-h)/2") for n in range(IMAGES)]
    spans += [(n * half + 2, n * half + 8, 1200, "(W-w)/2:60") for n in range(TITLES)]
    steps = []
    for index, (start, end, width, place) in enumerate(spans):
        fades = f"fade=in:st={start}:d=0.6:alpha=1,fade=out:st={end - 0.6}:d=0.6:alpha=1"
        still = f"[{n_clips + index}:v]scale={width}:-2,format=yuva420p,loop=-1:1"
        timed = f"trim=duration={end - start},fps={RATE},setpts=PTS+{start}/TB"
        steps.append(f"{still},{timed}{',' + fades if index else ''}[still{index}]")
        out = "picture" if index == len(spans) - 1 else f"layer{index + 1}"
        steps.append(f"[layer{index}][still{index}]overlay={place}:eof_action=pass[{out}]")
    return steps


def _sound(n_clips: int, seconds: int) -> list[str]:
    voice = n_clips + 1 + IMAGES + TITLES
    duck = "sidechaincompress=threshold=0.03:ratio=8:attack=20:release=400"
    return [
        f"[{voice}:a]atrim=duration={seconds - 4},adelay=2000:all=1[voice]",
        "[programme][voice]amix=2:duration=first:normalize=0,asplit[spoken][key]",
        f"[{voice + 1}:a]atrim=duration={seconds},volume=-12dB[music]",
        f"[music][key]{duck}[ducked]",
        "[spoken][ducked]amix=2:duration=first:normalize=0,alimiter=limit=0.84[sound]",
    ]


def clip_seconds(seconds: int) -> int:
    """Return the seconds of each clip."""
    length, over = divmod(seconds, CLIPS)
    if over:
        raise SystemExit(f"the cut is {CLIPS} clips of whole seconds; {seconds} s are not")
    return length


def clips_of(seconds: int) -> list[Document]:
    """List the clips of the cut, from each source in turn."""
    length = clip_seconds(seconds)
    clips = []
    for index in range(CLIPS):
        # No two clips are equal, for what is shown twice would be rendered once.
        first = round(0.5 + (index // SOURCES) * 2.6, 1)
        clips.append({
            "id": f"c{index}",
            "uploadId": index % SOURCES + 1,
            "startSeconds": index * length,
            "sourceStartSeconds": first,
            "sourceEndSeconds": first + length,
        })  # fmt: skip
    return clips


def _video(number: int, seconds: int) -> list[str]:
    picture = f"testsrc2=s={SIZE}:r={RATE}:d={seconds},hue=h={90 * number},noise=alls=6:allf=t"
    room = f"anoisesrc=c=pink:a=0.1:r=48000:d={seconds}:seed={number}"
    return [
        "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", room, "-pix_fmt", "yuv420p",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-g", "250", "-ac", "2",
    ]  # fmt: skip


def _make(path: Path, options: list[str]) -> None:
    if not path.exists():
        partial = path.with_name(f"part-{path.name}")
        subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-y", *options, str(partial)], check=True
        )
        partial.rename(path)

# SPDX-License-Identifier: Apache-2.0
"""Make the output groups of a job by ffmpeg, in a folder, as MediaConvert names its files."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.media.ffmpeg import inspect
from tests.support.mediaconvert.playlists import MadeOutput, manifest_text, master_text

Json = dict[str, Any]
IsCancelled = Callable[[], bool]
_MEMBERS = {
    "HLS_GROUP_SETTINGS": "HlsGroupSettings",
    "CMAF_GROUP_SETTINGS": "CmafGroupSettings",
    "FILE_GROUP_SETTINGS": "FileGroupSettings",
}


class CannotTranscode(Exception):
    """A job ends with an error code of MediaConvert."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Cancelled(Exception):
    """The job was cancelled or its endpoint stopped."""


def probe_tracks(path: Path) -> list[Json]:
    """Return the streams of a file as ffprobe has them; CannotTranscode when it is no media."""
    argv = ["ffprobe", "-v", "error", "-show_streams", "-of", "json", str(path)]
    streams: list[Json] = json.loads(inspect(argv).output or "{}").get("streams", [])
    if not streams:
        raise CannotTranscode(1010, "Unable to open input file: no parser for the container")
    return streams


@dataclass
class Transcoding:
    """One job: its input, the settings as parameters, and where the files go."""

    source: Path
    settings: Json
    folder: Path
    is_cancelled: IsCancelled
    report: Callable[[int], None]

    def run(self) -> dict[str, Path]:
        """Make all groups and return the files by the addresses that they are for."""
        tracks = probe_tracks(self.source)
        if not any(one["codec_type"] == "video" for one in tracks):
            raise CannotTranscode(1020, "No video in the input")
        groups, made = self.settings["OutputGroups"], {}
        for number, group in enumerate(groups):
            made |= self._group(group)
            self.report(int(95 * (number + 1) / len(groups)))
        return made

    def _group(self, group: Json) -> dict[str, Path]:
        settings = group["OutputGroupSettings"]
        if settings["Type"] not in _MEMBERS:
            raise CannotTranscode(1040, f"{settings['Type']} is not supported here")
        own = settings[_MEMBERS[settings["Type"]]]
        target, _, base = own["Destination"].rpartition("/")
        folder = self.folder / group["Name"]
        folder.mkdir()
        if settings["Type"] == "FILE_GROUP_SETTINGS":
            for output in group["Outputs"]:
                self._capture(output, folder / f"{base}{output['NameModifier']}.0000000.jpg")
        else:
            is_cmaf = settings["Type"] == "CMAF_GROUP_SETTINGS"
            made = [self._output(one, folder, base, own, is_cmaf) for one in group["Outputs"]]
            (folder / f"{base}.m3u8").write_text(master_text(made))
            if is_cmaf and own.get("WriteDashManifest") == "ENABLED":
                (folder / f"{base}.mpd").write_text(manifest_text(made))
        return {f"{target}/{path.name}": path for path in folder.iterdir()}

    def _output(
        self, output: Json, folder: Path, base: str, group: Json, is_cmaf: bool
    ) -> MadeOutput:
        name, is_audio = f"{base}{output['NameModifier']}", "AudioDescriptions" in output
        argv = self._audio(output) if is_audio else self._video(output)
        argv += ["-f", "hls", "-hls_playlist_type", "vod", "-start_number", "1"]
        argv += ["-hls_time", str(group["SegmentLength"])]
        if is_cmaf:
            suffix = "cmfa" if is_audio else "cmfv"
            # Frames out of order would let ffmpeg write the picture later than the sound.
            argv += [] if is_audio else ["-bf", "0"]
            argv += [
                "-hls_segment_type",
                "fmp4",
                "-hls_fmp4_init_filename",
                f"{name}_init.{suffix}",
            ]
            argv += ["-hls_segment_filename", str(folder / f"{name}_%09d.{suffix}")]
        else:
            # Without it each output would be shifted alone, and sound would not fit the picture.
            argv += ["-output_ts_offset", "10"]
            argv += ["-hls_segment_filename", str(folder / f"{name}_%05d.ts")]
        self._ffmpeg([*argv, str(folder / f"{name}.m3u8")])
        return MadeOutput(folder / f"{name}.m3u8", is_audio)

    def _video(self, output: Json) -> list[str]:
        video = output["VideoDescription"]
        rate = video["CodecSettings"]["H264Settings"]["MaxBitrate"]
        argv = ["-map", "0:v:0", "-an", "-vf", _scale(video), "-c:v", "libx264"]
        argv += ["-preset", "ultrafast", "-crf", "28", "-maxrate", str(rate)]
        argv += ["-bufsize", str(2 * rate), "-profile:v", "high", "-pix_fmt", "yuv420p"]
        argv += ["-bf", "2", "-sc_threshold", "0", "-force_key_frames", "expr:gte(t,n_forced*2)"]
        return argv

    def _audio(self, output: Json) -> list[str]:
        (description,) = output["AudioDescriptions"]
        selectors = self.settings["Inputs"][0]["AudioSelectors"]
        track = selectors[description["AudioSourceName"]].get("Tracks", [1])[0]
        aac = description["CodecSettings"]["AacSettings"]
        argv = ["-map", f"0:a:{track - 1}", "-vn", "-c:a", "aac", "-ac", "2"]
        argv += ["-b:a", str(aac["Bitrate"]), "-ar", str(aac["SampleRate"])]
        # What is missing at the beginning is filled with silence, as MediaConvert does.
        filters = ["aresample=async=1:first_pts=0"]
        loudness = description.get("AudioNormalizationSettings")
        if loudness:
            filters.append(f"loudnorm=I={loudness['TargetLkfs']}:TP=-1")
        return [*argv, "-af", ",".join(filters)]

    def _capture(self, output: Json, path: Path) -> None:
        scale = _scale(output["VideoDescription"])
        self._ffmpeg(["-map", "0:v:0", "-vf", scale, "-frames:v", "1", "-q:v", "4", str(path)])

    def _ffmpeg(self, argv: list[str]) -> None:
        if self.is_cancelled():
            raise Cancelled
        whole = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", str(self.source), *argv]
        child = subprocess.Popen(whole, stderr=subprocess.PIPE, text=True)
        while True:
            try:
                _, said = child.communicate(timeout=0.1)
                break
            except subprocess.TimeoutExpired:
                if self.is_cancelled():
                    child.kill()
        if self.is_cancelled():
            raise Cancelled
        if child.returncode:
            raise CannotTranscode(1075, said.strip()[-200:])


def _scale(video: Json) -> str:
    size = f"{video['Width']}:{video['Height']}"
    shape = "force_original_aspect_ratio=decrease:force_divisible_by=2"
    return f"scale={size}:{shape},pad={size}:-1:-1,setsar=1"

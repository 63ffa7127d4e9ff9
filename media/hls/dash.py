# SPDX-License-Identifier: Apache-2.0
"""The DASH manifest over the segments that the playlists list."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from xml.etree import ElementTree

from media.hls.playlists import AAC_LC, Variant, decimal
from media.timecode import SAMPLE_RATE

MANIFEST_NAME = "manifest.mpd"
AUDIO_ID = "audio"
_NAMESPACE = "urn:mpeg:dash:schema:mpd:2011"
_PROFILE = "urn:mpeg:dash:profile:isoff-live:2011"
_CHANNELS = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011"
_SEGMENTS = {
    "initialization": "$RepresentationID$/init.mp4",
    "media": "$RepresentationID$/seg_$Number%05d$.m4s",
    "startNumber": "1",
}

Durations = Sequence[Fraction]


def manifest(
    variants: Sequence[Variant], video: Durations, *, audio: Durations, audio_bandwidth: int
) -> str:
    """Write the manifest of a stream, given the seconds of each segment.

    A stream without sound has no audio segments. Rates of the variants that include the sound are
    stated without it.
    """
    length = decimal(sum(video, Fraction(0)), 6)
    root = ElementTree.Element(
        "MPD",
        {
            "xmlns": _NAMESPACE,
            "profiles": _PROFILE,
            "type": "static",
            "mediaPresentationDuration": f"PT{length}S",
            "minBufferTime": f"PT{decimal(max(video), 3)}S",
        },
    )
    period = ElementTree.SubElement(root, "Period", {"id": "0", "start": "PT0S"})
    _add_video(period, variants, video, audio_bandwidth)
    if audio:
        _add_audio(period, audio, audio_bandwidth)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_video(
    period: ElementTree.Element, variants: Sequence[Variant], video: Durations, audio_bandwidth: int
) -> None:
    rate = variants[0].rate
    clock = rate.fps.numerator
    known = _adaptation_set(period, "0", "video", video, clock)
    for variant in variants:
        ElementTree.SubElement(
            known,
            "Representation",
            {
                "id": variant.uri.partition("/")[0],
                "codecs": variant.codec,
                "bandwidth": str(variant.bandwidth - audio_bandwidth),
                "width": str(variant.size.width),
                "height": str(variant.size.height),
                "frameRate": str(rate),
                "sar": "1:1",
            },
        )


def _add_audio(period: ElementTree.Element, audio: Durations, bandwidth: int) -> None:
    known = _adaptation_set(period, "1", "audio", audio, SAMPLE_RATE)
    one = ElementTree.SubElement(
        known,
        "Representation",
        {
            "id": AUDIO_ID,
            "codecs": AAC_LC,
            "bandwidth": str(bandwidth),
            "audioSamplingRate": str(SAMPLE_RATE),
        },
    )
    ElementTree.SubElement(
        one, "AudioChannelConfiguration", {"schemeIdUri": _CHANNELS, "value": "2"}
    )


def _adaptation_set(
    period: ElementTree.Element, name: str, kind: str, durations: Durations, clock: int
) -> ElementTree.Element:
    made = ElementTree.SubElement(
        period,
        "AdaptationSet",
        {
            "id": name,
            "contentType": kind,
            "mimeType": f"{kind}/mp4",
            "segmentAlignment": "true",
            "startWithSAP": "1",
        },
    )
    template = ElementTree.SubElement(
        made, "SegmentTemplate", {"timescale": str(clock), **_SEGMENTS}
    )
    timeline = ElementTree.SubElement(template, "SegmentTimeline")
    start = 0
    for ticks, run in groupby(round(one * clock) for one in durations):
        count = len(list(run))
        again = {"r": str(count - 1)} if count > 1 else {}
        ElementTree.SubElement(timeline, "S", {"t": str(start), "d": str(ticks), **again})
        start += ticks * count
    return made

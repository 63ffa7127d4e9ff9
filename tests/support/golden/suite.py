# SPDX-License-Identifier: Apache-2.0
"""All golden cases of frames, and the forty of them that `make test` runs."""

from __future__ import annotations

from tests.support.golden import (
    cases_base,
    cases_combined,
    cases_overlays,
    cases_pictures,
    cases_titles,
)
from tests.support.golden.case import GoldenCase

TABLES = (
    cases_base,
    cases_overlays,
    cases_pictures,
    cases_titles,
    cases_combined,
)

QUICK = (
    "rate-24000/1001-of-video-1",
    "rate-24-of-video-2",
    "rate-25-of-video-1",
    "rate-30000/1001-of-video-2",
    "rate-30-of-video-1",
    "rate-50-of-video-2",
    "rate-60000/1001-of-video-1",
    "rate-60-of-video-2",
    "aspect-auto-of-a-tall-video",
    "quality-draft",
    "aspect-auto-of-a-square-video",
    "snap-closes-a-gap-of-a-millisecond",
    "snap-keeps-one-frame-at-least",
    "fill-blur-strong",
    "fill-color",
    "fill-image-22",
    "background-color",
    "background-image-22",
    "still-between-clips",
    "graphic-with-alpha-fades",
    "hold-after-its-clip",
    "overlay-33-at-all-places",
    "overlay-outlasts-the-base",
    "plate-band",
    "plate-thick-in-a-tall-frame",
    "overlay-still-between-overlays",
    "graphic-70-at-all-places",
    "border-6",
    "graphic-fades-in_out-400",
    "graphic-slide_in_out-bottom",
    "graphic-doc_reveal-middle",
    "logo-20-at-all-places",
    "logo-fades-in",
    "lower-third-unsaid",
    "lower-third-fades-in_out",
    "title-over-a-clip",
    "order-of-all",
    "everything-in-16:9",
    "chunks-of-clips",
    "cuts-at-24000/1001",
)


def all_cases() -> list[GoldenCase]:
    """Return every case of every table."""
    return [case for table in TABLES for case in table.cases()]


def quick_cases() -> list[GoldenCase]:
    """Return the cases of `QUICK`, in its order."""
    named = {case.name: case for case in all_cases()}
    return [named[name] for name in QUICK]

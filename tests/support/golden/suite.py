# SPDX-License-Identifier: Apache-2.0
"""All golden cases of frames, and those of them that `make test` runs."""

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
    # One of each kind; tests/slow renders all.
    "rate-24000/1001-of-video-1",
    "rate-30000/1001-of-video-2",
    "rate-60-of-video-2",
    "aspect-auto-of-a-tall-video",
    "quality-draft",
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
    "plate-thick-in-a-tall-frame",
    "graphic-70-at-all-places",
    "border-6",
    "graphic-slide_in_out-bottom",
    "graphic-doc_reveal-middle",
    "logo-20-at-all-places",
    "lower-third-fades-in_out",
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

# SPDX-License-Identifier: Apache-2.0
"""Moments are aware, in UTC, and written in one way."""

from __future__ import annotations

import datetime as dt

import pytest

from chassis import clock


def test_the_current_moment_is_in_utc() -> None:
    assert clock.now().tzinfo is dt.UTC


def test_a_moment_is_written_in_utc_whatever_its_zone() -> None:
    zone = dt.timezone(dt.timedelta(hours=2))

    assert clock.to_iso(dt.datetime(2026, 3, 1, 14, tzinfo=zone)) == "2026-03-01T12:00:00+00:00"


def test_no_moment_stays_none() -> None:
    assert clock.to_iso(None) is None


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.to_iso(dt.datetime(2026, 3, 1))  # noqa: DTZ001 # the mistake under test

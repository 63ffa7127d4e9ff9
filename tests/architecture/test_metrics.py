# SPDX-License-Identifier: Apache-2.0
"""The reference of metrics lists exactly the metrics that render has."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "services" / "render" / "coordinator" / "api" / "metrics.py").read_text()
PAGE = (ROOT / "docs" / "reference" / "metrics.md").read_text()


def test_every_metric_of_render_is_listed_and_no_other() -> None:
    gauges = re.findall(r"_gauge\(\s*\"(\w+)\"", SOURCE)
    counters = re.findall(r"_(?:counter|total)\(\s*\"(\w+)\"", SOURCE)
    cells = re.findall(r"^\| (`.+?`) \| ", PAGE, re.MULTILINE)
    listed = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]

    assert sorted(listed) == sorted([*gauges, *(f"{name}_total" for name in counters)])

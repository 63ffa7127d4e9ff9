# SPDX-License-Identifier: Apache-2.0
"""How the documentation tests read pages and compare outputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.docs.fences import fences_of, steps_of
from tests.support.docs.shapes import differences

PAGE = """# A page

```sh test=running foreground="is ready"
make up
```

```text output
ready
```

```sql test=distributed
SELECT 1;
```
"""


def test_the_blocks_of_a_page_are_read_with_their_options(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE)

    first, second = steps_of(fences_of(page))

    assert (first.command.place, first.command.options["foreground"]) == ("running", "is ready")
    assert (first.command.text, first.command.line) == ("make up\n", 3)
    assert first.output is not None and first.output.text == "ready\n"
    assert (second.command.language, second.output) == ("sql", None)


@pytest.mark.parametrize(
    ("example", "actual"),
    [
        ('{"id": 1, "name": null}', '{"id": 22, "name": "a"}'),
        ('[{"at": 1.5}]', '[{"at": 3}]'),
    ],
)
def test_json_of_the_same_shape_has_no_difference(example: str, actual: str) -> None:
    assert differences(example, actual, language="json") == []


@pytest.mark.parametrize(
    ("example", "actual"),
    [
        ('{"id": 1}', '{"id": "1"}'),
        ('{"id": 1}', '{"id": true}'),
        ('{"id": 1}', '{"id": 1, "name": "a"}'),
        ('{"id": 1, "name": "a"}', '{"id": 1}'),
        ('{"items": [1]}', '{"items": []}'),
    ],
)
def test_json_of_another_shape_is_different(example: str, actual: str) -> None:
    assert differences(example, actual, language="json")


def test_text_may_differ_in_numbers_and_where_the_example_has_an_ellipsis() -> None:
    example = "upload 1: …\n step   4.5"

    assert differences(example, "more\nupload 22: ready\nmore\nstep 12", language="text") == []
    assert differences(example, "upload 22: ready", language="text")
    assert differences(example, "step 12\nupload 22: ready", language="text")
    assert differences(example, "upload x: ready\nstep 12", language="text")

# SPDX-License-Identifier: Apache-2.0
"""Our REST routes against bare Flask views that execute the same one SQL statement.

`GET /api/uploads` (a page of 50) and saving a timeline of 20 clips. Run by
`python -m benchmarks.api [requests]`.
"""

from __future__ import annotations

import json
import sys

from benchmarks.beside_bare import measure, running_sides
from benchmarks.documents import clips, document

CLIPS, UPLOADS = 20, 200


def main(count: int) -> None:
    """Measure both routes and print the ratios."""
    with running_sides() as sides:
        sides.add_uploads(UPLOADS)
        measure(
            sides.target("GET /api/uploads", "library", "GET", "/api/uploads?limit=50"),
            sides.target("the same", "bare", "GET", "/uploads"),
            count,
        )
        project = sides.new_project()
        path = f"/api/create-video/projects/{project}/timeline"
        body = json.dumps({"timeline": document(clips=clips(CLIPS))})
        measure(
            sides.target("PATCH timeline of 20 clips", "drafts", "PATCH", path, body),
            sides.target("the same", "bare", "PATCH", f"/timeline/{project}", body),
            count,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)

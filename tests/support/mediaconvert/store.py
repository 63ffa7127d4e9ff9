# SPDX-License-Identifier: Apache-2.0
"""The jobs of the endpoint, in SQLite, so that they outlive it."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_COLUMNS = "id, token, status, percent, error_code, error_message, created_at, started_at, request"
_TABLE = """CREATE TABLE IF NOT EXISTS jobs (id TEXT PRIMARY KEY, token TEXT, status TEXT,
percent INTEGER, error_code INTEGER, error_message TEXT, created_at REAL, started_at REAL,
request TEXT)"""
OPEN = ("SUBMITTED", "PROGRESSING")


@dataclass(frozen=True)
class StoredJob:
    """A job as it is stored; `request` is the body of CreateJob as it came."""

    id: str
    token: str | None
    status: str
    percent: int
    error_code: int
    error_message: str
    created_at: float
    started_at: float | None
    request: dict[str, Any]

    def wire(self) -> dict[str, Any]:
        """Return it as GetJob answers it."""
        timing = {"submitTime": int(self.created_at)}
        if self.started_at:
            timing["startTime"] = int(self.started_at)
        failed = {"errorCode": self.error_code, "errorMessage": self.error_message}
        return {
            "id": self.id,
            "arn": f"arn:aws:mediaconvert:us-east-1:000000000000:jobs/{self.id}",
            "createdAt": int(self.created_at),
            "timing": timing,
            "status": self.status,
            "jobPercentComplete": self.percent,
            "role": self.request["role"],
            "settings": self.request["settings"],
            "userMetadata": self.request.get("userMetadata", {}),
            **(failed if self.error_code else {}),
        }


class JobStore:
    """The jobs in a file, for many threads."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.execute(_TABLE)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def add(self, token: str | None, request: dict[str, Any]) -> tuple[StoredJob, bool]:
        """Store a new job, or return the one with the same token of the last minute and False."""
        now = time.time()
        job_id = f"{int(now * 1000)}-{uuid.uuid4().hex[:6]}"
        values = (job_id, token, "SUBMITTED", 0, 0, "", now, None, json.dumps(request))
        with self._lock:
            same = [one for one in self._select("token = ?", token) if one.created_at > now - 60]
            if same:
                return same[0], False
            self._database.execute("INSERT INTO jobs VALUES (?,?,?,?,?,?,?,?,?)", values)
            return self._select("id = ?", job_id)[0], True

    def get(self, job_id: str) -> StoredJob | None:
        """Return a job."""
        with self._lock:
            found = self._select("id = ?", job_id)
        return found[0] if found else None

    def all(self) -> list[StoredJob]:
        """Return every job, the oldest first."""
        with self._lock:
            return self._select("1 = ?", 1)

    def move(self, job_id: str, status: str, **values: Any) -> bool:
        """Change a job that is not over; False when it is, or is lost."""
        columns = {"status": status, **values}
        assignments = ", ".join(f"{name} = ?" for name in columns)
        update = f"UPDATE jobs SET {assignments} WHERE id = ? AND status IN (?, ?)"
        with self._lock:
            changed = self._database.execute(update, (*columns.values(), job_id, *OPEN))
            return changed.rowcount > 0

    def lose(self, job_id: str) -> None:
        """Lose a job."""
        with self._lock:
            self._database.execute("DELETE FROM jobs WHERE id = ?", (job_id,))

    def _select(self, where: str, value: Any) -> list[StoredJob]:
        query = f"SELECT {_COLUMNS} FROM jobs WHERE {where} ORDER BY created_at"
        rows = self._database.execute(query, (value,))
        return [StoredJob(*row[:-1], json.loads(row[-1])) for row in rows]

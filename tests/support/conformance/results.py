# SPDX-License-Identifier: Apache-2.0
"""What the checks of schemathesis found, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from schemathesis.engine import events

_MOST_PRINTED = 20


@dataclass
class Conformance:
    """How many cases were sent, how many checks they passed, and each failure."""

    cases: Counter[str] = field(default_factory=Counter)
    """By phase: examples, coverage, fuzzing."""
    statuses: Counter[int] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    """By check."""
    failed: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def add(self, event: events.EngineEvent) -> None:
        """Count the cases and checks of an event of schemathesis."""
        if isinstance(event, events.ScenarioFinished):
            self._add_scenario(event)
        elif isinstance(event, events.NonFatalError):
            self._fail("error", f"{event.label}: {event.info.title}: {event.info.message}")
        elif isinstance(event, events.FatalError):
            raise event.exception

    def _add_scenario(self, event: events.ScenarioFinished) -> None:
        recorder = event.recorder
        self.cases[event.phase.value] += len(recorder.interactions)
        for sent in recorder.interactions.values():
            self.statuses[sent.response.status_code if sent.response else 0] += 1
        for checks in recorder.checks.values():
            for check in checks:
                if check.failure_info is None:
                    self.passed[check.name] += 1
                else:
                    failure = check.failure_info.failure
                    self._fail(
                        check.name,
                        f"{recorder.label}: {failure.title}: {failure.message}\n"
                        f"  {check.failure_info.code_sample[:1000]}",
                    )

    def _fail(self, name: str, text: str) -> None:
        self.failed[name] += 1
        self.failures.append(f"{name}: {text}")

    def report(self) -> str:
        """Return the numbers as lines of text, and the first failures."""
        names = sorted({*self.passed, *self.failed})
        rows = [f"  {one:30} {self.passed[one]:7} {self.failed[one]:7}" for one in names]
        statuses = ", ".join(f"{one}: {count}" for one, count in sorted(self.statuses.items()))
        phases = ", ".join(f"{name}: {count}" for name, count in self.cases.items())
        return "\n".join(
            [
                f"{self.cases.total()} cases ({phases})",
                f"answers by status: {statuses}",
                f"  {'check':30} {'passed':>7} {'failed':>7}",
                *rows,
                *self.failures[:_MOST_PRINTED],
            ]
        )

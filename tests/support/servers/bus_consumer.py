# SPDX-License-Identifier: Apache-2.0
"""A consumer that listens for the length of a test, here or in a process of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chassis.bus import BusAddress, Consumer, Message, Publisher, declare_topology

RETRIES = (0.2, 0.3, 0.4)
_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Place:
    """A queue of one test alone and the topic it hears."""

    queue: str
    topic: str


def make_place(address: BusAddress, *, delivery_limit: int = 20) -> Place:
    """Declare a queue with a topic of its own."""
    name = f"t{uuid.uuid4().hex[:8]}"
    place = Place(queue=f"{name}.events", topic=f"{name}.thing.made.v1")
    queues = {place.queue: [place.topic]}
    declare_topology(address, queues, retry_delays=RETRIES, delivery_limit=delivery_limit)
    return place


def publish(address: BusAddress, *messages: Message) -> None:
    """Send messages as one batch."""
    with Publisher(address) as publisher:
        publisher.publish_many(messages)


def an_event(place: Place, message_id: str = "m1") -> Message:
    """A message for those who hear the place's topic."""
    return Message(topic=place.topic, message_id=message_id, type="thing.made", body='{"n": 1}')


@dataclass
class Heard:
    """What a listener has got so far, in order."""

    messages: list[Message] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """The ids of what was heard."""
        return [message.message_id for message in self.messages]


@contextlib.contextmanager
def listening(
    address: BusAddress,
    queue: str,
    *,
    react: Callable[[Message], None] = lambda _: None,
    retry_delays: Sequence[float] = RETRIES,
) -> Iterator[Heard]:
    """Consume a queue in a thread for a block; note each message, then react to it."""
    heard, stop = Heard(), threading.Event()

    def handle(message: Message) -> None:
        heard.messages.append(message)
        react(message)

    consumer = Consumer(address, queue, handle, retry_delays=retry_delays)
    thread = threading.Thread(target=consumer.run, args=(stop,))
    thread.start()
    try:
        yield heard
    finally:
        stop.set()
        thread.join()


@contextlib.contextmanager
def elsewhere(address: BusAddress, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run this module's main in another process for a block; it speaks on its standard output."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.servers.bus_consumer", address.url, *words],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": f"{_ROOT}:{_ROOT / 'gen'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def main(url: str, deed: str, queue: str, *ids: str) -> None:
    """Publish ids to a topic, or take a message and hang, or take one and die of it."""
    address = BusAddress(url)

    def take(message: Message) -> None:
        sys.stdout.write(f"took {message.message_id}\n")
        sys.stdout.flush()
        if deed == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        threading.Event().wait()

    if deed == "publish":
        with Publisher(address) as publisher:
            for message_id in ids:
                publisher.publish(Message(topic=queue, message_id=message_id, type="t", body="{}"))
    else:
        Consumer(address, queue, take).run(threading.Event())


if __name__ == "__main__":
    main(*sys.argv[1:])

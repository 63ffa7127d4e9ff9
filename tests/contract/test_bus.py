# SPDX-License-Identifier: Apache-2.0
"""What the event bus promises, over RabbitMQ and over the broker file alike."""

from __future__ import annotations

import threading
import uuid

import pytest

from chassis.bus import BusAddress, Message, Publisher, declare_topology, queue_length
from tests.support.process.waiting import exit_code, wait_for, wait_until
from tests.support.servers.bus_consumer import (
    Place,
    an_event,
    elsewhere,
    listening,
    publish,
)

pytest_plugins = ["tests.support.servers.fixtures_bus"]


def test_an_event_reaches_each_queue_of_its_topic_and_no_other(address: BusAddress) -> None:
    name = uuid.uuid4().hex[:8]
    patterns = {"exact": f"{name}.a.made.v1", "word": f"{name}.*.made.v1", "tail": f"{name}.#"}
    queues = {f"{name}.{kind}": [pattern] for kind, pattern in patterns.items()}
    declare_topology(address, queues | {f"{name}.other": [f"{name}.b.made.v1"]})

    publish(address, Message(topic=f"{name}.a.made.v1", message_id="1", type="t", body="{}"))
    publish(address, Message(topic=name, message_id="2", type="t", body="{}"))

    wait_until(lambda: queue_length(address, f"{name}.tail") == 2)
    wait_until(lambda: queue_length(address, f"{name}.exact") == 1)
    wait_until(lambda: queue_length(address, f"{name}.word") == 1)
    assert queue_length(address, f"{name}.other") == 0


def test_a_message_arrives_as_it_was_sent(address: BusAddress, place: Place) -> None:
    sent = Message(
        topic=place.topic,
        message_id="m1",
        type="thing.made",
        body='{"title": "Über"}',
        headers={"traceparent": "00-ab-cd-01", "correlation_id": "é"},
    )

    with listening(address, place.queue) as heard:
        publish(address, sent)
        wait_until(lambda: heard.messages)

    (arrived,) = heard.messages
    assert arrived.body == '{"title": "Über"}'.encode()
    assert (arrived.topic, arrived.queue) == (place.topic, place.queue)
    assert (arrived.message_id, arrived.type) == ("m1", "thing.made")
    assert arrived.headers == sent.headers
    assert arrived.attempt == 0
    wait_until(lambda: queue_length(address, place.queue) == 0)


def test_work_goes_to_its_queue_by_name(address: BusAddress, place: Place) -> None:
    with listening(address, place.queue) as heard:
        publish(address, Message(queue=place.queue, message_id="w1", type="wake", body="{}"))
        wait_until(lambda: heard.ids == ["w1"])

    assert heard.messages[0].topic == ""


def test_a_batch_is_confirmed_whole_and_keeps_its_order(address: BusAddress, place: Place) -> None:
    ids = [str(number) for number in range(450)]

    publish(address, *[an_event(place, message_id) for message_id in ids])

    wait_until(lambda: queue_length(address, place.queue) == 450)
    with listening(address, place.queue) as heard:
        wait_until(lambda: len(heard.messages) == 450)
    assert heard.ids == ids


def test_a_transient_message_is_delivered_as_one(address: BusAddress, place: Place) -> None:
    progress = Message(
        topic=place.topic, message_id="p1", type="progress", body="{}", transient=True
    )

    with listening(address, place.queue) as heard:
        publish(address, progress)
        wait_until(lambda: heard.messages)

    assert heard.messages[0].transient


def test_a_message_without_destination_is_refused(address: BusAddress) -> None:
    with Publisher(address) as publisher, pytest.raises(ValueError, match="topic or a queue"):
        publisher.publish(Message(message_id="m1", type="t", body="{}"))


def test_a_process_that_declared_nothing_publishes_by_the_bindings_of_others(
    address: BusAddress, place: Place
) -> None:
    with elsewhere(address, "publish", place.topic, "x", "y") as process:
        assert exit_code(process) == 0

    with listening(address, place.queue) as heard:
        wait_until(lambda: heard.ids == ["x", "y"])


def test_two_consumers_of_a_queue_divide_its_messages(address: BusAddress, place: Place) -> None:
    ids = [str(number) for number in range(200)]

    with listening(address, place.queue) as one, listening(address, place.queue) as two:
        publish(address, *[an_event(place, message_id) for message_id in ids])
        wait_until(lambda: len(one.messages) + len(two.messages) >= 200)
        wait_until(lambda: queue_length(address, place.queue) == 0)

    assert sorted(one.ids + two.ids) == sorted(ids)


def test_threads_may_share_a_publisher(address: BusAddress, place: Place) -> None:
    with Publisher(address) as publisher:
        threads = [
            threading.Thread(
                target=lambda name: [
                    publisher.publish(an_event(place, f"{name}{n}")) for n in range(20)
                ],
                args=(name,),
            )
            for name in "abcd"
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    wait_until(lambda: queue_length(address, place.queue) == 80)


def test_a_consumer_that_is_stopped_leaves_the_rest_in_the_queue(
    address: BusAddress, place: Place
) -> None:
    publish(address, *[an_event(place, str(number)) for number in range(5)])
    may_go_on = threading.Event()

    def hold(message: Message) -> None:
        wait_for(may_go_on)

    with listening(address, place.queue, react=hold) as heard:
        wait_until(lambda: heard.messages)
        # The consumer is stopped while it handles its first message.
        threading.Timer(0.3, may_go_on.set).start()

    assert heard.ids == ["0"]
    wait_until(lambda: queue_length(address, place.queue) == 4)


def test_a_queue_nobody_declared_is_empty(address: BusAddress) -> None:
    assert queue_length(address, "nobody.events") == 0

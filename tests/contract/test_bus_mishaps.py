# SPDX-License-Identifier: Apache-2.0
"""What becomes of messages when handlers, processes and brokers fail, over either broker."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.bus import (
    BusAddress,
    BusUnavailable,
    Message,
    Poison,
    Publisher,
    Retry,
    list_dead,
    queue_length,
    replay_dead,
)
from tests.support.process.waiting import exit_code, pause, wait_until
from tests.support.servers.bus_consumer import (
    Place,
    an_event,
    elsewhere,
    listening,
    make_place,
    publish,
)
from tests.support.servers.ports import free_port
from tests.support.servers.rabbitmq import RabbitMQ, running_rabbitmq

pytest_plugins = ["tests.support.servers.fixtures_bus"]


def reject(message: Message) -> None:
    raise Retry("not now")


def test_a_failing_message_climbs_the_rungs_and_then_is_dead(
    address: BusAddress, place: Place
) -> None:
    with listening(address, place.queue, react=reject) as heard:
        publish(address, an_event(place))
        wait_until(lambda: list_dead(address, place.queue))

    assert [message.attempt for message in heard.messages] == [0, 1, 2, 3]
    assert {message.topic for message in heard.messages} == {place.topic}
    (dead,) = list_dead(address, place.queue)
    assert (dead.error, dead.attempt) == ("not now", 4)
    assert dead.failed_at is not None
    assert dead.message.topic == place.topic


def test_a_message_that_fails_once_is_handled_on_the_first_rung(
    address: BusAddress, place: Place
) -> None:
    def fail_at_first(message: Message) -> None:
        if message.attempt == 0:
            raise RuntimeError("a hiccup")

    with listening(address, place.queue, react=fail_at_first) as heard:
        publish(address, an_event(place))
        wait_until(lambda: len(heard.messages) == 2)
        wait_until(lambda: queue_length(address, place.queue) == 0)

    assert list_dead(address, place.queue) == []


def test_two_queues_share_the_rungs_and_each_message_finds_its_way_back(
    address: BusAddress,
) -> None:
    one, two = make_place(address), make_place(address)

    def fail_at_first(message: Message) -> None:
        if message.attempt == 0:
            reject(message)

    with (
        listening(address, one.queue, react=fail_at_first) as at_one,
        listening(address, two.queue, react=fail_at_first) as at_two,
    ):
        publish(address, an_event(one, "for-one"), an_event(two, "for-two"))
        wait_until(lambda: len(at_one.messages) == 2 and len(at_two.messages) == 2)

    assert at_one.ids == ["for-one", "for-one"]
    assert at_two.ids == ["for-two", "for-two"]


def test_poison_is_dead_at_once(address: BusAddress, place: Place) -> None:
    def reject(message: Message) -> None:
        raise Poison("no such upload")

    with listening(address, place.queue, react=reject) as heard:
        publish(address, an_event(place))
        wait_until(lambda: list_dead(address, place.queue))

    assert len(heard.messages) == 1
    assert list_dead(address, place.queue)[0].error == "no such upload"


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe{", b""])
def test_a_malformed_body_is_dead_before_any_handler_sees_it(
    address: BusAddress, place: Place, body: bytes
) -> None:
    with listening(address, place.queue) as heard:
        publish(address, Message(topic=place.topic, message_id="bad", type="t", body=body))
        wait_until(lambda: list_dead(address, place.queue))

    assert heard.messages == []
    (dead,) = list_dead(address, place.queue)
    assert "not JSON" in dead.error
    assert dead.message.body == body


def test_looking_at_dead_letters_leaves_them_there(address: BusAddress, place: Place) -> None:
    publish(address, *[an_event(place, f"{place.queue}{number}") for number in range(3)])
    bury_all(address, place, count=3)

    assert len(list_dead(address, place.queue, limit=2)) == 2
    wait_until(lambda: len(list_dead(address, place.queue)) == 3)


def test_named_dead_letters_are_replayed_with_a_clean_slate(
    address: BusAddress, place: Place
) -> None:
    publish(address, *[an_event(place, message_id) for message_id in ("a", "b", "c")])
    bury_all(address, place, count=3)

    assert replay_dead(address, place.queue, ["b"]) == 1

    with listening(address, place.queue) as heard:
        wait_until(lambda: heard.messages)
    assert heard.ids == ["b"]
    assert (heard.messages[0].attempt, heard.messages[0].headers) == (0, {})
    assert heard.messages[0].topic == place.topic
    wait_until(
        lambda: {d.message.message_id for d in list_dead(address, place.queue)} == {"a", "c"}
    )


def test_all_dead_letters_are_replayed_unless_named(address: BusAddress, place: Place) -> None:
    publish(address, an_event(place, "a"), an_event(place, "b"))
    bury_all(address, place, count=2)

    assert replay_dead(address, place.queue) == 2

    wait_until(lambda: queue_length(address, place.queue) == 2)
    assert list_dead(address, place.queue) == []


def test_a_message_in_hand_of_a_killed_process_comes_again(
    address: BusAddress, place: Place
) -> None:
    with elsewhere(address, "hang", place.queue) as process:
        publish(address, an_event(place))
        assert process.stdout is not None
        assert process.stdout.readline() == "took m1\n"

    with listening(address, place.queue) as heard:
        wait_until(lambda: heard.ids == ["m1"])


def test_a_message_that_kills_its_consumers_becomes_a_dead_letter(address: BusAddress) -> None:
    place, bystander = make_place(address, delivery_limit=2), make_place(address)
    publish(address, an_event(place, "deadly"))

    with listening(address, bystander.queue):
        for _ in range(3):
            with elsewhere(address, "die", place.queue) as process:
                exit_code(process)
        wait_until(lambda: list_dead(address, place.queue))

    (dead,) = list_dead(address, place.queue)
    assert (dead.message.message_id, dead.error) == ("deadly", "delivery_limit")
    assert dead.message.topic == place.topic


def test_an_absent_broker_is_said_to_be_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    port = free_port()

    for url in (f"sqlitemq:///{tmp_path}/file/broker.db", f"amqp://127.0.0.1:{port}//"):
        with Publisher(BusAddress(url)) as publisher, pytest.raises(BusUnavailable):
            publisher.publish(Message(queue="q", message_id="m", type="t", body="{}"))


def test_an_exchange_nobody_declared_is_not_a_silent_loss(
    address: BusAddress, place: Place
) -> None:
    with Publisher(address) as publisher, pytest.raises(BusUnavailable):
        publisher.send([("nobodys.exchange", "key", an_event(place))])


@pytest.fixture
def mortal() -> Iterator[RabbitMQ]:
    """A broker that others do not use."""
    with running_rabbitmq() as broker:
        yield broker


def test_nothing_is_lost_when_rabbitmq_is_killed_while_both_sides_work(mortal: RabbitMQ) -> None:
    address = BusAddress(mortal.url)
    place = make_place(address)
    confirmed: list[str] = []
    enough = threading.Event()

    def publish_on() -> None:
        with Publisher(address) as publisher:
            while not enough.is_set():
                message_id = str(len(confirmed))
                try:
                    publisher.publish(an_event(place, message_id))
                    confirmed.append(message_id)
                except BusUnavailable:
                    pause(0.1)

    thread = threading.Thread(target=publish_on)
    with listening(address, place.queue) as heard:
        thread.start()
        # It writes the names of new queues to disk some seconds later, and forgets a queue with
        # all it holds when it is killed sooner.
        wait_until(lambda: len(heard.messages) > 50 and mortal.has_written(place.queue))
        mortal.restart()
        count = len(confirmed)
        wait_until(lambda: len(confirmed) > count + 50)
        enough.set()
        thread.join()
        wait_until(lambda: set(confirmed) <= set(heard.ids))


def bury_all(address: BusAddress, place: Place, *, count: int) -> None:
    """Let every message of a queue die of poison."""

    def poison(message: Message) -> None:
        raise Poison("bad")

    with listening(address, place.queue, react=poison):
        wait_until(lambda: queue_length(address, f"{place.queue}.dead") == count)

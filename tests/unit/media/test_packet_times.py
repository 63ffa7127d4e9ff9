# SPDX-License-Identifier: Apache-2.0
"""Times of packets, and the joins of recordings in them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from media.fields import may_be_interlaced, parse_fields
from media.joins import ClockedPackets, Joins, end_to_end_argv, find_joins
from media.packet_times import PacketTimes, parse_packet_times
from media.stream_choice import by_preference, real_pictures

TICK = Fraction(1, 90_000)


def packets(*seconds: float) -> PacketTimes:
    lines = (f"packet|0|{round(at * 90_000)}|N/A|3000|7|N/A|K_" for at in seconds)
    return parse_packet_times("\n".join(lines))[0]


def evenly(first: float, count: int = 30) -> list[float]:
    return [first + number / 30 for number in range(count)]


def joins_of(*streams: list[float]) -> Joins | None:
    clocked = {index: ClockedPackets(packets(*times), TICK) for index, times in enumerate(streams)}
    return find_joins(clocked, main=0)


def test_discarded_packets_are_counted_and_not_presented() -> None:
    text = (
        "packet|0|-1024|-1024|1024|4|48|KD|side_data|\n\n"
        "packet|0|0|0|1024|5|52|K_\npacket|1|5|5|1|6|N/A|K_"
    )
    times = parse_packet_times(text)
    assert (times[0].count, times[0].first, times[0].end) == (2, 0, 1024)
    assert (times[1].first, times[1].end) == (5, 6)
    assert (list(times[0].sizes), list(times[1].sizes)) == ([5], [6])
    assert (list(times[0].positions), list(times[1].positions)) == ([52], [-1])


def test_packets_without_a_time_follow_one_another() -> None:
    times = parse_packet_times(
        "packet|0|N/A|N/A|40|1|N/A|K_\npacket|0|N/A|N/A|40|1|N/A|K_\npacket|0|N/A|90|9|1|N/A|_"
    )
    assert list(times[0].pts) == [0, 40, 90]


def test_a_last_packet_without_a_length_is_as_long_as_the_one_before() -> None:
    assert parse_packet_times("packet|0|0|0|N/A|1|0|K_\npacket|0|30|30|N/A|1|1|_")[0].end == 60
    assert parse_packet_times("packet|0|7|7|N/A|1|0|K_")[0].end == 7


def test_a_clock_that_goes_on_has_no_join() -> None:
    assert joins_of(evenly(5), evenly(5.1)) is None


def test_one_stream_may_pause() -> None:
    assert joins_of(evenly(0) + evenly(40), evenly(0, 1500)) is None


def test_a_clock_that_jumps_or_restarts_in_all_streams_is_joined() -> None:
    sound = [*evenly(0.1), *evenly(3600.1)]
    found = joins_of([*evenly(0), *evenly(3600)], sound)
    assert found == Joins(1, {0: (30,), 1: (30,)}, (Fraction(3599),))
    restarted = joins_of(evenly(7) + evenly(2) + evenly(20))
    assert restarted is not None and restarted.shifts == (Fraction(-6), Fraction(17))


def test_streams_that_disagree_leave_the_clock_to_ffmpeg() -> None:
    found = joins_of(evenly(7) + evenly(2), evenly(7))
    assert found == Joins(1, {})
    argv = end_to_end_argv(Path("in"), Path("out"), Joins(1, {}), streams=[0, 1])
    assert "-copyts" not in argv and "-bsf:0" not in argv


def test_shifts_apply_from_the_first_packet_of_a_recording_on() -> None:
    joins = Joins(1, {0: (30,), 1: (44,)}, (Fraction(7, 2),))
    argv = end_to_end_argv(Path("in"), Path("out"), joins, streams=[0, 1])
    shown, decoded = argv[argv.index("-bsf:1") + 1].removeprefix("setts=").split(":")
    assert shown == "pts=if(eq(PTS\\,NOPTS)\\,NOPTS\\,PTS-(7/2)/TB*gte(N\\,44))"
    assert decoded == shown.replace("PTS", "DTS").replace("NODTS", "NOPTS").replace("pts", "dts")


def test_a_frame_that_waits_is_shown_when_the_next_that_waits_is_decoded() -> None:
    # The third and the last packet state only when they are decoded.
    both = [(90, 60), (75, 75), (None, 90), (105, 105), (None, 120), (135, 135)]
    stated = [f"packet|0|{'N/A' if pts is None else pts}|{dts}|15|1|0|_" for pts, dts in both]
    assert list(parse_packet_times("\n".join(stated))[0].pts) == [90, 75, 120, 105, 150, 135]


def test_frames_that_wait_at_a_joint_are_shown_behind_their_own_recording() -> None:
    first = ["packet|0|30|0|30|1|0|K_", "packet|0|N/A|30|30|1|0|_"]
    again = ["packet|0|5030|5000|30|1|0|K_", "packet|0|N/A|5030|30|1|0|_"]
    assert list(parse_packet_times("\n".join(first + again))[0].pts) == [30, 60, 5030, 5060]


def test_a_stream_that_states_no_waiting_frame_has_none() -> None:
    stated = ["packet|0|N/A|0|1|1|0|K_", "packet|0|N/A|3|1|1|1|_", "packet|0|9|9|1|1|2|_"]
    assert list(parse_packet_times("\n".join(stated))[0].pts) == [0, 3, 9]


def test_default_streams_come_first_then_the_longest() -> None:
    streams = [("a", 0, 1), ("b", 0, 3), ("c", 1, 2), ("d", 0, 3)]
    ordered = by_preference(
        streams,
        fields=lambda each: {"disposition": {"default": each[1]}},
        length=lambda each: Fraction(each[2]),
    )
    assert [name for name, *_ in ordered] == ["c", "b", "d", "a"]


def test_a_stream_of_one_frame_is_shown_only_alone() -> None:
    assert real_pictures([1, 120, 1], frames=lambda count: count) == [120]
    assert real_pictures([1], frames=lambda count: count) == [1]


def test_fields_are_found_by_header_and_content() -> None:
    mark = "lavfi.idet.multiple.current_frame="
    assert may_be_interlaced({"field_order": "tb"}) and not may_be_interlaced(
        {"field_order": "progressive"}
    )
    assert parse_fields(f"frame:0\n{mark}tff\n{mark}tff\n{mark}progressive\n") == "top"
    assert parse_fields(f"{mark}bff\n") == "bottom"
    assert parse_fields(f"{mark}tff\n{mark}progressive\n{mark}undetermined\n") == ""

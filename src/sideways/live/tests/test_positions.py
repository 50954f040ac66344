from random import Random

import pytest

from sideways.live.positions import Position, position_from


@pytest.mark.parametrize("text", ["7:7:", "10:20:10,14,15", "0:0:", "3:9:5"])
def test_a_position_is_read_back_as_it_was_written(text):
    assert str(position_from(text)) == text


@pytest.mark.parametrize(
    "text", ["", "7", "7:7", "-1:7:", "7:7:x", "7:7:8,", "٧:7:", "9" * 19 + ":1:", "7:7:\n", " 7:7:"]
)
def test_anything_else_is_no_position(text):
    assert position_from(text) is None


def test_what_is_under_way_has_not_been_read_and_what_comes_later_neither():
    position = Position(10, 20, frozenset({10, 14}))

    assert [number for number in range(25) if not position.has(number)] == [10, 14, 20, 21, 22, 23, 24]


@pytest.mark.parametrize("seed", range(20))
def test_reading_from_position_to_position_brings_each_number_once(seed):
    # Given transactions that begin in order and end in any
    dice = Random(seed)
    under_way, ended, brought = set(), set(), []
    seen, following = Position(0, 0), 1

    for _ in range(60):
        # When some begin and some end
        if dice.random() < 0.6:
            under_way.add(following)
            following += 1
        elif under_way:
            number = dice.choice(sorted(under_way))
            under_way.remove(number)
            ended.add(number)

        # Then a reader who comes by now and then has each that has ended, and has it once
        if dice.random() < 0.3:
            now = Position(min(under_way, default=following), following, frozenset(under_way))
            brought += [number for number in sorted(ended) if not seen.has(number)]
            seen = now
            assert sorted(brought) == sorted(ended)

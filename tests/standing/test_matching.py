"""One act settles at most one window, and as many as possible are settled."""

from datetime import date, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from meeting_cadence.standing.matching import earliest_end_first, match


def day(number):
    return date(2024, 1, 1) + timedelta(days=number)


def test_each_takes_what_it_prefers():
    assert match([[0, 1], [2, 1]]) == [0, 2]


def test_a_later_one_takes_what_is_left_and_disturbs_nobody():
    assert match([[0, 1], [0, 1]]) == [0, 1]


def test_an_earlier_one_moves_only_where_that_is_the_only_way():
    assert match([[0, 1], [0]]) == [1, 0]
    assert match([[0, 1], [1, 2], [0]]) == [1, 2, 0]


def test_where_not_all_can_be_served_the_first_ones_are():
    assert match([[0], [0], [0, 1]]) == [0, None, 1]
    assert match([[], [0]]) == [None, 0]
    assert match([]) == []


@given(st.lists(st.lists(st.integers(0, 4), unique=True, max_size=4), max_size=4))
def test_as_many_as_possible_and_each_act_once(wants):
    taken = match(wants)
    used = [act for act in taken if act is not None]
    assert len(used) == len(set(used))
    assert all(act is None or act in wants[window] for window, act in enumerate(taken))
    best = max(
        sum(act is not None and act in want for want, act in zip(wants, order, strict=False))
        for order in permutations([*range(5), *[None] * len(wants)], len(wants))
    )
    assert len(used) == best


def test_acts_go_in_order_to_the_window_that_ends_first():
    assert earliest_end_first([(day(0), day(9)), (day(0), day(5))], [day(1), day(2)]) == [1, 0]


def test_ties_go_to_the_first_and_without_an_end_comes_last():
    assert earliest_end_first([(day(0), day(5)), (day(0), day(5))], [day(1), day(2)]) == [0, 1]
    assert earliest_end_first([(day(0), None), (day(0), day(5))], [day(1), day(2)]) == [1, 0]


def test_both_bounds_are_inclusive():
    for held, taken in ((0, [None]), (1, [0]), (5, [0]), (6, [None])):
        assert earliest_end_first([(day(1), day(5))], [day(held)]) == taken


def test_windows_open_in_any_order():
    spans = [(day(8), day(9)), (day(0), day(1)), (day(4), day(5))]
    assert earliest_end_first(spans, [day(1), day(5), day(9)]) == [2, 0, 1]
    assert earliest_end_first(spans, [day(2), day(3), day(6)]) == [None, None, None]

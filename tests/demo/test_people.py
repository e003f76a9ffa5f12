"""Whose turn it is in the demo: everybody's once, and then the first one's again."""

from klushuur.demo.people import PEOPLE, next_after


def test_each_is_followed_by_the_next_and_the_last_by_the_first() -> None:
    turns = [next_after(person.email) for person in PEOPLE]
    assert turns == [*PEOPLE[1:], PEOPLE[0]]
    assert next_after("somebody@else.example") == next_after("") == PEOPLE[0]

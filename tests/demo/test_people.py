"""Who comes to the simulated hall: a morning peak, a crowd at the door, one in eight with priority, invented names."""

from collections import Counter
from statistics import mean

from server.demo.people import (
    BETWEEN_ARRIVALS_S,
    CROWD_AT_THE_DOOR,
    DAY_LASTS_S,
    SERVING_MEDIAN_S,
    People,
    rate_at,
)
from server.domain.text import clean_text

SERVICES = ["CT", "HT", "CTRU", "DD", "TD"]
CLASSES = ["elderly", "pregnant"]


def test_one_seed_gives_one_play() -> None:
    plays = [[People(7).citizen(SERVICES, CLASSES) for _ in range(3)] for _ in range(2)]
    assert plays[0] == plays[1]
    one, other = People(7), People(8)
    assert [one.serving_s() for _ in range(5)] != [other.serving_s() for _ in range(5)]


def test_the_crowd_at_the_door_comes_at_once() -> None:
    people = People(1)
    assert all(people.next_arrival_s(0, came) < 2 for came in range(CROWD_AT_THE_DOOR))


def test_more_come_at_nine_than_at_noon_and_the_next_day_begins_like_the_first() -> None:
    nine, noon = 1.5 * 3600, 4.5 * 3600
    assert rate_at(nine) > rate_at(0) > rate_at(noon)
    assert rate_at(DAY_LASTS_S + 60) == rate_at(60)
    people = People(3)
    gaps = {at: mean(people.next_arrival_s(at, 100) for _ in range(3000)) for at in (nine, noon)}
    assert abs(gaps[nine] - BETWEEN_ARRIVALS_S / 1.5) < 1
    assert gaps[noon] > 3 * gaps[nine]


def test_one_in_eight_goes_first_and_most_want_certified_copies() -> None:
    people = People(5)
    drawn = [people.citizen(SERVICES, CLASSES) for _ in range(4000)]
    share = sum(one.priority != "normal" for one in drawn) / len(drawn)
    assert 0.10 < share < 0.14
    assert Counter(one.service for one in drawn).most_common(1)[0][0] == "CT"
    assert {one.priority for one in drawn} == {"normal", *CLASSES}


def test_half_of_all_servings_are_shorter_than_the_median_and_some_are_long() -> None:
    people = People(2)
    times = sorted(people.serving_s() for _ in range(4000))
    assert abs(times[2000] - SERVING_MEDIAN_S) < 0.1 * SERVING_MEDIAN_S
    assert times[-1] > 3 * SERVING_MEDIAN_S


def test_a_visit_opens_up_to_three_dossiers_for_one_name_that_may_be_typed() -> None:
    people = People(4)
    visits = [people.dossiers("HT") for _ in range(500)]
    assert {len(visit) for visit in visits} == {0, 1, 2, 3}
    assert all(len({name for _, name in visit}) == 1 for visit in visits if visit)
    names = {name for visit in visits for _, name in visit}
    assert all(clean_text(name, field="applicant", max_length=200) == name for name in names)


def test_a_service_without_timed_procedures_opens_none() -> None:
    assert People(4).dossiers("no such service") == []

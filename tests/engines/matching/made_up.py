"""Small made-up problems, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from wenming.engines.matching import Costs, Pair, Place, Problem, Request, Team

TIMES, SKILLS = ("1 am", "1 pm", "2 am"), ("cook", "wire")
some_skills = st.frozensets(st.sampled_from(SKILLS), max_size=1)
places = st.builds(Place, st.integers(0, 3000), st.integers(0, 3000))
weights = st.sampled_from((0, 1, 7, 300))


@st.composite
def requests(draw: st.DrawFn, number: int) -> Request:
    return Request(
        f"r{number}",
        draw(places),
        tuple(draw(st.lists(st.sampled_from(TIMES), max_size=2, unique=True))),
        skills=draw(some_skills),
        wishes=draw(some_skills),
        area=draw(st.sampled_from(("east", "west"))),
        crew=draw(st.sampled_from((1, 1, 2, 3))),
        people=draw(st.sampled_from((1, 1, 2))),
        divisible=draw(st.booleans()),
        priority=draw(st.integers(0, 3)),
        waited=draw(st.integers(0, 9)),
    )


@st.composite
def teams(draw: st.DrawFn, number: int) -> Team:
    return Team(
        f"t{number}",
        draw(places),
        draw(st.frozensets(st.sampled_from(TIMES))),
        skills=draw(st.frozensets(st.sampled_from(SKILLS))),
        areas=draw(st.sampled_from((frozenset(), frozenset({"east"})))),
        people=draw(st.sampled_from((1, 2, 2))),
        capacity=draw(st.integers(0, 3)),
        load=draw(st.integers(0, 4)),
        reach=draw(st.none() | st.integers(500, 4000)),
    )


@st.composite
def problems(draw: st.DrawFn, *, by_hand: bool = True) -> Problem:
    """Up to four requests and four teams; `by_hand`: with promises, and pairs ruled out."""
    asked = [draw(requests(number)) for number in range(draw(st.integers(0, 4)))]
    there = [draw(teams(number)) for number in range(draw(st.integers(0, 4)))]
    costs = draw(
        st.builds(
            Costs,
            travel=st.integers(0, 2),
            load=weights,
            mismatch=weights,
            later=weights,
            keep=weights,
            priority=st.sampled_from((0, 1, 10)),
            unserved=st.none() | st.sampled_from((0, 40, 500)),
        )
    )
    pairs = [
        Pair(one.id, team.id, time) for one in asked for team in there for time in (*one.times, "0")
    ]
    some = st.lists(st.sampled_from(pairs), max_size=3, unique=True) if pairs else st.just([])
    promised = tuple(draw(some)) if by_hand else ()
    forbidden = tuple(Pair(p.request, p.team) for p in draw(some)) if by_hand else ()
    return Problem(tuple(asked), tuple(there), costs, promised, forbidden=forbidden)

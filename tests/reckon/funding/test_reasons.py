"""Each award and each refusal has its own reason."""

import pytest

from reckon.funding import FundingProblem, Kind, Limit, allocate
from tests.reckon.funding.funds import programme

PROGRAMMES = [
    programme("best", 20_000, 0.5, place="Oldham"),
    programme("capped", 20_000, 0.45, place="Oldham"),
    programme("weak", 30_000, 0.9, evidence=2),
    programme("new", 10_000, None, None, kind=Kind.LEARNING, evidence=1),
    programme("harm", 15_000, -0.3),
    programme("dear", 60_000, 0.6),
    programme("slow", 30_000, 0.01),
    programme("kept", 10_000, 0.02, theme="rare"),
]
LIMITS = [
    Limit(column="place", value="Oldham", cap=25_000),
    Limit(column="theme", value="rare", floor=10_000),
]


@pytest.fixture(scope="module")
def reasons():
    problem = FundingProblem(programmes=PROGRAMMES, budget=45_000, limits=LIMITS)
    return dict(zip([one.id for one in PROGRAMMES], allocate(problem, n_draws=1).reasons, strict=True))


@pytest.mark.parametrize(
    ("name", "start", "words"),
    [
        ("best", "Funded", "measured 0.5"),
        ("capped", "Not funded", "would pass its cap of £25,000"),
        ("weak", "Not funded", "needs evidence of strength 3; this has 2"),
        ("new", "Funded", "not measured yet"),
        ("harm", "Not funded", "no gain"),
        ("dear", "Not funded", "more than the whole budget"),
        ("slow", "Not funded", "The last awards made bring about"),
        ("kept", "Funded", "per £1,000"),
    ],
)
def test_the_reason_says_why(reasons, name, start, words):
    assert reasons[name].startswith(start)
    assert words in reasons[name]


def test_a_programme_below_the_line_is_told_the_line():
    programmes = [programme(str(i), 10_000, i / 10, 0.01) for i in range(1, 10)]
    problem = FundingProblem(programmes=programmes, budget=35_000)

    reasons = allocate(problem, n_draws=1).reasons

    assert "The last awards made bring about 0.06 per £1,000." in reasons[0]


def test_a_programme_that_only_does_not_fit_is_told_so():
    programmes = [
        programme("small", 60, 0.7, 0.01),
        *(programme(side, 45, 0.5, 0.01) for side in ("left", "right")),
    ]

    reasons = allocate(FundingProblem(programmes=programmes, budget=100), n_draws=1).reasons

    assert reasons[0] == "Not funded: £10 is left, it costs £60, and no exchange for it brings more in all."


def test_a_floor_is_named_where_it_decides():
    programmes = [programme(str(i), 10_000, i / 10, 0.01, place="Leeds") for i in range(2, 10)]
    kept = programme("kept", 10_000, 0.1, 0.01, place="York")
    limits = [Limit(column="place", value="York", floor=10_000)]
    problem = FundingProblem(programmes=[*programmes, kept], budget=35_000, limits=limits)

    assert (
        allocate(problem, n_draws=1).reasons[-1].endswith("It keeps the floor of £10,000 for place “York”.")
    )

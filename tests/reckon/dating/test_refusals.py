"""What cannot be."""

import pytest

from reckon.dating import DatingProblem, Mentor, Project
from reckon.errors import InvalidInputError

PUB, ANN = Project(id="pub"), Mentor(id="ann")
FOUR = [Mentor(id=each) for each in "abcd"]
BOTH = Project(id="pub", picks=["ann"], excluded=["ann"])


@pytest.mark.parametrize(
    ("projects", "mentors", "code", "words"),
    [
        ([PUB, PUB], [], "duplicate_id", "“pub” stands twice"),
        ([PUB], [Mentor(id="pub")], "duplicate_id", "“pub” stands twice"),
        ([], [Mentor(id="ann", limit=-1)], "limit", "limit -1"),
        ([Project(id="pub", picks=["a", "b", "c", "d"])], FOUR, "too_many_picks", "ranks 4. Rank 3 at most"),
        ([Project(id="pub", picks=["ann", "ann"])], [ANN], "picked_twice", "ranks “ann” twice"),
        ([Project(id="pub", picks=["bo"])], [ANN], "unknown_id", "names “bo”"),
        ([Project(id="pub", excluded=["bo"])], [ANN], "unknown_id", "names “bo”"),
        ([PUB, Project(id="shop", picks=["pub"])], [ANN], "unknown_id", "names “pub”"),
        ([PUB], [ANN, Mentor(id="bo", picks=["ann"])], "unknown_id", "names “ann”"),
        ([BOTH], [ANN], "picked_and_excluded", "both ranks and excludes “ann”"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(projects, mentors, code, words):
    with pytest.raises(InvalidInputError, match=words) as refused:
        DatingProblem(projects=projects, mentors=mentors)

    assert refused.value.code == code


def test_three_picks_and_a_limit_of_none_are_accepted():
    mentors = [Mentor(id=each, limit=0) for each in "abc"]

    assert DatingProblem(projects=[Project(id="pub", picks=["a", "b", "c"])], mentors=mentors).most_picks == 3

"""What is changed in each part, and the tests that must notice."""

from dataclasses import dataclass

# Compiled functions, changed and tested as plain Python.
COMPILED = {"pairing/_people_kernel.py", "seating/_kernel.py"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Files under ``src/reckon`` with the functions to change (none: all), and the tests to run.

    ``without`` leaves out tests that take long and notice nothing that no other does.
    """

    files: dict[str, list[str]]
    tests: list[str]
    without: tuple[str, ...] = ()

    @property
    def only_mutate(self) -> list[str]:
        """The files as mutmut wants them."""
        return [f"src/reckon/{file}" for file in self.files]

    @property
    def options(self) -> list[str]:
        """What pytest is told besides the tests."""
        plugins = [
            word for name in ("django", "cacheprovider", "playwright") for word in ("-p", f"no:{name}")
        ]
        return plugins + [word for test in self.without for word in ("--deselect", test)]


# What is compiled is run by itself: the rest of its part needs it compiled.
PARTS = {
    "pairing": [
        Run(
            files={"pairing/checks.py": [], "pairing/matching.py": ["doubled_bound", "_add_up_to_parents"]},
            tests=["tests/reckon/pairing/test_checks.py"],
        ),
        Run(  # a search for partners among broken people may never end, so no test here makes one
            files={"pairing/candidates.py": ["_people", "_topics", "_barred", "_numbered"]},
            tests=["tests/reckon/pairing/test_definition.py"],
        ),
        Run(
            files={"pairing/_people_kernel.py": []},
            tests=["tests/reckon/pairing/test_definition.py"],
        ),
    ],
    "seating": [
        Run(
            files={
                "seating/checks.py": [],
                "seating/bound_checks.py": [],
                "seating/score.py": [],
                "seating/bounds.py": [],
            },
            tests=["tests/reckon/seating/test_checks.py", "tests/reckon/seating/test_bounds.py"],
        ),
        Run(
            files={
                "seating/_kernel.py": [
                    "_weigh_one",
                    "_weigh",
                    "_swap",
                    "_count_meetings",
                    "_rise",
                    "_compared_with_best",
                    "at_floors",
                ]
            },
            tests=["tests/reckon/seating/test_kernel.py"],
        ),
    ],
    "selection": [
        Run(
            files={
                "selection/checks.py": [],
                "selection/types.py": [],
                "selection/leximin.py": [],
                "selection/result.py": [],
            },
            tests=[
                "tests/reckon/selection/test_checks.py",
                "tests/reckon/selection/test_draw.py",
                "tests/reckon/selection/test_types.py",
            ],
        ),
    ],
    "dating": [
        Run(
            files={"dating/checks.py": [], "dating/problem.py": []},
            tests=["tests/reckon/dating/test_checks.py", "tests/reckon/dating/test_refusals.py"],
        ),
    ],
    "evidence": [
        Run(
            files={
                "evidence/checks.py": [],
                "evidence/heterogeneity.py": [],
                "evidence/pooling.py": [],
                "evidence/effect_sizes.py": [],
                "evidence/sensitivity.py": [],
            },
            tests=[
                "tests/reckon/evidence/test_checks.py",
                "tests/reckon/evidence/test_heterogeneity.py",
                "tests/reckon/evidence/test_pooling.py",
                "tests/reckon/evidence/test_published.py",
            ],
            without=(
                "tests/reckon/evidence/test_pooling.py::test_the_higher_of_two_likelihood_peaks_is_found",
            ),
        ),
    ],
    "funding": [
        Run(
            files={"funding/checks.py": [], "funding/benefit.py": [], "funding/best.py": []},
            tests=[
                "tests/reckon/funding/test_checks.py",
                "tests/reckon/funding/test_best.py",
                "tests/reckon/funding/test_allocation.py::test_expected_benefits_are_shrunk_by_hand",
                "tests/reckon/funding/test_allocation.py::test_draws_have_the_mean_and_spread_of_their_uncertainty",
            ],
        ),
    ],
}

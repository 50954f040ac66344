"""The people a visitor of the demo can be."""

from dataclasses import dataclass

PASSWORD = "sideways"  # noqa: S105 (the demo's password is public)


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    who: str

    @property
    def email(self) -> str:
        return f"{self.name}@demo.example.org"


CAST = (
    Member("nurse", "a community nurse"),
    Member("work-coach", "a work coach, same level as the nurse"),
    Member("social-worker", "a social worker in a council"),
    Member("manager", "the social worker's team manager"),
    Member("gp", "a GP"),
    Member("housing-officer", "a housing officer"),
    Member("provider", "an adviser at an employment provider"),
    Member("volunteer", "a village volunteer"),
    Member("chief", "a chief executive"),
    Member("broker", "a broker: introduces people, vouches for them"),
    Member("guardian", "a guardian: takes out what identifies"),
    Member("guardian2", "a second guardian"),
    Member("official", "a government official: sees only what is public"),
    Member("funder", "a funder: sees only what is public"),
    Member("regulator", "a regulator: sees only what is public"),
    Member("operator", "an operator: runs the service"),
)

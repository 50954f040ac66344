"""Read the demo's people, bodies and places from the files beside this module."""

import csv
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from sideways.demo.cast import PASSWORD
from sideways.people.models import Organisation, OrganisationAlias, Person, Place
from sideways.people.names import folded
from sideways.people.places import outcode_location, region_of_outcode

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the demo's tables."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def lessons() -> list[dict[str, Any]]:
    """Return the lessons of the demo, as they stand in the file."""
    return _tables("lessons.toml")["lesson"]


def introductions() -> dict[str, list[dict[str, Any]]]:
    """Return the introductions of the demo, and who asks an author to talk, as they stand in the file."""
    return _tables("introductions.toml")


def _tables(name: str) -> dict[str, list[dict[str, Any]]]:
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)


def places_make() -> dict[str, Place]:
    """Make the invented places."""
    made = Place.objects.bulk_create(
        Place(**{**row, "lat": float(row["lat"]), "lon": float(row["lon"])}) for row in rows("places.csv")
    )
    return {place.code: place for place in made}


def organisations_make(places: dict[str, Place]) -> dict[str, Organisation]:
    """Make the invented bodies with their other names and parents."""
    table = rows("organisations.csv")
    made = {row["code"]: _organisation(row, places) for row in table}
    Organisation.objects.bulk_create(made.values())
    for row in table:
        if row["parent"]:
            made[row["code"]].parent = made[row["parent"]]
    Organisation.objects.bulk_update(made.values(), ["parent"])
    OrganisationAlias.objects.bulk_create(
        OrganisationAlias(organisation=made[row["code"]], name=alias, search_name=folded(alias))
        for row in table
        for alias in filter(None, row["aliases"].split(";"))
    )
    return made


def _organisation(row: dict[str, str], places: dict[str, Place]) -> Organisation:
    place = places.get(row["place"])
    where = outcode_location(row["outcode"])
    return Organisation(
        code=f"DEMO:{row['code']}",
        name=row["name"],
        search_name=folded(row["name"]),
        service=row["service"],
        kind=row["kind"],
        place=place,
        region=place.region if place else "",
        nation=place.nation if place else "",
        outcode=row["outcode"],
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        email_domain=row["email_domain"],
        source="Invented for the demo",
        is_demo=True,
    )


def people_make(organisations: dict[str, Organisation], *, at: datetime) -> dict[str, Person]:
    """Make the invented people, all with the demo's password, and their verified addresses."""
    table = rows("people.csv")
    password = make_password(PASSWORD)  # hashed once: two hundred hashes would take half a minute
    people = {row["email"]: _person(row, organisations, password, at) for row in table}
    Person.objects.bulk_create(people.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in people.values()
    )
    Person.topics.through.objects.bulk_create(
        Person.topics.through(person_id=people[row["email"]].pk, topic_id=topic)
        for row in table
        for topic in filter(None, row["topics"].split(";"))
    )
    return people


def _person(
    row: dict[str, str], organisations: dict[str, Organisation], password: str, at: datetime
) -> Person:
    organisation = organisations.get(row["organisation"])
    outcode = row["outcode"] or (organisation.outcode if organisation else "")
    where = outcode_location(outcode)
    area = organisation if organisation else region_of_outcode(outcode)
    return Person(
        email=row["email"],
        name=row["name"],
        kind=row["kind"],
        standing=Person.Standing.ACTIVE,
        is_demo=True,
        password=password,
        joined_at=at,
        independence_declared_at=at,
        profession_id=row["profession"] or None,
        level=int(row["level"]) if row["level"] else None,
        organisation=organisation,
        outcode=outcode,
        place=organisation.place if organisation else None,
        region=area.region,
        nation=area.nation,
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        travel_km=int(row["travel_km"] or 40),
    )

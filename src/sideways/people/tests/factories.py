"""People and organisations for tests: plain functions, real rows."""

from itertools import count
from typing import Any

from django.utils import timezone

from sideways.people.models import Organisation, Person, Profession
from sideways.people.services import account_email_verified

_number = count(1)


def make_organisation(**fields: Any) -> Organisation:
    number = next(_number)
    name = fields.pop("name", f"Organisation {number}")
    values = {
        "code": f"TEST:{number}",
        "name": name,
        "search_name": name.lower(),
        "service": "council",
        "region": "North West",
        "nation": "England",
        **fields,
    }
    return Organisation.objects.create(**values)


def make_person(**fields: Any) -> Person:
    """Return an active nurse at level 2 in an organisation of their own, unless told otherwise.

    ``confirmed`` says that the e-mail address is theirs.
    """
    number = next(_number)
    profession = fields.pop("profession", "nurse")
    if isinstance(profession, str):
        profession = Profession.objects.get(pk=profession)
    password, confirmed = fields.pop("password", None), fields.pop("confirmed", False)
    if "organisation" not in fields:
        fields["organisation"] = make_organisation(service=profession.service)
    person = Person(
        **{
            "email": f"person{number}@demo.example.org",
            "name": f"Person {number}",
            "standing": Person.Standing.ACTIVE,
            "independence_declared_at": timezone.now(),
            "profession": profession,
            "level": 2,
            "region": "North West",
            "nation": "England",
            **fields,
        }
    )
    person.set_password(password)
    person.save()
    if confirmed:
        account_email_verified(person=person)
    return person

from sideways.people.models import Person


def locked(person: Person) -> Person:
    """Return the person as the database has them now, held until the transaction ends."""
    return Person.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=person.pk)

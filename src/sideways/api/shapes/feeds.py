"""Personal addresses as they go in and out."""

from datetime import date

from pydantic import Field

from sideways.api.fields import Line, Sent, Slug, Sought, Told, left_out, words
from sideways.feeds.models import PersonalAddress
from sideways.feeds.presenters import AddressRow


class AddressTold(Told):
    """An address, without its secret."""

    id: int
    name: str
    what: str
    kind: str
    filters: dict[str, str]
    made_on: date
    fetched_on: date | None


class AddressList(Told):
    """All your open addresses, oldest first."""

    items: list[AddressTold]


class PlaceTold(Told):
    """Where to fetch it, and what reads it."""

    label: str
    url: str


class AddressMade(AddressTold):
    """A new address, told this once."""

    places: list[PlaceTold]
    warning: str


class NewAddress(Sent):
    """What to follow, and what you call it."""

    what: Slug = Field(description="“lessons”, or “calendar” for your own dates", examples=["lessons"])
    name: Line = words(PersonalAddress._meta.get_field("name").max_length or 0, examples=["Fit notes"])
    filters: dict[Slug, Sought] = left_out(
        dict, max_length=10, description="The filters of the list", examples=[{"topic": "fit-notes"}]
    )


def address_told(row: AddressRow) -> AddressTold:
    """Return an address of a person."""
    address = row.address
    return AddressTold(
        id=address.pk,
        name=address.name,
        what=address.what,
        kind=row.kind,
        filters=address.filters,
        made_on=address.made_at.date(),
        fetched_on=address.fetched_on,
    )

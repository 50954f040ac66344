"""Your own addresses for feed readers and calendars."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Router, Status

from sideways.api.access import PersonRequest
from sideways.api.authentication import ACCOUNT
from sideways.api.fields import PathId
from sideways.api.keys import new_id
from sideways.api.shapes import feeds as shapes
from sideways.feeds import presenters, queries, services
from sideways.feeds.errors import AddressRevokedError, TooManyAddressesError
from sideways.feeds.lists import list_called
from sideways.feeds.models import CALENDAR

router = Router(auth=ACCOUNT, tags=["Feeds and calendar"])


@router.get("/me/feeds", response=shapes.AddressList, url_name="feeds")
def feed_list(request: PersonRequest) -> shapes.AddressList:
    """List your open addresses. Their secrets are not known here any more."""
    rows = presenters.address_rows(queries.addresses_of(request.user))
    return shapes.AddressList(items=[shapes.address_told(row) for row in rows])


@router.post("/me/feeds", response={201: shapes.AddressMade}, url_name="feeds")
def feed_make(request: PersonRequest, sent: shapes.NewAddress) -> Status:
    """Make an address. Whoever has it reads what you may read: it is told once.

    With an Idempotency-Key it is the same one, however often you send it.
    """
    secret = new_id(request).hex
    followed = list_called(sent.what)
    if followed is None and sent.what != CALENDAR:
        raise ValidationError({"what": gettext("Choose a list that can be followed, or “calendar”")})
    filters = followed.filters_from(sent.filters) if followed else {}
    wanted = services.Wanted(what=sent.what, name=sent.name, filters=filters)
    try:
        made = services.address_make(person=request.user, secret=secret, wanted=wanted, at=timezone.now())
    except AddressRevokedError as error:
        raise ValidationError(gettext("You have revoked that address. Make a new one.")) from error
    except TooManyAddressesError as error:
        raise ValidationError(presenters.too_many_words(services.MOST_ADDRESSES)) from error
    (row,) = presenters.address_rows([made])
    told = shapes.address_told(row)
    places = presenters.places_of(made.what, secret)
    return Status(
        201,
        shapes.AddressMade(
            **told.model_dump(),
            places=[shapes.PlaceTold(label=each["label"], url=each["url"]) for each in places],
            warning=presenters.warning_about(made.what),
        ),
    )


@router.delete("/me/feeds/{int:feed_id}", response={204: None}, url_name="feed")
def feed_revoke(request: PersonRequest, feed_id: PathId) -> Status:
    """Revoke an address. Nothing can be fetched there from now on."""
    own = queries.addresses_of(request.user).filter(pk=feed_id).first()
    if own is None:
        raise Http404
    services.address_revoke(address=own, by=request.user, at=timezone.now())
    return Status(204, None)

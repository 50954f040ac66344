"""You: what we know of you, the answers of joining, your data, and closing your account."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Router, Status

from sideways.api import access, services
from sideways.api.access import PersonRequest
from sideways.api.authentication import ACCOUNT, READ, WRITE
from sideways.api.keys import once
from sideways.api.shapes import people as shapes
from sideways.api.shapes.lessons import day
from sideways.people import exporting, holdings, queries
from sideways.people import services as people
from sideways.people.forms import joining, leaving
from sideways.people.models import Person

router = Router(auth=READ, tags=["You"])


@router.get("/me", response=shapes.Me, url_name="me")
def me_read(request: PersonRequest) -> shapes.Me:
    """Read what we know of you."""
    return shapes.me_told(request.user)


@router.put("/me/about", response=shapes.Me, url_name="me_about", auth=WRITE)
def me_about(request: PersonRequest, sent: shapes.About) -> shapes.Me:
    """Change your name and profession."""
    form = access.filled(joining.AboutForm(sent.model_dump(mode="json"), person=request.user))
    data = form.cleaned_data
    people.person_describe(person=request.user, name=data["name"], profession_code=data["profession"])
    return _me(request)


@router.put("/me/level", response=shapes.Me, url_name="me_level", auth=WRITE)
def me_level(request: PersonRequest, sent: shapes.LevelAnswers) -> shapes.Me:
    """Answer what you mainly do; the level comes from it.

    Who takes a lower level has to be vouched for again, and can read only what is public until then.
    """
    form = access.filled(joining.LevelForm(access.answers(sent), person=request.user))
    people.person_level_set(person=request.user, answer=form.answer(), by=request.user, at=timezone.now())
    return _me(request)


@router.put("/me/workplace", response=shapes.Me, url_name="me_workplace", auth=WRITE)
def me_workplace(request: PersonRequest, sent: shapes.Workplace) -> shapes.Me:
    """Say where you work: an organisation of the list, or none and a postcode.

    Where your e-mail address does not speak for the organisation, you have to be vouched for again.
    """
    organisation, outcode = None, ""
    if sent.organisation is None:
        outcode = access.filled(joining.DistrictForm({"outcode": sent.outcode})).cleaned_data["outcode"]
    else:
        form = joining.WorkplaceForm({"organisation": str(sent.organisation)}, person=request.user)
        organisation = access.filled(form).cleaned_data["organisation"]
    people.person_workplace_set(
        person=request.user, organisation=organisation, outcode=outcode, by=request.user, at=timezone.now()
    )
    return _me(request)


@router.put("/me/workplace/proposed", response=shapes.Me, url_name="me_new_organisation", auth=WRITE)
def me_new_organisation(request: PersonRequest, sent: shapes.ProposedOrganisation) -> shapes.Me:
    """Propose an organisation that is not listed, as yours. Proposing again corrects it."""
    form = access.filled(joining.NewOrganisationForm(sent.model_dump(mode="json")))
    people.organisation_propose(**form.cleaned_data, by=request.user, at=timezone.now())
    return _me(request)


@router.put("/me/interests", response=shapes.Me, url_name="me_interests", auth=WRITE)
def me_interests(request: PersonRequest, sent: shapes.Interests) -> shapes.Me:
    """Choose the topics you follow, and how far you would travel."""
    form = access.filled(joining.InterestsForm(sent.model_dump(mode="json")))
    people.person_interests_set(person=request.user, **form.cleaned_data)
    return _me(request)


@router.get("/me/topics", response=shapes.TopicsHeard, url_name="me_topics")
def topics_heard(request: PersonRequest) -> shapes.TopicsHeard:
    """Read how much you hear of each topic you follow."""
    follows = queries.topics_followed_by(request.user)
    told = [shapes.TopicHeard(topic=each.topic_id, name=each.topic.name, how=each.how) for each in follows]
    return shapes.TopicsHeard(items=told)


@router.put("/me/topics", response=shapes.TopicsHeard, url_name="me_topics", auth=WRITE)
def topics_heard_set(request: PersonRequest, sent: shapes.HowMuch) -> shapes.TopicsHeard:
    """Choose how much you hear of topics you follow. Which those are stands in your interests."""
    followed = {each.topic_id for each in queries.topics_followed_by(request.user)}
    if sent.topics.keys() - followed:
        raise ValidationError({"topics": gettext("Choose topics that you follow")})
    people.person_topics_follow(person=request.user, choices=sent.topics)
    return topics_heard(request)


@router.get("/me/token", response=shapes.TokenTold, url_name="me_token")
def token_read(request: PersonRequest) -> shapes.TokenTold:
    """Read what the token in use may do, and how long."""
    token = request.api_token  # type: ignore[attr-defined]  # set where the token is read
    return shapes.TokenTold(name=token.name, scopes=token.scopes, expires_on=day(token.expires_at))


@router.delete("/me/token", response={204: None}, url_name="me_token")
def token_revoke(request: PersonRequest) -> Status:
    """Revoke the token in use, as on signing out. It opens nothing from now on."""
    token = request.api_token  # type: ignore[attr-defined]  # set where the token is read
    services.token_revoke(token=token, by=request.user, at=timezone.now())
    return Status(204, None)


@router.get("/me/data", response=dict[str, Any], url_name="me_data", auth=ACCOUNT)
def me_data(request: PersonRequest) -> dict[str, Any]:
    """Download everything you put in. It names you as the author of your lessons: keep it safe."""
    return exporting.everything_about(request.user)


@router.get("/me/closing", response=shapes.Closing, url_name="me_closing", auth=ACCOUNT)
def me_closing(request: PersonRequest) -> shapes.Closing:
    """Read what goes and what stays when you close your account."""
    told = [
        shapes.HoldingTold(
            name=each.name,
            goes=str(each.goes),
            stays=str(each.stays),
            question=str(each.question),
            choices={value: str(label) for value, label in each.choices},
        )
        for each in holdings.all_holdings()
    ]
    return shapes.Closing(holdings=told)


@router.post("/me/close", response={204: None}, url_name="me_close", auth=ACCOUNT)
def me_close(request: PersonRequest, sent: shapes.Close) -> Status:
    """Close your account for good. All its tokens end with it."""
    form = access.filled(leaving.CloseForm({**sent.choices, "sure": "on"}))
    with once(request) as is_new:
        if is_new:
            people.person_close(
                person=request.user, choices=form.choices(), by=request.user, at=timezone.now()
            )
    return Status(204, None)


def _me(request: PersonRequest) -> shapes.Me:
    people = Person.objects.select_related("profession", "organisation", "place")
    return shapes.me_told(people.get(pk=request.user.pk))

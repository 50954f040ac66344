"""Registering and changing webhooks: for the brokers of an organisation, and for operators."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sideways.common.audit import audit
from sideways.people.models import Organisation, Person
from sideways.webhooks import rules, signing
from sideways.webhooks.errors import NotYourWebhookError, WebhookRefusedError
from sideways.webhooks.messages import facts_of
from sideways.webhooks.models import Delivery, Webhook
from sideways.webhooks.queries import organisations_with_facts
from sideways.webhooks.sending import checked
from sideways.webhooks.services.looking import changes_look, enqueue

MOST_OF_ONE_ORGANISATION = 5
SHOWN_FOR = timedelta(minutes=10)  # a form sent twice shows the same secret twice, and later none
BOTH_SIGN_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MadeSecret:
    """A webhook and its new secret, which nobody can read again."""

    webhook: Webhook
    secret: str


@transaction.atomic
def webhook_create(
    *, webhook_id: UUID, organisation: Organisation, url: str, by: Person, at: datetime
) -> MadeSecret:
    """Register an address and return its secret. Sending the same form twice makes one.

    It hears of what changes from now on. Raises NotYourWebhookError, AddressRefusedError, and
    WebhookRefusedError when the organisation has this address already, or too many.
    """
    if not rules.may_manage(by, organisation):
        raise NotYourWebhookError
    checked(url)
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)  # one after the other
    if (made := _made_a_moment_ago(webhook_id, by, at)) is not None:
        return made
    if Webhook.objects.filter(organisation=organisation, url=url).exists():
        raise WebhookRefusedError(_("This address is registered already"))
    if Webhook.objects.filter(organisation=organisation).count() >= MOST_OF_ONE_ORGANISATION:
        raise WebhookRefusedError(_too_many())
    changes_look(at=at)  # what is public by now is no news to the new address
    secret = signing.new_secret()
    webhook = Webhook.objects.create(
        pk=webhook_id,
        organisation=organisation,
        url=url,
        created_by=by,
        created_at=at,
        secret=signing.sealed(secret),
        secret_made_at=at,
        facts=_facts_now(organisation),
    )
    audit(action="webhook_create", subject=webhook, by=by, at=at, organisation=organisation.pk)
    return MadeSecret(webhook, secret)


@transaction.atomic
def webhook_secret_renew(*, webhook: Webhook, seen: int, by: Person, at: datetime) -> MadeSecret:
    """Make a new secret. The one before signs beside it for a day.

    ``seen`` is the number of the secret on the page: the same page sent twice makes one. Raises
    WebhookRefusedError for a page that is older than that.
    """
    locked = _managed(webhook, by)
    if locked.secret_number == seen + 1 and locked.secret_made_at > at - SHOWN_FOR:
        return MadeSecret(locked, signing.opened(locked.secret))
    if locked.secret_number != seen:
        raise WebhookRefusedError(_("Somebody has made a new secret meanwhile"))
    secret = signing.new_secret()
    locked.secret_before, locked.secret_before_until = locked.secret, at + BOTH_SIGN_FOR
    locked.secret, locked.secret_made_at = signing.sealed(secret), at
    locked.secret_number += 1
    locked.save()
    audit(action="webhook_secret_renew", subject=locked, by=by, at=at)
    return MadeSecret(locked, secret)


@transaction.atomic
def webhook_pause(*, webhook: Webhook, by: Person, at: datetime) -> Webhook:
    """Send nothing any more until somebody resumes. Pausing twice changes nothing."""
    locked = _managed(webhook, by)
    if locked.paused_at is None:
        locked.failing_since = None  # what the page says of a pause: somebody's will, not the address's fault
        pause(webhook=locked, at=at)
        audit(action="webhook_pause", subject=locked, by=by, at=at)
    return locked


@transaction.atomic
def webhook_resume(*, webhook: Webhook, by: Person, at: datetime) -> Webhook:
    """Send again what changes from now on. Resuming twice changes nothing.

    What was queued before the pause stands among what failed, to be tried again by hand.
    """
    locked = _managed(webhook, by)
    if locked.paused_at is not None:
        changes_look(at=at)
        locked.paused_at = locked.failing_since = None
        locked.facts = _facts_now(locked.organisation) or locked.facts
        locked.save(update_fields=["paused_at", "failing_since", "facts"])
        audit(action="webhook_resume", subject=locked, by=by, at=at)
    return locked


@transaction.atomic
def webhook_delete(*, webhook: Webhook, by: Person, at: datetime) -> None:
    """Forget an address and all that was to be sent there. Deleting twice changes nothing."""
    locked = Webhook.objects.select_for_update(of=("self",)).filter(pk=webhook.pk).first()
    if locked is None:
        return
    if not rules.may_manage(by, locked.organisation):
        raise NotYourWebhookError
    audit(action="webhook_delete", subject=locked, by=by, at=at, organisation=locked.organisation_id)
    locked.delete()


@transaction.atomic
def webhook_test(*, webhook: Webhook, by: Person, at: datetime) -> None:
    """Queue a message that says nothing but that it is a test. One at a time; none while paused."""
    from sideways.webhooks.tasks import webhooks_run as soon  # noqa: PLC0415 (the task calls this package)

    locked = _managed(webhook, by)
    waiting = locked.deliveries.filter(kind=Delivery.Kind.TEST, sent_at=None, failed_at=None)
    if locked.paused_at is None and not waiting.exists():
        enqueue(webhooks=[locked], kind=Delivery.Kind.TEST, subject="", at=at)
        transaction.on_commit(soon.enqueue)


@transaction.atomic
def delivery_retry(*, delivery: Delivery, by: Person, at: datetime) -> None:
    """Queue once more what we gave up. Twice is once; nothing happens while the webhook is paused."""
    from sideways.webhooks.tasks import webhooks_run as soon  # noqa: PLC0415 (the task calls this package)

    locked = _managed(delivery.webhook, by)
    given_up = locked.deliveries.filter(pk=delivery.pk, failed_at__isnull=False)
    if locked.paused_at is None and given_up.update(failed_at=None, due_at=at, tries=0):
        transaction.on_commit(soon.enqueue)


def webhooks_forget_creator(*, person: Person) -> None:
    """Forget who registered a webhook: it stays with its organisation. Twice changes nothing."""
    Webhook.objects.filter(created_by=person).update(created_by=None)


def pause(*, webhook: Webhook, at: datetime) -> None:
    """Stop sending to a locked webhook; what waits stands among what failed."""
    webhook.paused_at = at
    webhook.save(update_fields=["paused_at", "failing_since"])
    webhook.deliveries.filter(sent_at=None, failed_at=None).update(failed_at=at)


def _managed(webhook: Webhook, by: Person) -> Webhook:
    locked = (
        Webhook.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk=webhook.pk)
        .first()
    )
    if locked is None or not rules.may_manage(by, locked.organisation):
        raise NotYourWebhookError
    return locked


def _made_a_moment_ago(webhook_id: UUID, by: Person, at: datetime) -> MadeSecret | None:
    webhook = Webhook.objects.filter(pk=webhook_id).first()
    if webhook is None:
        return None
    if webhook.created_by_id != by.pk or webhook.created_at <= at - SHOWN_FOR or webhook.secret_number > 1:
        raise WebhookRefusedError(_("This address is registered already"))
    return MadeSecret(webhook, signing.opened(webhook.secret))


def _too_many() -> str:
    return ngettext(
        "An organisation can have %(most)d address. Remove it first",
        "An organisation can have %(most)d addresses. Remove one first",
        MOST_OF_ONE_ORGANISATION,
    ) % {"most": MOST_OF_ONE_ORGANISATION}


def _facts_now(organisation: Organisation) -> dict[str, str]:
    found = organisations_with_facts([organisation.pk]).first()
    return facts_of(found) if found is not None else {}

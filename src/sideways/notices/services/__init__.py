"""Writes of notices: the outbox, what people choose to hear of, and the digests."""

from sideways.notices.services.digests import digests_send
from sideways.notices.services.outbox import (
    FAILED_KEPT,
    Extra,
    email_delete,
    email_enqueue,
    email_retry,
    emails_forget,
    emails_send,
)
from sideways.notices.services.plans import (
    Choices,
    notices_choose,
    notices_see,
    notices_unsubscribe,
    plan_forget,
    plans_begin,
)

__all__ = [
    "FAILED_KEPT",
    "Choices",
    "Extra",
    "digests_send",
    "email_delete",
    "email_enqueue",
    "email_retry",
    "emails_forget",
    "emails_send",
    "notices_choose",
    "notices_see",
    "notices_unsubscribe",
    "plan_forget",
    "plans_begin",
]

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from sideways.common.keeping import AUDIT_KEPT
from sideways.common.models import AuditRow
from sideways.common.tasks import audit_forget, cache_clear, planner_inform

pytestmark = pytest.mark.django_db


def test_the_log_is_forgotten_after_two_years():
    now = timezone.now()
    AuditRow.objects.create(at=now - AUDIT_KEPT, action="old")
    kept = AuditRow.objects.create(at=now - AUDIT_KEPT + timedelta(hours=1), action="newer")

    audit_forget.enqueue()

    assert list(AuditRow.objects.all()) == [kept]


def test_what_has_expired_leaves_the_cache(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    }
    call_command("createcachetable", verbosity=0)
    caches["default"].set("ip:192.0.2.1", 1, timeout=-1)
    caches["default"].set("ip:192.0.2.2", 1, timeout=60)

    cache_clear.enqueue()

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        assert [key for (key,) in cursor.fetchall()] == [":1:ip:192.0.2.2"]


def test_a_cache_in_memory_forgets_by_itself():
    cache_clear.enqueue()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks at its tables by itself")
def test_the_database_knows_its_tables():
    AuditRow.objects.bulk_create(AuditRow(at=timezone.now(), action="old") for _ in range(200))

    planner_inform.enqueue()

    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'common_auditrow'")
        assert {stat.split()[0] for (stat,) in cursor.fetchall()} == {"200"}

"""The site's settings, for tests: fast hashing, no collected files, memory for the cache."""

import os
import tempfile

os.environ.setdefault("SIDEWAYS_DATA", tempfile.mkdtemp(prefix="sideways-tests-"))
os.environ.setdefault("SIDEWAYS_DEMO", "1")
os.environ.setdefault("SIDEWAYS_DEVELOPMENT", "1")

from sideways.config.settings import *  # noqa: F403 (tests start from the real settings)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 (from the real settings)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS = [PACKAGE.parents[1] / "node_modules/axe-core"]  # noqa: F405 (the same). Journeys fetch it
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 (from the real settings)
    # A file, not memory: a browser asks for several things at once, each on a connection of its own.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}  # noqa: F405 (the same)
elif template := os.environ.get("SIDEWAYS_TEST_TEMPLATE"):
    # Two steps of `./run test` copy it on one server at the same time.
    DATABASES["default"]["TEST"] = {"TEMPLATE": template, "NAME": f"test_{os.getpid()}"}  # noqa: F405 (the same)
# Django's server for journeys ends a thread when the browser hangs up. A connection kept as long would hold
# the database that is to be dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 (from the real settings)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 24 * 60 * 60  # a slow machine must not be asked for its password
SEARCH_MODEL = "none"  # tests of the search by meaning choose a model themselves
NAMES = False  # tests of names turn them on themselves

"""Settings for the test suite: quick hashing, files in a temporary folder, no background work."""

from .base import *  # noqa: F403 - Django's settings modules build on each other by import
from .base import BASE_DIR, DATABASES, LOGGING, Path, env

DEBUG = False
SECRET_KEY = "insecure-test-key"  # noqa: S105 - signs nothing outside the tests
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

_scratch = Path(env.str("TEST_DIR", default=str(BASE_DIR / "var" / "test")))
_scratch.mkdir(parents=True, exist_ok=True)
STATIC_ROOT = _scratch / "static"
STATIC_ROOT.mkdir(exist_ok=True)
DATABASES["default"]["TEST"] = {"NAME": str(_scratch / "test.sqlite3")}
if DATABASES["default"]["ENGINE"] == "cms.sqlite":
    # A test database is thrown away: no need to wait for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

# Renditions are made by the tests that are about renditions.
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

# All tests are one client.
GRAPHQL_RATE = ""

# Wagtail logs every page that a test makes.
LOGGING["root"] = {"handlers": ["console"], "level": "WARNING"}

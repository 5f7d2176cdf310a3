"""Settings for work on the code: debug pages, a fixed key, any local host."""

from .base import *  # noqa: F403 - Django's settings modules build on each other by import

DEBUG = True
SECRET_KEY = "insecure-development-key"  # noqa: S105 - never used outside a developer's machine
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
GRAPHQL_INTROSPECTION = "everyone"

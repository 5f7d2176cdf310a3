"""The WSGI application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - Django has to be set up first

from cms.front import AnswersFromMemory  # noqa: E402 - Django has to be set up first
from cms.graphql.documents import registered_documents  # noqa: E402 - Django has to be set up first

# A file of registered operations that can't be used stops the server here, not at a visitor's first request.
registered_documents()

application = AnswersFromMemory(django_application) if settings.ANSWER_CACHE else django_application

"""The WSGI application that the server runs."""

import gc
import os

# What is loaded here stays as long as the process does. The collector would walk through it time and again while it
# grows, and find nothing: that takes a tenth of the start, and of the worst requests afterwards.
gc.disable()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - without the collector

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - Django has to be set up first

from cms.front import AnswersFromMemory  # noqa: E402 - Django has to be set up first
from cms.graphql.documents import registered_documents  # noqa: E402 - Django has to be set up first
from cms.graphql.schema import get_schema  # noqa: E402 - Django has to be set up first

get_schema()
# A file of registered operations that can't be used stops the server here, not at a visitor's first request.
registered_documents()

application = AnswersFromMemory(django_application) if settings.ANSWER_CACHE else django_application

gc.freeze()
gc.enable()

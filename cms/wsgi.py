"""The WSGI application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = get_wsgi_application()

# A file of registered operations that can't be used stops the server here, not at a visitor's first request.
from cms.graphql.documents import registered_documents  # noqa: E402 - Django has to be set up first

registered_documents()

"""Django's ceiling: a view that hands out ready bytes, read once from the folder that ``READY_DIR`` names.

Nothing else is installed and no middleware runs, so no answer that passes through Django can be quicker.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["localhost"], ROOT_URLCONF=__name__, MIDDLEWARE=[], USE_TZ=True)

READY = {file.name: file.read_bytes() for file in Path(os.environ["READY_DIR"]).iterdir()}


def ready(_request: HttpRequest, name: str) -> HttpResponse:
    """Return the bytes of this name."""
    body = READY[name]
    return HttpResponse(body, content_type="application/json", headers={"Content-Length": str(len(body))})


urlpatterns = [path("<str:name>", ready)]

django.setup(set_prefix=False)
application = WSGIHandler()

"""Pages for people and machines that are no part of the API: the start page, the health check, the schema file."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from cms.graphql.schema import schema_text


def index(request: HttpRequest) -> HttpResponse:
    """Say what is where on this host."""
    return render(request, "cms/index.html")


def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 while the database can be read, for load balancers and monitors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"status": "ok"})


def schema_file(_request: HttpRequest) -> HttpResponse:
    """Hand out the schema in GraphQL's schema definition language."""
    return HttpResponse(schema_text(), content_type="text/plain; charset=utf-8")

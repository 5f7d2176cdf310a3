"""Pages for people and machines that are no part of the API: the start page and the health check."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def index(request: HttpRequest) -> HttpResponse:
    """Say what is where on this host."""
    return render(request, "cms/index.html")


def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 while the database can be read, for load balancers and monitors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"status": "ok"})

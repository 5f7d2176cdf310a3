"""Pages for people and machines that are no part of the API: the start page and the health check."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from cms.image_forms import words_on_size


def index(request: HttpRequest) -> HttpResponse:
    """Say what is where on this host."""
    return render(request, "cms/index.html")


def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 while the database can be read, for load balancers and monitors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"status": "ok"})


def image_size(request: HttpRequest) -> HttpResponse:
    """Say where a picture of so many pixels is too small; 400 if they are no numbers."""
    sides = [request.GET.get(name, "") for name in ("width", "height")]
    if not all(side.isdecimal() and len(side) < 7 for side in sides):
        return HttpResponse(status=400)
    width, height = map(int, sides)
    return HttpResponse(words_on_size(width, height))

"""The limit for everything that stores a row: a Django view without middleware that does one INSERT. Served as WSGI."""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path

from regio.config import env

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": env.database(os.environ["DATABASE_URL"])},
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bench",  # noqa: S106 - signs nothing
)
django.setup()


def store(request: HttpRequest) -> JsonResponse:
    """One row, one answer."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_insert (text) VALUES (%s)", [request.POST["text"]])
    return JsonResponse({"stored": True}, status=201, headers={"Content-Length": "16"})


urlpatterns = [path("store/", store)]
application = get_wsgi_application()

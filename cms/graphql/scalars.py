"""Scalars of the schema beside GraphQL's own."""

import datetime
from typing import Any

import graphene
from django.utils import timezone


class LocalDateTime(graphene.DateTime):
    """An instant, ISO 8601 with offset: Europe/Stockholm in answers, any offset in arguments."""

    class Meta:
        name = "DateTime"

    @staticmethod
    def serialize(value: datetime.datetime) -> str:
        return timezone.localtime(value).isoformat(timespec="seconds")


class JSON(graphene.Scalar):
    """A JSON value as it is; the field that answers with it says its shape."""

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    parse_value = serialize

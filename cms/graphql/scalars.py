"""Scalars of the schema beside GraphQL's own."""

import datetime
from typing import Any

import graphene
from django.utils import timezone
from graphql import GraphQLError


class Day(graphene.Date):
    """A day that has a midnight in every zone: not the calendar's first, nor its last."""

    class Meta:
        name = "Date"
        description = graphene.Date._meta.description

    @staticmethod
    def parse_value(value: Any) -> datetime.date:
        day: datetime.date = graphene.Date.parse_value(value)
        if day in (datetime.date.min, datetime.date.max):
            raise GraphQLError("Date is outside the calendar.")
        return day


class LocalDateTime(graphene.DateTime):
    """An instant, ISO 8601 with offset: Europe/Stockholm in answers, any in arguments (that zone if left out)."""

    class Meta:
        name = "DateTime"

    @staticmethod
    def serialize(value: datetime.datetime) -> str:
        # Nobody who asks has a zone of their own, as editors may.
        return value.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds")

    @staticmethod
    def parse_value(value: Any) -> datetime.datetime:
        instant = graphene.DateTime.parse_value(value)
        try:
            aware = instant if timezone.is_aware(instant) else timezone.make_aware(instant)
            return aware.astimezone(datetime.UTC)
        except OverflowError as error:
            raise GraphQLError("DateTime is outside the calendar.") from error


class JSON(graphene.Scalar):
    """A JSON value as it is; the field that answers with it says its shape."""

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    parse_value = serialize

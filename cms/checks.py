"""The project's rules as Django system checks: what a review would otherwise have to look for."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import DraftStateMixin, Page

from cms.enums import SearchType
from cms.rate_limits import RATES, rate_of
from cms.two_factor.devices import MODES

HIDDEN_STATES = (DraftStateMixin,)


def project_models() -> Iterator[type[models.Model]]:
    """Yield the models of the project's own apps."""
    for label in settings.GRAPHQL_APPS:
        yield from apps.get_app_config(label).get_models()


@register()
def check_visibility(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A model that can be hidden has a query set that says what of it is visible."""
    return [
        Error(
            f"{model.__name__} can be hidden, but its query set has no visible().",
            obj=model,
            id="cms.E001",
        )
        for model in project_models()
        if issubclass(model, (*HIDDEN_STATES, Page)) or hasattr(model, "collection")
        if not hasattr(model._default_manager.all(), "visible")
    ]


@register()
def check_tree_rules(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A page type says what may stand above and below it."""
    return [
        Error(f"{model.__name__} does not say its {rule}.", obj=model, id="cms.E002")
        for model in project_models()
        if issubclass(model, Page)
        for rule in ("parent_page_types", "subpage_types")
        if getattr(model, rule, None) is None
    ]


@register()
def check_descriptions(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A field of the API has a description, and a class with such fields a docstring."""
    problems: list[CheckMessage] = []
    for model in project_models():
        words = [word() for word in getattr(model, "graphql_fields", ())]
        if words and not (model.__doc__ or "").strip():
            problems.append(Error(f"{model.__name__} has no docstring.", obj=model, id="cms.E003"))
        problems += [
            Error(f"{model.__name__}.{word.field_name} has no description.", obj=model, id="cms.E004")
            for word in words
            if not word.description
        ]
    return problems


@register()
def check_search_types(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A page type says what a visitor who searches calls it."""
    return [
        Error(f"{model.__name__}.search_type is no SearchType.", obj=model, id="cms.E010")
        for model in project_models()
        if issubclass(model, Page) and not isinstance(getattr(model, "search_type", None), SearchType)
    ]


@register()
def check_relations_of_rows(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A row that a page owns hangs on it by a ``ParentalKey``, so that drafts and previews carry it."""
    return [
        Error(f"{model.__name__}.{field.name} should be a ParentalKey.", obj=model, id="cms.E005")
        for model in project_models()
        if hasattr(model, "sort_order")
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.related_name not in (None, "+")
        and not isinstance(field, ParentalKey)
    ]


@register()
def check_registered_operations(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The files of registered operations can be read, and each operation in them fits the schema."""
    if not settings.PERSISTED_DOCUMENTS:
        if settings.REGISTERED_OPERATIONS_ONLY:
            return [Error("REGISTERED_OPERATIONS_ONLY is set, but PERSISTED_DOCUMENTS names no file.", id="cms.E022")]
        return []
    from cms.graphql.documents import registered_documents

    try:
        documents = registered_documents()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="cms.E020")]
    return [
        Error(f"Registered operation sha256:{digest}: {problem.message}", id="cms.E021")
        for digest, document in documents.items()
        for problem in document.problems
    ]


@register()
def check_rates(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A rate is a number and a time, or empty."""
    problems: list[CheckMessage] = []
    for name in RATES:
        try:
            if text := getattr(settings, name):
                rate_of(text)
        except ValueError:
            problems.append(Error(f"{name} is no rate like 10/minute or 10/5 minutes: {text}", id="cms.E030"))
    return problems


@register()
def check_two_factor(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A word that nobody knows must not mean that no code is asked for."""
    if settings.TWO_FACTOR in MODES:
        return []
    return [Error(f"TWO_FACTOR is none of {', '.join(MODES)}: {settings.TWO_FACTOR}", id="cms.E031")]

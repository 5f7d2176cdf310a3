"""Pages through the Wagtail admin: send back the form that the editor gets, with some fields filled in.

Streams are drawn by JavaScript and so are not in the form's HTML: they are sent back empty unless a value is given.
"""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield


def create_page(client: Client, parent: Page, model: type[Page], **values: Any) -> HttpResponse:
    """Publish a page of ``model`` below ``parent``, as an editor does; return the answer."""
    meta = model._meta
    url = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])
    return _submit(client, url, model, values)


def edit_page(client: Client, page: Page, **values: Any) -> HttpResponse:
    """Publish a change of ``page``, as an editor does; return the answer."""
    return _submit(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), type(page), values)


def errors_of(response: HttpResponse) -> dict[str, list[str]]:
    """Return the errors of the form that came back, by field; those of a row by its prefix and field."""
    if response.status_code == 302:
        return {}
    found: dict[str, list[str]] = {}

    def collect(form: Any, prefix: str = "") -> None:
        found.update({f"{prefix}{name}": [str(error) for error in errors] for name, errors in form.errors.items()})
        for formset in getattr(form, "formsets", {}).values():
            for child in formset.forms:
                collect(child, f"{child.prefix}-")

    collect(response.context["form"])
    return found


def form_data(client: Client, url: str, model: type[Page], **values: Any) -> dict[str, Any]:
    """Return what a browser would send back from the editor at ``url``, with some fields filled in."""
    response = client.get(url)
    assert response.status_code == 200, url
    data = querydict_from_html(response.content.decode(), form_id="page-edit-form").dict()
    sent = {name: value for name, value in data.items() if "__prefix__" not in name}
    streams = {field.name: streamfield([]) for field in model._meta.get_fields() if isinstance(field, StreamField)}
    return sent | nested_form_data(streams | values)


def _submit(client: Client, url: str, model: type[Page], values: dict[str, Any]) -> Any:
    return client.post(url, form_data(client, url, model, **values) | {"action-publish": "action-publish"})

"""Translations: the catalogue is complete, the check sees what is not, and editors see the language that they chose."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import django
import pytest
import wagtail
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Page, Site, get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail.users.models import UserProfile

from cms.blocks.stream import StreamField
from cms.management.catalogue import Source, forms, key_of, originals
from cms.models import Document, Image
from events.models import EventIndexPage
from home.models import HomePage
from news.models import NewsIndexPage
from tests.factories.events import EventIndexPageFactory
from tests.factories.home import HomePageFactory
from tests.factories.news import NewsIndexPageFactory

WAGTAILS_OWN = r"(?i)\b(?:snutt|stutt|växla|slugg|titeltagg|metabeskr|marknadsför)\w*"


class TestTheProjectsCatalogue:
    def test_is_complete(self) -> None:
        assert [code for code, _name in settings.LANGUAGES] == ["sv", "en"]
        assert Source.of_project().problems("sv") == []

    def test_every_app_is_read(self) -> None:
        assert Source.of_project().packages == ("cms", "events", "home", "news", "platform_pages")


@pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="an older release has other words")
def test_borrowed_words_are_in_wagtail_or_django_without_swedish() -> None:
    borrowed = {
        key_of(message)
        for message in Source.of_project().strings()
        if any(file == "cms/management/borrowed.py" for file, _line in message.locations)
    }
    assert borrowed - library_words("en") == set()
    assert borrowed & library_words("sv") == set()


@pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="an older release has other words")
def test_replaced_words_are_in_wagtail_and_say_something_else_there() -> None:
    replaced = {
        key_of(message)
        for message in Source.of_project().strings()
        if any(file == "cms/management/replaced.py" for file, _line in message.locations)
    }
    assert replaced - library_words("sv") == set()


@pytest.mark.usefixtures("site")
def test_an_editor_never_meets_wagtails_own_words(admin_client: Client, home_page: Page) -> None:
    screens = ["/admin/", f"/admin/pages/{home_page.pk}/edit/", "/admin/reports/workflow/", "/admin/snippets/"]
    shown = {url: re.findall(WAGTAILS_OWN, admin_client.get(url).text) for url in screens}
    assert shown == {url: [] for url in screens}


def library_words(language: str) -> set[Any]:
    """Return the keys of the strings that Wagtail and Django have in English, or have translated into a language."""
    found = set()
    for folder in (*wagtail.__path__, *django.__path__):
        for path in Path(folder).glob(f"**/locale/{language}/LC_MESSAGES/django.po"):
            with path.open("rb") as file:
                messages = [message for message in read_po(file, locale=language) if message.id]
            found |= {key_of(m) for m in messages if language == "en" or (all(forms(m)) and not m.fuzzy)}
    return found


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A project with one app that has a Python file and a template, and a complete Swedish catalogue."""
    source = Source(tmp_path, ["app"], tmp_path / "locale")
    write(source, "models.py", '_("name")\npgettext_lazy("event", "Cancelled")\n')
    write(source, "templates/app/page.html", '{% load i18n %}\n  {% translate "Welcome" %}\n')
    source.update("sv")
    translate(source, name="namn", Cancelled="Inställt", Welcome="Välkommen")
    source.update("sv")
    return source


def write(source: Source, name: str, text: str) -> None:
    """Write a file of the app."""
    path = source.root / "app" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def translate(source: Source, **translations: str) -> None:
    """Fill in translations in the ``.po`` file, as a translator does."""
    path = source.po_file("sv")
    text = path.read_text(encoding="utf-8")
    for original, translation in translations.items():
        before = f'msgid "{original}"\nmsgstr ""'
        assert before in text
        text = text.replace(before, f'msgid "{original}"\nmsgstr "{translation}"')
    path.write_text(text, encoding="utf-8")


def found(source: Source) -> set[Any]:
    """Return the strings that are found, each with its context if it has one."""
    return {(message.context, message.id) if message.context else message.id for message in source.strings()} - {""}


class TestStringsAreFound:
    def test_in_python(self, source: Source) -> None:
        write(
            source,
            "models.py",
            '_("one" " line")\n'
            'gettext("two")\n'
            'gettext_lazy("three")\n'
            'ngettext("%(n)s page", "%(n)s pages", n)\n'
            'ngettext_lazy("file", "files", 3)\n'
            'pgettext("event", "Cancelled")\n'
            'pgettext_lazy("project", "Cancelled")\n'
            'npgettext_lazy("of a fish", "scale", "scales", 2)\n'
            'text = _("Signed “%(label)s”.") % {"label": _("nested")}\n'
            "_(variable)\n"
            'other("not one")\n',
        )
        assert found(source) == {
            "one line",
            "two",
            "three",
            ("%(n)s page", "%(n)s pages"),
            ("file", "files"),
            ("event", "Cancelled"),
            ("project", "Cancelled"),
            ("of a fish", ("scale", "scales")),
            "Signed “%(label)s”.",
            "nested",
            "Welcome",
        }

    def test_in_templates(self, source: Source) -> None:
        write(source, "models.py", "")
        write(
            source,
            "templates/app/page.html",
            "{% load i18n %}\n"
            '<div (unbalanced [ text \'and "quotes">\n'
            '      {% translate "Read more" %} {{ _("Shown") }} {% trans "Open" context "a door" %}\n'
            "  {% blocktranslate trimmed with name=page.title %}\n"
            "      About\n      {{ name }}: 100 %\n"
            "  {% endblocktranslate %}\n"
            "{% blocktranslate count n=pages|length %}{{ n }} page{% plural %}{{ n }} pages{% endblocktranslate %}\n",
        )
        assert found(source) == {
            "Read more",
            "Shown",
            ("a door", "Open"),
            "About %(name)s: 100 %%",
            ("%(n)s page", "%(n)s pages"),
        }

    def test_not_in_migrations(self, source: Source) -> None:
        write(source, "migrations/0001_initial.py", '_("of the past")\n')
        assert source.problems("sv") == []


class TestTheCheckSees:
    def test_nothing_in_a_complete_catalogue(self, source: Source) -> None:
        assert source.problems("sv") == []

    def test_a_string_that_is_not_in_the_catalogue(self, source: Source) -> None:
        write(source, "forms.py", '\n_("new")\n')
        assert source.problems("sv") == ['app/forms.py:2: "new" is not in the catalogue.']

    def test_a_string_that_is_no_longer_used(self, source: Source) -> None:
        write(source, "models.py", '_("name")\n')
        assert source.problems("sv") == ['app/models.py: "Cancelled" is no longer used.']

    def test_a_missing_translation(self, source: Source) -> None:
        write(source, "forms.py", '_("new")\n')
        source.update("sv")
        assert source.problems("sv") == ['app/forms.py:1: "new" has no translation.']

    def test_a_guess(self, source: Source) -> None:
        path = source.po_file("sv")
        path.write_text(path.read_text().replace('msgid "name"', '#, fuzzy\nmsgid "name"'))
        source.update("sv")
        assert source.problems("sv") == ['app/models.py:1: "name" has a translation that is marked as a guess (fuzzy).']

    @pytest.mark.parametrize(
        ("original", "translation", "complaint"),
        [
            ("at %(time)s", "klockan %(time)s", None),
            ("at %(time)s", "klockan", "other placeholders"),
            ("at %(time)s", "klockan %(tid)s", "other placeholders"),
            ("at %(time)s", "klockan %(time)d", "other placeholders"),
            ("{count} of {all}", "av {all} är {count}", None),
            ("{count} of {all}", "{} av {all}", "other placeholders"),
            ("%s and %d", "%s och %d", None),
            ("%s and %d", "%s", "other placeholders"),
            ("%(share)s %%", "%(share)s %%", None),
            ("%(share)s per cent", "%(share)s %", "lone % sign"),
            ("100 % sure", "100 % säker", None),
        ],
    )
    def test_placeholders_that_differ(
        self, source: Source, original: str, translation: str, complaint: str | None
    ) -> None:
        write(source, "forms.py", f"_({original!r})\n")
        source.update("sv")
        translate(source, **{original: translation})
        source.update("sv")
        problems = source.problems("sv")
        assert len(problems) == (complaint is not None)
        assert complaint is None or complaint in problems[0]

    @pytest.mark.parametrize(("singular", "problems"), [("en sida", 0), ("%(n)s sida", 0), ("%(m)s sida", 1)])
    def test_plural_forms(self, source: Source, singular: str, problems: int) -> None:
        write(source, "forms.py", 'ngettext("one page", "%(n)s pages", n)\n')
        source.update("sv")
        path = source.po_file("sv")
        text = path.read_text().replace('msgstr[0] ""', f'msgstr[0] "{singular}"')
        path.write_text(text.replace('msgstr[1] ""', 'msgstr[1] "%(n)s sidor"'))
        source.update("sv")
        assert len(source.problems("sv")) == problems

    def test_a_compiled_catalogue_that_is_old_or_missing(self, source: Source) -> None:
        path = source.po_file("sv")
        path.write_text(path.read_text().replace('"namn"', '"benämning"'))
        old = ["locale/sv/LC_MESSAGES/django.mo is older than the .po file beside it."]
        assert source.problems("sv") == old
        source.update("sv")
        assert source.problems("sv") == []
        source.mo_file("sv").unlink()
        assert source.problems("sv") == old

    def test_and_the_command_fails(self, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Source, "of_project", lambda: source)
        call_command("check_translations")
        write(source, "forms.py", '_("new")\n')
        with pytest.raises(CommandError, match=r'^sv: app/forms\.py:1: "new" is not in the catalogue'):
            call_command("check_translations")


class TestAnUpdate:
    def test_keeps_translations_and_changes_nothing_without_need(self, source: Source) -> None:
        before = source.po_file("sv").read_bytes(), source.mo_file("sv").read_bytes()
        source.update("sv")
        assert (source.po_file("sv").read_bytes(), source.mo_file("sv").read_bytes()) == before

    def test_sets_unused_strings_aside_and_brings_them_back(self, source: Source) -> None:
        write(source, "models.py", '_("name")\n')
        source.update("sv")
        assert source.problems("sv") == []
        assert '#~ msgid "Cancelled"\n#~ msgstr "Inställt"' in source.po_file("sv").read_text()
        assert "Inställt".encode() not in source.mo_file("sv").read_bytes()
        write(source, "models.py", '_("name")\npgettext_lazy("event", "Cancelled")\n')
        source.update("sv")
        assert source.problems("sv") == []
        assert "#~" not in source.po_file("sv").read_text()

    def test_says_what_is_left(
        self, source: Source, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(source, "forms.py", '_("new")\n')
        monkeypatch.setattr(Source, "of_project", lambda: source)
        call_command("check_translations", "--update")
        assert capsys.readouterr().out == ('sv: app/forms.py:1: "new" has no translation.\nTo translate or mend: 1\n')


class AdminViews:
    """The forms that editors meet: to add each type of page and snippet, an image, a document; the settings."""

    def __init__(self, root: Page) -> None:
        """Put a page of each type that has others below it under ``root``; the titles are no words of any language."""
        home = HomePageFactory(parent=root, title="0")
        self.parents = {
            Page: root,
            HomePage: home,
            NewsIndexPage: NewsIndexPageFactory(parent=home, title="1"),
            EventIndexPage: EventIndexPageFactory(parent=home, title="2"),
        }
        self.site = Site.objects.create(hostname="front.example.org", root_page=home, is_default_site=True)

    def address(self, model: type[Model]) -> str:
        """Return the address of a model's form."""
        names = model._meta.app_label, model._meta.model_name
        if issubclass(model, Page):
            parent = next(self.parents[above] for above in model.allowed_parent_page_models() if above in self.parents)
            # A second list of its kind can't be added below the same page.
            Page.objects.filter(pk__in=[page.pk for page in self.parents.values() if type(page) is model]).delete()
            return reverse("wagtailadmin_pages:add", args=[*names, parent.pk])
        if issubclass(model, BaseSiteSetting):
            return reverse("wagtailsettings:edit", args=[*names, self.site.pk])
        if model in (Image, Document):
            return reverse(f"wagtail{names[1]}s:add" if model is Image else "wagtaildocs:add")
        return reverse(model.snippet_viewset.get_url_name("add"))


@pytest.fixture
def views(root_page: Page) -> AdminViews:
    """The forms of the admin."""
    return AdminViews(root_page)


@pytest.fixture
def speak(admin_client: Client) -> Callable[[str], None]:
    """Choose a language as an editor does in the account settings; until then it is the site's."""

    def choose(language: str) -> None:
        UserProfile.objects.update_or_create(
            user=get_user_model().objects.get(), defaults={"preferred_language": language}
        )

    return choose


def own(models: Iterable[type[Model]]) -> list[type[Model]]:
    """Return those of ``models`` that are the project's own, in a fixed order."""
    packages = Source.of_project().packages
    return sorted((model for model in models if model._meta.app_label in packages), key=lambda model: model._meta.label)


FORMS = own([*(model for model in get_page_models() if model.is_creatable), *get_snippet_models(), *settings_registry])
STREAMS = {
    f"{model._meta.label}.{field.name}": field.stream_block
    for model in own(apps.get_models())
    for field in model._meta.fields
    if isinstance(field, StreamField)
}


@pytest.fixture(scope="module")
def words() -> dict[str, set[str]]:
    """The words of each language that the other does not have, as labels begin: with a capital letter."""
    pairs = [
        (str(capfirst(original)), str(capfirst(text)))
        for message in Source.of_project().read("sv")
        if message.id
        for original, text in zip(originals(message), forms(message), strict=True)
        # Wagtail's snippets translate the first link of their breadcrumbs once, when the server starts.
        if original != "Home"
    ]
    english, swedish = {original for original, _text in pairs}, {text for _original, text in pairs}
    return {"en": english - swedish, "sv": swedish - english}


def shown(html: str, words: set[str]) -> set[str]:
    """Return those of ``words`` that the page shows: as the text of an element or as a value that JavaScript shows."""
    texts = re.findall(r">\s*([^<>]+?)\s*(?=<)", html)
    values = re.findall(r'"((?:[^"\\]|\\.)*)"', unescape(html))
    return words & {*(unescape(text) for text in texts), *(unescape(value) for value in values)}


@pytest.mark.parametrize("model", [*FORMS, Image, Document], ids=lambda model: model._meta.label)
def test_editors_see_the_language_that_they_chose(
    model: type[Model],
    views: AdminViews,
    admin_client: Client,
    speak: Callable[[str], None],
    words: dict[str, set[str]],
) -> None:
    address = views.address(model)
    for language, other in (("sv", "en"), ("en", "sv")):
        if language != settings.LANGUAGE_CODE:
            speak(language)
        response = admin_client.get(address, follow=True)
        html = response.content.decode()
        assert f'lang="{language}"' in html
        assert shown(html, words[language])
        assert shown(html, words[other]) == set()
        assert unmarked(response.context["form"]) == []


def unmarked(form: Any) -> list[str]:
    """Return the labels and help texts of a form's visible fields, and of its rows', that don't go through gettext.

    What Wagtail adds is left out: its comments, and the words about a file, which it puts together itself.
    """
    fields = [field.field for field in form.visible_fields() if field.name != "file"]
    bare = [str(text) for field in fields for text in (field.label, field.help_text) if not is_marked(text)]
    for name, formset in getattr(form, "formsets", {}).items():
        if name != "comments":
            bare += unmarked(formset.empty_form)
    return bare


def is_marked(text: object) -> bool:
    """Return whether a text goes through gettext; an empty one need not."""
    return not text or isinstance(text, Promise)


@pytest.mark.parametrize("name", STREAMS)
def test_every_text_of_a_block_goes_through_gettext(name: str) -> None:
    assert list(unmarked_blocks(STREAMS[name], name)) == []


def unmarked_blocks(block: blocks.Block, name: str) -> Iterator[str]:
    """Yield what an editor sees of a block or of one inside it that doesn't go through gettext."""
    for text in ("label", "help_text", "group", "description"):
        if not is_marked(getattr(block.meta, text, None)):
            yield f"{name}: {text}"
    if isinstance(block, blocks.ListBlock):
        yield from unmarked_blocks(block.child_block, f"{name}[]")
    for child_name, child in getattr(block, "child_blocks", {}).items():
        if not child.meta.label:
            yield f"{name}.{child_name}: no label"
        yield from unmarked_blocks(child, f"{name}.{child_name}")

"""The catalogues of translations: what there is to translate, what a catalogue lacks, and how it is brought up to date.

Babel reads and writes the files, so that nobody needs gettext's own tools. Strings are found by reading the source, and
a catalogue is complete when it holds exactly these strings, each with a translation that can stand in its place.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

# The language that the strings in the source are written in.
SOURCE_LANGUAGE = "en"

KEYWORDS = DEFAULT_KEYWORDS | {f"{name}_lazy": arguments for name, arguments in DEFAULT_KEYWORDS.items()}
KEYWORDS["gettext_noop"] = None

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[ds%]|\{\w*\}")


class Source:
    """The files whose strings are translated, and where their catalogues are."""

    def __init__(self, root: Path, packages: Iterable[str], locale_dir: Path) -> None:
        """Take the packages, folders below ``root``, and the folder with a folder for each language."""
        self.root = root
        self.packages = tuple(packages)
        self.locale_dir = locale_dir

    @classmethod
    def of_project(cls) -> "Source":
        """Return the project's own: every installed app that stands beside the settings' package."""
        root = Path(settings.BASE_DIR)
        own = [Path(config.path) for config in apps.get_app_configs() if Path(config.path).parent == root]
        return cls(root, sorted(path.name for path in own), Path(settings.LOCALE_PATHS[0]))

    def po_file(self, language: str) -> Path:
        """Return the file that translators work in."""
        return self.locale_dir / language / "LC_MESSAGES" / "django.po"

    def mo_file(self, language: str) -> Path:
        """Return the file that Django reads."""
        return self.po_file(language).with_suffix(".mo")

    def files(self) -> Iterator[Path]:
        """Yield the Python files and templates, migrations left out, always in the same order."""
        for package in self.packages:
            folder = self.root / package
            python = [path for path in folder.rglob("*.py") if "migrations" not in path.relative_to(folder).parts]
            yield from sorted([*python, *folder.rglob("templates/**/*.html")])

    def strings(self) -> Catalog:
        """Return a catalogue without translations of every string that goes through gettext."""
        found = Catalog()
        for path in self.files():
            text = path.read_text(encoding="utf-8")
            if path.suffix != ".py":
                # What is left of a template is calls between other words, and its indentation has no meaning.
                text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).split("\n"))
            place = path.relative_to(self.root).as_posix()
            for line, message, comments, context in extract(
                "python", BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=("Translators:",)
            ):
                found.add(message, None, [(place, line)], auto_comments=comments, context=context)
        return found

    def read(self, language: str) -> Catalog:
        """Return a language's catalogue as its ``.po`` file has it; an empty one while there is no file."""
        path = self.po_file(language)
        if not path.exists():
            return Catalog(language, fuzzy=False)
        with path.open("rb") as file:
            return read_po(file, locale=language, abort_invalid=True)

    def update(self, language: str) -> None:
        """Bring a language's files up to date.

        New strings come in without a translation, those no longer used are kept aside as obsolete, and come back with
        their translation when they are used again.
        """
        catalog = self.read(language)
        for message in catalog.obsolete.values():
            catalog[message.id] = message
        catalog.obsolete.clear()
        # A guess from a similar string would look like a translation; the creation date would change every time.
        catalog.update(self.strings(), no_fuzzy_matching=True, update_creation_date=False)
        for key in [key for key, message in catalog.obsolete.items() if not any(forms(message))]:
            del catalog.obsolete[key]
        self.po_file(language).parent.mkdir(parents=True, exist_ok=True)
        with self.po_file(language).open("wb") as file:
            # Line numbers would change with every edit of the source.
            write_po(file, catalog, include_lineno=False)
        with self.mo_file(language).open("wb") as file:
            # Read anew: the file that Django reads holds what the one that translators read holds.
            write_mo(file, self.read(language))

    def problems(self, language: str) -> list[str]:
        """Return what keeps a language's catalogue from being complete, a sentence each."""
        catalog = self.read(language)
        wanted = {key_of(message): message for message in self.strings() if message.id}
        present = {key_of(message): message for message in catalog if message.id}
        found = [f"{where(message)} is not in the catalogue." for key, message in wanted.items() if key not in present]
        found += [f"{where(message)} is no longer used." for key, message in present.items() if key not in wanted]
        for key, message in present.items():
            if key in wanted:
                found += [f"{where(wanted[key])} {complaint}" for complaint in complaints(message, catalog.num_plurals)]
        if not self._is_compiled(language, catalog):
            found.append(f"{self.mo_file(language).relative_to(self.root)} is older than the .po file beside it.")
        return found

    def _is_compiled(self, language: str, catalog: Catalog) -> bool:
        if not self.mo_file(language).exists():
            return False
        current = BytesIO()
        write_mo(current, catalog)
        # The headers are left out: they name Babel's version.
        now, then = (
            {key_of(message): forms(message) for message in read_mo(BytesIO(content)) if message.id}
            for content in (current.getvalue(), self.mo_file(language).read_bytes())
        )
        return now == then


def forms(message: Message) -> tuple[str, ...]:
    """Return a message's translation: one text, or one for each plural form."""
    text = message.string
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def originals(message: Message) -> tuple[str, ...]:
    """Return what is translated: one text, or the singular and the plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def key_of(message: Message) -> tuple[str | None, tuple[str, ...]]:
    """Return what tells a message from all others."""
    return (message.context, originals(message))


def where(message: Message) -> str:
    """Return a message's first words and, if known, the file that it stands in."""
    text = originals(message)[0]
    short = text if len(text) <= 60 else f"{text[:59]}…"
    files = ", ".join(dict.fromkeys(f"{file}:{line}" if line else file for file, line in message.locations))
    return f'{files}: "{short}"' if files else f'"{short}"'


def complaints(message: Message, plurals: int) -> Iterator[str]:
    """Yield what is wrong with a message's translation; ``plurals`` is the language's number of plural forms."""
    texts = forms(message)
    if message.fuzzy:
        yield "has a translation that is marked as a guess (fuzzy)."
    if message.pluralizable and len(texts) != plurals:
        yield f"needs {plurals} plural forms."
    if not all(text.strip() for text in texts):
        yield "has no translation."
        return
    allowed = [Counter(PLACEHOLDER.findall(text)) for text in originals(message)]
    filled_in = any(name.startswith("%") for names in allowed for name in names)
    for text in texts:
        if Counter(PLACEHOLDER.findall(text)) not in allowed:
            yield "has other placeholders in its translation."
        elif filled_in and not is_format(text):
            yield "has a lone % sign in its translation: write %%."


def is_format(text: str) -> bool:
    """Return whether ``text`` can be filled in with the ``%`` operator."""
    values = defaultdict(int) if "%(" in text else (0,) * len(re.findall("%[ds]", text))
    try:
        text % values
    except (TypeError, ValueError):
        return False
    return True

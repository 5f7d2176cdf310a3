"""Rules of links and pictures: what a reader knows before following a link, or without seeing a picture."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.lint.content import Content, LinkUse
from cms.lint.problems import ProblemSeverity
from cms.lint.registry import Finding, rule

_WORDS_OF_NOTHING = """
    här/hit/länk/länken/mer/se här/se mer/läs här/läs mer/läs mera/läs mer här/läs vidare/klicka/klicka här/tryck här/
    mer info/mer information/info/ladda ner/ladda ned/ladda hem/hämta/hämta här/öppna/webbsida/webbsidan/hemsida/
    hemsidan/till sidan/gå till sidan/denna länk/den här länken/här finns mer/pdf/dokument/here/read more/more/
    click here/link/download
"""
_SAYS_NOTHING = frozenset(words.strip() for words in _WORDS_OF_NOTHING.split("/"))
_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+\.(?:se|com|org|nu|eu|net|info)(?:/\S*)?", re.IGNORECASE)
_SIZE = re.compile(r"\d(?:[\d.,\s]*\d)?\s?(?:k|M|G)?(?:B|byte)\b", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp|svg|heic)\s*$", re.IGNORECASE)
_CAMERA = re.compile(
    r"(?:IMG|DSC|DSCN|DSCF|PXL|MVI|WP|Screenshot|Skärmavbild|Skärmbild|image|bild)[-_ ]?\d[\w -]*", re.IGNORECASE
)
_SLUG = re.compile(r"[a-z0-9åäö]+(?:[-_][a-z0-9åäö]+)+|\w*_\w*")


@rule("link-text", ProblemSeverity.WARNING, gettext_lazy("The words of a link say where it leads"))
def link_text(content: Content) -> Iterator[Finding]:
    """The words of a link say where it leads, when they are read alone."""
    for link in content.links:
        words = link.text.strip()
        if words.casefold().strip(" .…!:»>→") in _SAYS_NOTHING:
            message = _(
                "The link “%(text)s” does not say where it leads: write that, for example “Read the report of 2016”."
            )
            yield link.place, message % {"text": words}
        elif _BARE_ADDRESS.fullmatch(words):
            message = _("The link's words are an address, “%(text)s”: write what the reader finds there.")
            yield link.place, message % {"text": words}


@rule("document-link", ProblemSeverity.WARNING, gettext_lazy("A link to a document says its type and size"))
def unlabelled_document(content: Content) -> Iterator[Finding]:
    """A link to a document says the file's type and size, in its words or just after them."""
    for link in content.links:
        kind = _file_type(link)
        said = f"{link.text} {link.after}"
        if kind and not (re.search(rf"\b{kind}\b", said, re.IGNORECASE) and _SIZE.search(said)):
            message = _(
                "“%(text)s” leads to a file: write its type and size after it, for example “(%(type)s, 1.1 MB)”."
            )
            yield link.place, message % {"text": link.text.strip(), "type": kind.upper()}


def _file_type(link: LinkUse) -> str:
    if link.document is not None:
        return str(link.document.file_extension)
    return "pdf" if re.search(r"\.pdf(?:[?#]|$)", link.href, re.IGNORECASE) else ""


@rule("alt-file-name", ProblemSeverity.ERROR, gettext_lazy("Alternative text is no file name"))
def file_name_as_alt(content: Content) -> Iterator[Finding]:
    """Alternative text describes the picture; the name of its file does not."""
    for picture in content.pictures:
        alt = picture.alt.strip()
        certain = _ENDING.search(alt) or _CAMERA.fullmatch(alt)
        if certain or _SLUG.fullmatch(alt):
            message = _("The alternative text “%(alt)s” is the name of a file: describe what the picture shows.")
            # A single word with a hyphen looks like a file's name, but may be a word.
            severity = ProblemSeverity.ERROR if certain else ProblemSeverity.WARNING
            yield picture.place, message % {"alt": alt}, severity


@rule("alt-caption", ProblemSeverity.WARNING, gettext_lazy("Alternative text does not repeat the caption"))
def alt_repeats_caption(content: Content) -> Iterator[Finding]:
    """Alternative text says something else than the caption, which screen readers read too."""
    for picture in content.pictures:
        alt, caption = (re.sub(r"\W+", " ", text).strip().casefold() for text in (picture.alt, picture.caption))
        if alt and alt == caption:
            message = _(
                "The alternative text repeats the caption: describe what the picture shows, or mark it as decorative."
            )
            yield picture.place, message

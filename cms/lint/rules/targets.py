"""Rules of links and pictures: what a reader knows before following a link, or without seeing a picture."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.lint.content import Content, LinkUse
from cms.lint.problems import ProblemSeverity
from cms.lint.registry import Finding, rule
from cms.lint.swedish import words

_WORDS_OF_NOTHING = """
    här hit där mer mera se läs läsa läser hela fortsätt vidare visa klicka tryck gå följ besök titta så kommer via på
    i till om för att du kan hittar finns det den detta denna vår deras länk länken länkar extern knappen info
    information ytterligare ladda ner ned hem hämta öppna webb webben webbsida webbsidan webbplats webbplatsen hemsida
    hemsidan sida sidan artikel artikeln nyhet nyheten fil filen pdf pdf-fil pdf:en dokument dokumentet
    here read more learn click this link page download
"""
"""Words of which a link can be made that does not say where it leads, such as “läs mer på den här sidan”."""
_SAY_NOTHING = frozenset(_WORDS_OF_NOTHING.split())
_HOME = "hem"
"""Says nothing in “ladda hem”, but enough alone."""
_FILE_NAME = re.compile(r"\S+\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp)|[^\s@]*\w_\w[^\s@]*", re.IGNORECASE)
_BARE_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.-]+\.(?:se|com|org|nu|eu|net|info)(?:/\S*)?|[\w-]+(?:\.[\w-]+)+/\S*|"
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\d(?:[\d.,\s]*\d)?\s?(?:k|M|G|kilo|mega)?(?:B|byte)\b", re.IGNORECASE)
_TYPE_AND_SIZE = re.compile(rf"[(\[][^)\]]*{_SIZE.pattern}[^)\]]*[)\]]$", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|zip)(?:[?#]|$)", re.IGNORECASE)
_PROGRAMS = {"doc": "Word", "xls": "Excel", "ppt": "PowerPoint"}
"""What people call a type of file, by the beginning of its ending."""
_ENDING = re.compile(
    r"\w\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp|svg|hei[cf])\b|"
    r"\w\.(?:jfif|pdf|eps|ai|psd|raw|cr2|nef|arw|dng|docx?|pptx?)\s*$",
    re.IGNORECASE,
)
_CAMERA = re.compile(
    r"""_?(?:IMG|IMGP|MG|DSC|DSCN|DSCF|PXL|MVI|GOPR|WP|P(?=\d{6})|scan|screenshot|skärmavbild|skärmbild|skärmklipp|
    image|bild|foto|photo|picture|untitled|namnlös|WhatsApp\s+image|MicrosoftTeams-image)[-_ (]*\d[\d_.() -]*
    (?:(?:at|kl|WA|kopia|copy|redigerad|edited|liten|stor|webb?|final)[\d_.() -]*)*|[\d_.() -]{6,}""",
    re.IGNORECASE | re.VERBOSE,
)
_SLUG = re.compile(r"[a-z0-9åäö]{2,}(?:[-_][a-z0-9åäö]+)+|\w*_\w*|(?i:image|bild|foto|photo|untitled|unnamed|namnlös)")
_CREDIT = re.compile(r"\b(?:foto(?:graf)?|illustration)\s*:[^.]*", re.IGNORECASE)
_A_PICTURE_OF = re.compile(r"^\W*(?:bild(?:en)?|foto)(?:\s*:|\s+(?:på|av)\b)", re.IGNORECASE)


@rule("link-text", ProblemSeverity.WARNING, gettext_lazy("The words of a link say where it leads"))
def link_text(content: Content) -> Iterator[Finding]:
    """The words of a link say where it leads, when they are read alone."""
    for link in content.links:
        text = link.text.strip()
        # An e-mail address that leads to itself says where it leads.
        if _BARE_ADDRESS.fullmatch(text) and not ("@" in text and link.href.startswith("mailto:")):
            message = _("The link's words are an address, “%(text)s”: write what the reader finds there.")
            yield link.place, message % {"text": text}
        elif (
            text and text.casefold() != _HOME and (_FILE_NAME.fullmatch(text) or _SAY_NOTHING.issuperset(_words(text)))
        ):
            message = _(
                "The link “%(text)s” does not say where it leads: write that, for example “Read the report of 2016”."
            )
            yield link.place, message % {"text": text}


def _words(text: str) -> list[str]:
    """Return the words of a link; without a file's type and size, and without the number of the link."""
    text = _TYPE_AND_SIZE.sub("", text)
    return [word.casefold() for word in words(re.sub(r"^(\D*)\b\d{1,2}$", r"\1", text))]


@rule("document-link", ProblemSeverity.WARNING, gettext_lazy("A link to a document says its type and size"))
def unlabelled_document(content: Content) -> Iterator[Finding]:
    """A link to a document says the file's type and size, in its words or just after them."""
    for link in content.links:
        kind = _file_type(link)
        names = "|".join(filter(None, (kind, _PROGRAMS.get(kind[:3]))))
        # Further on, it is said of something else.
        is_just_after = re.match(rf"\s*(?:[(\[,–:-]|(?:{names})\b)", link.after, re.IGNORECASE)
        said = f"{link.text} {link.after if is_just_after else ''}"
        if kind and not (re.search(rf"\b(?:{names})\b", said, re.IGNORECASE) and _SIZE.search(said)):
            message = _(
                "“%(text)s” leads to a file: write its type and size after it, for example “(%(type)s, 1.1 MB)”."
            )
            yield link.place, message % {"text": link.text.strip(), "type": kind.upper()}


def _file_type(link: LinkUse) -> str:
    if link.document is not None:
        return str(link.document.file_extension)
    found = _DOCUMENT.search(link.href)
    return found[1].lower() if found else ""


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
        alt = _plain(picture.alt)
        if alt and alt == _plain(picture.caption):
            message = _(
                "The alternative text repeats the caption: describe what the picture shows, or mark it as decorative."
            )
            yield picture.place, message


def _plain(text: str) -> str:
    """Return what a text says of a picture: its words, without who took it and that it is one."""
    return " ".join(words(_A_PICTURE_OF.sub("", _CREDIT.sub("", text)))).casefold()

"""The rules that know no feature."""

from cms.lint.registry import Rule
from cms.lint.rules.structure import description, funders, heading_levels
from cms.lint.rules.style import long_sentences, readability
from cms.lint.rules.targets import alt_repeats_caption, file_name_as_alt, link_text, unlabelled_document
from cms.lint.rules.wording import cut_off, lost_first_letter, quotation_marks, relative_time, weekdays

KERNEL_RULES: list[Rule] = [
    alt_repeats_caption,
    cut_off,
    description,
    file_name_as_alt,
    funders,
    heading_levels,
    link_text,
    long_sentences,
    lost_first_letter,
    quotation_marks,
    readability,
    relative_time,
    unlabelled_document,
    weekdays,
]

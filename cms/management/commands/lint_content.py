"""Says what editors should mend in the texts of all pages."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.lint.problems import SEVERITIES, ProblemSeverity
from cms.lint.run import LintedPage, count_problems, lint_content


class Command(BaseCommand):
    """``lint_content`` runs the rules over all content; it fails from the severity that ``--fail-level`` names."""

    help = "Run the rules for texts over all published pages, or over the latest drafts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        levels = [severity.value for severity in SEVERITIES]
        parser.add_argument("--drafts", action="store_true", help="read the latest drafts, unpublished pages too")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="how to write the problems")
        parser.add_argument(
            "--fail-level", choices=[*levels, "never"], default="error", help="the mildest severity that is a failure"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        linted = list(lint_content(drafts=options["drafts"]))
        if options["format"] == "json":
            self.stdout.write(json.dumps([_as_json(each) for each in linted if each.problems], ensure_ascii=False))
        else:
            self.write_text(linted)
        counts = count_problems(linted)
        level = options["fail_level"]
        failing = [] if level == "never" else SEVERITIES[: SEVERITIES.index(ProblemSeverity(level)) + 1]
        if any(counts[severity] for severity in failing):
            raise CommandError(_summary(counts, len(linted)))
        if options["format"] == "text":
            self.stdout.write(_summary(counts, len(linted)))

    def write_text(self, linted: list[LintedPage]) -> None:
        """Write each page that has problems, and its problems below it."""
        for each in linted:
            if each.problems:
                self.stdout.write(f"{each.page.title} (id {each.page.pk})")
            for problem in each.problems:
                self.stdout.write(f"  {problem.severity.value} [{problem.rule}] {problem}")


def _as_json(each: LintedPage) -> dict[str, Any]:
    problems = [
        {
            "rule": problem.rule,
            "severity": problem.severity.value,
            "message": problem.message,
            "place": problem.place.label,
            "path": problem.place.path,
        }
        for problem in each.problems
    ]
    return {"id": each.page.pk, "title": each.page.title, "problems": problems}


def _summary(counts: dict[str, int], pages: int) -> str:
    return (
        f"{pages} pages: {counts['error']} errors, {counts['warning']} warnings, {counts['advice']} pieces of advice."
    )

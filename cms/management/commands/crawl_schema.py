"""Proves that nothing hidden gets out: asks everything that anyone can ask and looks for markers (docs/security.md)."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page, Site

from cms.management.crawling import Crawler, LocalService, RemoteService, Service


class Command(BaseCommand):
    """Walks every path through the schema and every other public address as an anonymous client."""

    help = "Walk every path through the schema as an anonymous client; fail if an answer holds a marker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--marker", action="append", default=[], help="a string that no answer may hold; repeat it")
        parser.add_argument("--expect", action="append", default=[], help="what some answer must hold; repeat it")
        parser.add_argument("--depth", type=int, default=4, help="how many fields deep the paths go (4)")
        parser.add_argument("--url", help="base address of a running server; this process if left out")
        parser.add_argument("--site", action="append", help="a value of the argument `site`; all sites if left out")
        parser.add_argument(
            "--value",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="a value of the argument NAME, for example token=… or path=/hidden/; repeat it",
        )
        parser.add_argument("--numbers", type=int, help="the highest id to try; that of the pages if left out")
        parser.add_argument("--address", action="append", default=[], help="one more path to fetch; repeat it")
        parser.add_argument(
            "--field", action="append", default=[], help="crawl this root field and nothing else; repeat it"
        )
        parser.add_argument("--list", action="store_true", help="print every path that had an answer")

    def handle(self, *args: Any, **options: Any) -> None:
        values: dict[str, list[str]] = {}
        for name, _equals, value in (pair.partition("=") for pair in options["value"]):
            values.setdefault(name, []).append(value)
        service: Service = RemoteService(options["url"]) if options["url"] else LocalService()
        crawler = Crawler(
            service,
            options["marker"],
            depth=options["depth"],
            sites=options["site"] or [f"{site.hostname}:{site.port}" for site in Site.objects.all()],
            languages=[code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES],
            values=values,
            numbers=options["numbers"] or Page.objects.order_by("pk").values_list("pk", flat=True).last() or 1,
            addresses=options["address"],
            expected=options["expect"],
            fields=options["field"],
        )
        report = crawler.run()
        if options["list"]:
            self.stdout.write("\n".join(" > ".join(path) for path in sorted(report.answered)))
        self.stdout.write(
            f"Walked {report.paths} paths in {report.requests} requests and {report.addresses} other addresses; "
            f"{len(report.answered)} paths and {len(report.fields)} fields had an answer, "
            f"{report.refused} paths were too much for the service."
        )
        problems = [f"{marker}: {where}" for marker, where in sorted(report.leaks)] + report.failures
        problems += [f"never seen: {words}" for words in sorted(report.missing)]
        if problems:
            raise CommandError("\n".join([*problems, f"{len(report.leaks)} leaks, {len(report.failures)} failures."]))

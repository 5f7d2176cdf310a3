"""What the platform section registers with Wagtail."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.lint.registry import Rule
from platform_pages.admin import SignatoryViewSet
from platform_pages.lint import PLATFORM_RULES
from platform_pages.schema import PlatformQueries

register_snippet(SignatoryViewSet)


@hooks.register("register_schema_query")
def register_queries(mixins: list[type]) -> None:
    """Add the root fields of the platform section to the schema."""
    mixins.append(PlatformQueries)


@hooks.register("register_lint_rules")
def register_lint_rules(rules: list[Rule]) -> None:
    """Add the linter's rules of the platform section."""
    rules += PLATFORM_RULES

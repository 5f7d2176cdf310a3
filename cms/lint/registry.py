"""The rules: the kernel's own, and those that apps add by the hook ``register_lint_rules``."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from wagtail import hooks

from cms.lint.content import Content
from cms.lint.problems import SEVERITIES, Place, Problem, ProblemSeverity

type Finding = tuple[Place, str] | tuple[Place, str, ProblemSeverity]
"""Where something is wrong and what to do about it; a severity of its own where the rule's does not fit."""
type Check = Callable[[Content], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule: what it is called, how much it matters, and the function that finds what breaks it."""

    name: str
    severity: ProblemSeverity
    title: Any
    """What the rule is about, for lists and filters (lazily translated)."""
    check: Check
    is_swedish: bool
    """Whether it reads Swedish words, and so passes over pages in other languages."""

    def problems(self, content: Content) -> Iterator[Problem]:
        """Yield what breaks the rule on a page."""
        if self.is_swedish and content.language != "sv":
            return
        for place, message, *own in self.check(content):
            yield Problem(self.name, own[0] if own else self.severity, str(message), place)


def rule(name: str, severity: ProblemSeverity, title: Any, *, is_swedish: bool = False) -> Callable[[Check], Rule]:
    """Make a rule of the function below; its arguments are those of ``Rule``."""
    return lambda check: Rule(name, severity, title, check, is_swedish)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every registered rule, by name.

    Raises:
        ValueError: two rules have one name.
    """
    rules: list[Rule] = []
    for register in hooks.get_hooks("register_lint_rules"):
        register(rules)
    names = [each.name for each in rules]
    if len(names) != len(set(names)):
        raise ValueError(f"Two lint rules have the same name: {sorted(names)}")
    return tuple(sorted(rules, key=lambda each: each.name))


def problems_of(content: Content) -> list[Problem]:
    """Return what breaks any rule on a page, the gravest first."""
    found = [problem for each in all_rules() for problem in each.problems(content)]
    return sorted(found, key=lambda problem: SEVERITIES.index(problem.severity))

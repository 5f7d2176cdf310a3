"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parent.parent
PACKAGES = ("cms", "home", "news", "events", "platform_pages", "tests")
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
MIGRATIONS = [path for path in MODULES if path.parent.name == "migrations" and path.name != "__init__.py"]
OWN_MODULES = [
    path for path in MODULES if path.parent.name != "migrations" and path.read_text(encoding="utf-8").strip()
]


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MIGRATIONS, ids=ids)
def test_migrations_run_on_the_long_term_pair(path: Path) -> None:
    """Wagtail 7.4 knows neither Wagtail 8's setting for the page model nor its later migrations."""
    source = path.read_text(encoding="utf-8")
    assert "WAGTAIL_PAGE_MODEL" not in source
    assert [n for n in re.findall(r"'wagtailcore', '(\d+)_", source) if int(n) > 97] == []


@pytest.mark.parametrize("path", OWN_MODULES, ids=ids)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)


def test_public_classes_and_functions_of_the_service_are_documented() -> None:
    undocumented = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in sorted((ROOT / "cms").glob("*.py")) + sorted((ROOT / "cms" / "graphql").glob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert undocumented == []


def test_stars_are_imported_by_settings_alone() -> None:
    starred = [
        ids(path)
        for path in OWN_MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*" and path.parent.name != "settings"
    ]
    assert starred == []


def test_grapples_stock_roots_are_out_of_reach() -> None:
    """Its hooks would add root fields that neither filter nor hide; docs/adr/0002 says why it is no installed app."""
    assert "grapple" not in settings.INSTALLED_APPS


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-lts.lock"])
def test_locks_name_no_host(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")

"""The demo command on an empty database, one with content, and one where it fails half-way."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from wagtail.models import Locale, Page, Site

from cms.models import Organisation
from home.demo.pictures import PICTURES
from home.models import HomePage
from tests.demo import counts, run_demo
from tests.factories.cms import OrganisationFactory, picture


@pytest.fixture
def plain_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures of one colour, which take no time to draw."""
    pictures = {
        key: replace(each, draw=lambda: picture().read(), file_name=f"{key}.png", focal_point=None)
        for key, each in PICTURES.items()
    }
    monkeypatch.setattr("home.demo.builder.files.PICTURES", pictures)


@pytest.mark.usefixtures("plain_pictures")
def test_a_failure_leaves_nothing_and_the_next_run_builds_it_all(
    root_page: Page, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    settings.DATA_DIR = tmp_path
    Locale.objects.filter(language_code="en").delete()
    welcome = root_page.add_child(title="Welcome to your new Wagtail site!", slug="home")
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
    before = counts()

    with monkeypatch.context() as patch:
        patch.setattr("home.demo.build.sign", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            run_demo()
    assert counts() == before

    output = run_demo()
    passwords = dict(line.split() for line in (tmp_path / "demo-logins.txt").read_text().splitlines())
    assert not Page.objects.filter(pk=welcome.pk).exists()
    assert Site.objects.get().root_page == HomePage.objects.get(locale__language_code="sv").page_ptr
    assert len(set(passwords.values())) == 3
    for username, password in passwords.items():
        assert get_user_model().objects.get(username=username).check_password(password)
        assert len(password) >= 16
        assert password in output


def fail(*_args: Any) -> None:
    raise RuntimeError("power cut")


def test_content_without_a_front_page_is_left_alone(root_page: Page, settings: Any, tmp_path: Path):
    settings.DATA_DIR = tmp_path
    OrganisationFactory()

    with pytest.raises(CommandError, match="empty database"):
        run_demo()

    assert Organisation.objects.count() == 1
    assert not get_user_model().objects.exists()

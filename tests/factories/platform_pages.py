"""Factories of the platform section."""

import datetime

import factory
import wagtail_factories

from platform_pages.models import (
    AgreementPage,
    AgreementVersion,
    ContactPage,
    PlatformPage,
    ProjectPage,
    Signatory,
)
from tests.factories.cms import OrganisationFactory
from tests.factories.home import HomePageFactory


class PlatformPageFactory(wagtail_factories.PageFactory):
    """An ordinary page, below a front page of its own unless a parent is given."""

    title = factory.Sequence(lambda n: f"Page {n}")
    parent = factory.SubFactory(HomePageFactory)

    class Meta:
        model = PlatformPage


class AgreementPageFactory(PlatformPageFactory):
    """An agreement without versions."""

    title = factory.Sequence(lambda n: f"Agreement {n}")

    class Meta:
        model = AgreementPage


class AgreementVersionFactory(factory.django.DjangoModelFactory):
    """A version of an agreement, each adopted a day after the one made before."""

    page = factory.SubFactory(AgreementPageFactory)
    label = factory.Sequence(lambda n: f"Version {n}")
    adopted_on = factory.Sequence(lambda n: datetime.date(2015, 1, 1) + datetime.timedelta(days=n))

    class Meta:
        model = AgreementVersion


class SignatoryFactory(factory.django.DjangoModelFactory):
    """A signatory of a version."""

    organisation = factory.SubFactory(OrganisationFactory)
    version = factory.SubFactory(AgreementVersionFactory)
    signed_on = datetime.date(2019, 6, 1)

    class Meta:
        model = Signatory


class ProjectPageFactory(PlatformPageFactory):
    """A project."""

    title = factory.Sequence(lambda n: f"Project {n}")

    class Meta:
        model = ProjectPage


class ContactPageFactory(PlatformPageFactory):
    """A contact page."""

    title = factory.Sequence(lambda n: f"Contact page {n}")

    class Meta:
        model = ContactPage

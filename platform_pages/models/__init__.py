"""The models of the platform section."""

from platform_pages.models.agreement import AgreementPage, AgreementVersion, Principle
from platform_pages.models.contact import ContactGroup, ContactPage
from platform_pages.models.platform import PlatformPage
from platform_pages.models.project import (
    ProjectDecision,
    ProjectOpportunity,
    ProjectPage,
    ProjectPartner,
    ProjectReport,
)
from platform_pages.models.signatory import Signatory
from platform_pages.models.working_group import WorkingGroup, WorkingGroupMember

__all__ = [
    "AgreementPage",
    "AgreementVersion",
    "ContactGroup",
    "ContactPage",
    "PlatformPage",
    "Principle",
    "ProjectDecision",
    "ProjectOpportunity",
    "ProjectPage",
    "ProjectPartner",
    "ProjectReport",
    "Signatory",
    "WorkingGroup",
    "WorkingGroupMember",
]

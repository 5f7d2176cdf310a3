"""Root fields of the kernel."""

from cms.schema.pages import PageQueries
from cms.schema.passwords import PasswordMutations
from cms.schema.people import PeopleQueries
from cms.schema.search import SearchQueries
from cms.schema.site import SiteQueries

__all__ = ["PageQueries", "PasswordMutations", "PeopleQueries", "SearchQueries", "SiteQueries"]

"""The version of the content: the row that database triggers change (``cms.content_version``)."""

from django.db import models


class ContentVersion(models.Model):
    """A number that is another one after each change of anything that visitors may see."""

    number = models.BigIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)

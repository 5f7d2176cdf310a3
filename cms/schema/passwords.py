"""The password of a page: what a visitor sends in, and the token for it."""

from typing import Any

import graphene

from cms.clients import client_of
from cms.graphql.context import site_arguments, site_of
from cms.graphql.errors import RateLimited
from cms.graphql.scalars import LocalDateTime
from cms.passwords import Access, unlock
from cms.rate_limits import RateExceeded
from cms.schema.pages import page_behind_password


class UnlockPagePayload(graphene.ObjectType):
    """What a password gives."""

    access_token = graphene.String(
        description="For the argument `accessToken` of `page` and `route`; null if the password is wrong or no page at"
        " the path asks for one."
    )
    expires_at = LocalDateTime(description="Until when the token opens the page; null without a token.")


class PasswordMutations:
    """Root fields that take a password."""

    unlock_page = graphene.Field(
        graphene.NonNull(UnlockPagePayload),
        path=graphene.String(required=True, description="The page's path on the front end."),
        password=graphene.String(required=True, description="What the visitor wrote."),
        access_token=graphene.String(
            description="The token that an outer password of the same page gave: the new one opens what it opens too."
        ),
        site=site_arguments()["site"],
        description="Exchanges a page's password for a token that opens the page and the pages below it for a while."
        " Too many wrong passwords are the error `RATE_LIMITED`.",
    )

    @staticmethod
    def resolve_unlock_page(
        _root: Any, info: Any, path: str, password: str, access_token: str | None = None, site: str | None = None
    ) -> Access | UnlockPagePayload:
        page = page_behind_password(path, site_of(site), info)
        try:
            access = unlock(page, password, client_of(info.context), access_token)
        except RateExceeded as error:
            raise RateLimited("Too many wrong passwords. Try again later.", error.seconds) from error
        return access or UnlockPagePayload()

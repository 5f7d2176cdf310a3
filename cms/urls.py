"""Addresses on the service's own host.

Apps add their own through Wagtail's hook ``register_public_urls``: a function registered for it returns a list of URL
patterns, as for Wagtail's ``register_admin_urls``.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.views import LoginView
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from wagtail import hooks
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.views import authenticate_with_password as authenticate_for_page

from cms import files, sitemaps, views
from cms.graphql import downloads
from cms.graphql.view import GraphQLView
from cms.lint.views import LintedWorkflowActionView
from cms.sign_in import LimitedPasswordResetView, SignInForm, limited

urlpatterns = [
    path("", views.index, name="index"),
    path("healthz/", views.healthz, name="healthz"),
    path("graphql/", GraphQLView.as_view(), name="graphql"),
    path("graphql/schema.graphql", downloads.schema_file, name="graphql_schema"),
    path("graphql/schema.json", downloads.schema_json, name="graphql_schema_json"),
    path("graphql/examples.json", downloads.examples_json, name="graphql_examples"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    # Wagtail's own views of these addresses, limited.
    path("admin/password_reset/", LimitedPasswordResetView.as_view()),
    # Wagtail's other form to sign in, with the code.
    path("_util/login/", LoginView.as_view(template_name="wagtailcore/login.html", authentication_form=SignInForm)),
    path("_util/authenticate_with_password/<int:restriction>/<int:page_id>/", limited(authenticate_for_page)),
    # Wagtail's own view, with what the linter stops.
    path(
        "admin/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        never_cache(require_admin_access(LintedWorkflowActionView.as_view())),
    ),
    path("admin/", include(wagtailadmin_urls)),
    # The name is Wagtail's: a document's address is made by it.
    path("documents/<int:document_id>/<str:name>", files.document_file, name="wagtaildocs_serve"),
    # Originals are not handed out.
    re_path(r"^media/(?P<name>images/[^/]+)$", files.rendition_file, name="rendition"),
]
for register in hooks.get_hooks("register_public_urls"):
    urlpatterns += register()
# Wagtail's own pages: each redirects to the front end (wagtail-headless-preview).
urlpatterns += i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False)

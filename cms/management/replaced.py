"""Words of Wagtail whose Swedish says nothing to somebody who does not know Wagtail; ours stand before them.

They are gathered into our catalogue like our own. A test says when one of them is gone from Wagtail.
"""

from django.utils.translation import gettext_noop

REPLACED = (
    # "Snuttar" for snippets: what is not a page has names of its own
    gettext_noop("Snippets"),
    gettext_noop("Wagtail snippets"),
    gettext_noop("Your pages and snippets in a workflow"),
    gettext_noop("Page/Snippet"),
    gettext_noop("Page/Snippet ID"),
    gettext_noop("Page/Snippet Title"),
    gettext_noop("No pages/snippets have been submitted for moderation yet"),
    gettext_noop("Assign your workflow to snippets"),
    gettext_noop("Snippet '%(content_type)s' already has workflow '%(workflow_name)s' assigned."),
    gettext_noop(
        "Active workflows can be added to pages/snippets. Deactivating a workflow does not remove it from existing "
        "pages/snippets."
    ),
    gettext_noop("Pages/snippets at this step in a workflow will be moderated or approved by these groups of users"),
    gettext_noop("All snippets in listing selected"),
    gettext_noop("Select all snippets in listing"),
    gettext_noop("Delete selected snippets"),
    gettext_noop('Sorry, no snippets match "<em>%(search_query)s</em>"'),
    gettext_noop(
        "You haven't created any %(snippet_type_name)s snippets. Why not <a "
        'href="%(wagtailsnippets_create_snippet_url)s" target="_blank" rel="noreferrer">create one now</a>?'
    ),
    # What a tab of every page says about its address and about search engines
    gettext_noop("slug"),
    gettext_noop("New slug"),
    gettext_noop("The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/"),
    gettext_noop("The slug '%(page_slug)s' is already in use within the parent page."),
    gettext_noop("The slug '%(page_slug)s' is already in use within the parent page at '%(parent_url_path)s'."),
    gettext_noop("title tag"),
    gettext_noop("The name of the page displayed on search engine results as the clickable headline."),
    gettext_noop("meta description"),
    gettext_noop("The descriptive text displayed underneath a headline in search engine results."),
    gettext_noop("Shortcuts"),
    # "Växla" for toggle, on buttons that show and hide
    gettext_noop("Toggle breadcrumbs"),
    gettext_noop("Toggle section"),
    gettext_noop("Toggle side panel"),
    gettext_noop("Toggle sidebar"),
    gettext_noop("Toggle minimap"),
    gettext_noop("Toggle status"),
    gettext_noop("Toggle comments"),
    gettext_noop("Toggle checks"),
    gettext_noop("Toggle preview"),
)

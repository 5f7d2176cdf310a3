"""A site on plain wagtail-grapple, built as its documentation says, with the content that the project is measured on."""

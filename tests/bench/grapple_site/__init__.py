"""A site on plain wagtail-grapple, built as its documentation says, with the same content as the project."""

"""The GraphQL service: machinery without domain words."""

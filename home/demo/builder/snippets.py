"""The snippets: words to sort by, organisations and contacts."""

from cms.models import Area, Category, Contact, ContactRole, FocusArea, Organisation
from home.demo.builder.shelf import Shelf, rows
from home.demo.texts import people, shapes, taxonomy


def build_snippets(shelf: Shelf) -> None:
    """Publish every snippet that pages choose from."""
    for term in taxonomy.CATEGORIES:
        shelf.categories[term.key] = Category.objects.create(name=term.name, slug=term.key)
    for term in taxonomy.AREAS:
        shelf.areas[term.key] = Area.objects.create(name=term.name, slug=term.key)
    for term in taxonomy.FOCUS_AREAS:
        shelf.focus_areas[term.key] = FocusArea.objects.create(name=term.name, slug=term.key)
    for organisation in people.ORGANISATIONS:
        shelf.organisations[organisation.key] = build_organisation(shelf, organisation)
    for contact in people.CONTACTS:
        shelf.contacts[contact.key] = build_contact(shelf, contact)


def build_organisation(shelf: Shelf, text: shapes.Organisation) -> Organisation:
    """Publish an organisation."""
    organisation = Organisation(
        name=text.name,
        sector=text.sector,
        municipality=text.municipality,
        url=text.url,
        logo=shelf.images[text.logo] if text.logo else None,
        live=False,
    )
    organisation.save()
    shelf.publish(organisation)
    return organisation


def build_contact(shelf: Shelf, text: shapes.Contact) -> Contact:
    """Publish a contact with its roles."""
    contact = Contact(
        name=text.name,
        email=text.email,
        phone=text.phone,
        portrait=shelf.images[text.portrait] if text.portrait else None,
        public_until=text.public_until,
        live=False,
    )
    contact.save()
    contact.roles = rows(
        ContactRole,
        (
            {"title": role.title, "organisation": shelf.organisations[role.organisation], "share": role.share}
            for role in text.roles
        ),
    )
    contact.areas = [shelf.areas[area] for area in text.areas]
    shelf.publish(contact)
    return contact

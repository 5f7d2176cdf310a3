"""The English home page and the page below it; keys are those of the Swedish originals."""

from home.demo.texts.shapes import Card, Home, MenuItem, PlainPage, Site

HOME = Home(
    title="The Halland Agreement",
    summary="Region Halland and civil society work together for a socially sustainable region.",
    hero_heading="Halland grows stronger when we help each other",
    hero_text="See how the region and the associations work together, and how you can take part.",
    hero_picture="coast",
    hero_link=("About the platform", "page:platform"),
    introduction=(
        "<p>Region Halland and the civil-society organisations of Halland have worked on closer cooperation since "
        "2015. "
        'Since 2019 they share <a href="page:platform">a platform</a> with six principles. The aim is a socially '
        "sustainable region of trust, participation and understanding for differences.</p>"
    ),
    cards=(
        Card(
            heading="The platform",
            text="Six principles for working together.",
            picture="bridge",
            target="page:platform",
        ),
    ),
    body=(
        (
            "fact_box",
            "More in Swedish",
            "<p>News, activities and contacts are published in Swedish. Write to us in English, and we will help "
            "you.</p>",
        ),
    ),
)

PAGE = PlainPage(
    key="platform",
    title="The platform",
    slug="platform",
    summary="What the agreement is, and the six principles that Region Halland and civil society share.",
    picture="bridge",
    body=(
        (
            "text",
            "<p>The agreement describes how a public authority and independent organisations treat each other. "
            "It gives no money. It gives a way of working.</p>",
        ),
        ("heading", 2, "Six principles"),
        (
            "text",
            "<ol><li><b>Independence:</b> organisations set their own course and may criticise the region.</li>"
            "<li><b>Dialogue:</b> we talk before decisions are made.</li>"
            "<li><b>Quality:</b> we use both research and experience.</li>"
            "<li><b>Continuity:</b> we plan for several years and keep our promises.</li>"
            "<li><b>Openness and transparency:</b> it is easy to see who does what, and why.</li>"
            "<li><b>Diversity:</b> large and small organisations take part on equal terms.</li></ol>",
        ),
        ("image", "map", "The agreement covers the six municipalities of Halland."),
        ("documents", "In Swedish", ("agreement-2019",)),
    ),
    contacts=(("Questions about the agreement", "coordinator"),),
)

SITE = Site(
    organisation_name="The Halland Agreement",
    tagline="A region and its associations in cooperation",
    footer="<p><b>The Halland Agreement</b> is a demo with invented contacts and associations.</p>",
    email="kontakt@example.org",
    phone="+46 70 174 06 90",
    postal_address="Halländska Överenskommelsen\nExempelgatan 7\nSE-302 00 Halmstad\nSweden",
    accessibility_statement="accessibility",
    logo="logo-hok",
    main_menu=(MenuItem(title="The platform", target="page:platform"),),
    footer_menu=(MenuItem(title="Region Halland", target="https://region.example.org/"),),
)

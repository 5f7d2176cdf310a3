"""The Swedish home page, the two listings, and what stands around every page."""

from home.demo.texts.shapes import Card, Home, MenuItem, PlainPage, Site

HOME = Home(
    title="Halländska Överenskommelsen",
    summary="Region Halland och idéburna organisationer samverkar för ett socialt hållbart Halland.",
    hero_heading="Halland blir starkare när vi hjälps åt",
    hero_text="Här ser du hur regionen och föreningarna arbetar ihop, och hur du kan vara med.",
    hero_picture="coast",
    hero_link=("Läs om överenskommelsen", "page:agreement"),
    introduction=(
        "<p>Region Halland och länets idéburna organisationer har fördjupat sin samverkan sedan 2015. Sedan 2019 finns "
        "en "
        'gemensam plattform: <a href="page:agreement">Halländska Överenskommelsen</a> med sex principer. Målet är ett '
        "socialt hållbart län, där människor litar på varandra, deltar och förstår varandras olikheter.</p>"
    ),
    cards=(
        Card(
            heading="Samverkan",
            text="Projekt och arbetssätt som för oss närmare varandra.",
            picture="talks",
            target="page:cooperation",
        ),
        Card(
            heading="Plattformen",
            text="Principerna, versionerna och alla som har skrivit under.",
            picture="bridge",
            target="page:platform",
        ),
        Card(
            heading="Aktiviteter",
            text="Konferenser, träffar och studiebesök. Anmäl dig här.",
            picture="hall",
            target="page:events",
        ),
        Card(heading="Kontakt", text="Hitta rätt person för din fråga.", picture="letter", target="page:contact"),
    ),
    highlighted_news=("stronger", "vitality"),
    body=(
        ("heading", 2, "Varför samverkan?"),
        (
            "quote",
            "Ingen av oss har hela lösningen. Men vi har var sin bit av den.",
            "Förtroendevald",
            "ordförande i tillväxtutskottet",
            "Region Halland",
        ),
        ("news", "Läs vidare", ("mapping", "satisfaction", "comfort")),
        ("events", "Tidigare konferenser", ("terms-2025", "conference-2021", "conference-2020")),
        (
            "links",
            "Genvägar",
            (
                ("Överenskommelsen från 2019", "pdf:agreement-2019"),
                ("Projektet Bästa samverkansplatsen", "page:best-place"),
                ("Region Halland", "https://region.example.org/"),
            ),
        ),
        (
            "cta",
            "Stå bakom överenskommelsen",
            "Alla idéburna organisationer i Halland är välkomna.",
            "Så gör ni",
            "page:platform",
        ),
    ),
)

NEWS_INDEX = PlainPage(
    key="news",
    title="Nyheter",
    slug="nyheter",
    summary="Nyheter, kunskap och krönikor om samverkan i Halland.",
    picture="clubhouse",
    body=(),
)

EVENT_INDEX = PlainPage(
    key="events",
    title="Aktiviteter",
    slug="aktiviteter",
    summary="Konferenser, träffar och studiebesök som är på gång, och ett arkiv med dem som har varit.",
    picture="hall",
    body=(),
)

SITE = Site(
    organisation_name="Halländska Överenskommelsen",
    tagline="Region och föreningsliv i samverkan",
    footer=(
        "<p><b>Halländska Överenskommelsen</b> är en demo med påhittade kontakter och föreningar. "
        'Frågor om webbplatsen? <a href="page:contact">Kontakta oss</a>.</p>'
    ),
    email="kontakt@example.org",
    phone="070-174 06 90",
    postal_address="Halländska Överenskommelsen\nExempelgatan 7\n302 00 Halmstad",
    accessibility_statement="accessibility",
    logo="logo-hok",
    main_menu=(
        MenuItem(
            title="Samverkan",
            target="page:cooperation",
            children=(
                MenuItem(title="Bästa samverkansplatsen", target="page:best-place"),
                MenuItem(title="Samverkan för social innovation", target="page:social-innovation"),
            ),
        ),
        MenuItem(
            title="Plattformen",
            target="page:platform",
            children=(MenuItem(title="Överenskommelsen", target="page:agreement"),),
        ),
        MenuItem(title="Aktiviteter", target="page:events"),
        MenuItem(title="Nyheter", target="page:news"),
        MenuItem(title="Kontakt", target="page:contact"),
    ),
    footer_menu=(
        MenuItem(title="Kontakt", target="page:contact"),
        MenuItem(title="Tillgänglighet", target="page:accessibility"),
        MenuItem(title="Region Halland", target="https://region.example.org/"),
    ),
    social_links=(
        ("facebook", "https://social.example.org/hok"),
        ("linkedin", "https://social.example.org/hok-natverk"),
    ),
)

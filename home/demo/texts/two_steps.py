"""The conference in two steps of 2025: a digital meeting first, then half a day on site."""

from datetime import time

from home.demo.texts.shapes import Event, Item, Occasion, Registration, Speaker, Venue, local

TERMS_2025 = Event(
    key="terms-2025",
    type="conference",
    title="Samverkan mellan civilsamhället och offentlig sektor – på vems villkor?",
    slug="pa-vems-villkor-2025",
    theme="Samverkan på lika villkor",
    summary="En konferens i två steg hösten 2025: ett digitalt förmöte och en halvdag på Rosängen i Örebro.",
    picture="hall",
    body=(
        (
            "text",
            "<p>Samhällsproblem kräver att flera hjälps åt. Men vems regler gäller när en förening och en kommun "
            "arbetar tillsammans? Konferensen tar upp ramar, värderingar och villkor för samverkan som håller.</p>"
            "<p>På förmötet får du veta vad forskningen säger. På plats i Örebro går vi från samtal till förslag.</p>",
        ),
    ),
    occasions=(
        Occasion(
            key="terms-2025-1",
            title="Digitalt förmöte",
            kind="pre_meeting",
            starts=local(2025, 10, 16, 15),
            ends=local(2025, 10, 16, 16, 30),
            online_platform="Teams",
            joining_note="<p>Du får länken med e-post några dagar före mötet.</p>",
            programme=(
                Item(
                    starts=time(15, 0),
                    title="Välkommen",
                    kind="welcome",
                    speakers=(Speaker(name="Moderator", title="Ordförande", organisation="En förening i Örebro"),),
                ),
                Item(
                    starts=time(15, 5),
                    title="Vad säger forskningen om samverkan?",
                    kind="talk",
                    description=(
                        "<p>Om kunskapsläget, och om vad som krävs för att skapa sociala innovationer som är öppna för "
                        "alla och som varar.</p>"
                    ),
                    speakers=(
                        Speaker(
                            name="Forskare i social innovation",
                            title="Professor",
                            organisation="Luleå tekniska universitet",
                        ),
                    ),
                ),
                Item(
                    starts=time(15, 25),
                    title="Framgångar och utmaningar",
                    kind="panel",
                    description="<p>Tre praktiker berättar om korta beslutsvägar och om inflytande.</p>",
                    speakers=(
                        Speaker(name="Samordnare i ett föreningsnätverk", organisation="Civilsamhället"),
                        Speaker(name="Verksamhetsledare i ett föreningsnätverk", organisation="Civilsamhället"),
                        Speaker(name="Utvecklare i en kommun", organisation="Offentlig sektor"),
                    ),
                ),
                Item(
                    starts=time(15, 40),
                    title="Samtal i grupper om fyra frågor",
                    kind="group_talk",
                    description=(
                        "<ul><li>Vilka pengar finns det till samverkan?</li><li>Vilka avtal och stöd styr den?</li>"
                        "<li>Hur blir samverkan jämlik när uppdragen skiljer sig åt?</li>"
                        "<li>Hur får vi med oss den egna organisationen?</li></ul>"
                    ),
                ),
                Item(starts=time(16, 15), title="Vi samlar in gruppernas svar", kind="group_talk"),
                Item(starts=time(16, 25), title="Summering och nästa steg", kind="closing"),
            ),
            registration=Registration(
                opens=local(2025, 9, 1, 8),
                deadline=local(2025, 10, 9, 23, 59),
                url="https://anmalan.example.org/pa-vems-villkor",
                capacity=150,
            ),
        ),
        Occasion(
            key="terms-2025-2",
            title="Halvdagskonferens",
            kind="conference",
            starts=local(2025, 11, 12, 13),
            ends=local(2025, 11, 12, 16, 30),
            venue=Venue(
                name="Rosängen",
                city="Örebro",
                municipality="other",
                map_url="https://www.openstreetmap.org/search?query=Ros%C3%A4ngen%20%C3%96rebro",
            ),
            introduction="<p>Vi bygger vidare på svaren från förmötet och formar gemensamma förslag.</p>",
            programme=(
                Item(starts=time(13, 0), ends=time(13, 30), title="Kaffe och registrering", kind="registration"),
                Item(starts=time(13, 30), ends=time(14, 30), title="Exempel från länet", kind="panel"),
                Item(starts=time(14, 30), ends=time(16, 0), title="Arbete i grupper", kind="group_talk"),
                Item(starts=time(16, 0), title="Gemensam avslutning", kind="closing"),
            ),
            registration=Registration(
                opens=local(2025, 9, 1, 8),
                deadline=local(2025, 10, 29, 23, 59),
                url="https://anmalan.example.org/pa-vems-villkor-orebro",
                capacity=120,
            ),
        ),
    ),
    organisers=("region-orebro", "partnerskapet"),
    target_group="Du som arbetar i eller engagerar dig för civilsamhället eller offentlig sektor",
    cost="Kostnadsfritt",
    contacts=(("Civilsamhälle och projektet", "development-civil"), ("Social ekonomi", "development-economy")),
    project="social-innovation",
    related=("page:social-innovation",),
)

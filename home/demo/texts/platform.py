"""The pages around the agreement: cooperation, the platform, contact and accessibility."""

from home.demo.texts.shapes import ContactText, PlainPage

COOPERATION = PlainPage(
    key="cooperation",
    title="Samverkan",
    slug="samverkan",
    summary="Så arbetar Region Halland och idéburna organisationer tillsammans, i möten, projekt och vardag.",
    picture="talks",
    body=(
        (
            "text",
            "<p>Många samhällsfrågor är för stora för en ensam aktör. Därför samverkar Region Halland och idéburna "
            "organisationer i länet sedan 2015. Vi träffas, byter kunskap och prövar nya arbetssätt.</p>",
        ),
        ("heading", 2, "Tre sätt att samverka"),
        (
            "accordion",
            (
                ("Samtala", "<p>På konferenser och samtalsträffar möts föreningar, tjänstepersoner och politiker.</p>"),
                ("Pröva", "<p>I projekt testar vi nya former tillsammans och berättar öppet vad som fungerar.</p>"),
                (
                    "Bygga vidare",
                    "<p>Det som håller tas in i ordinarie arbete och i nästa version av överenskommelsen.</p>",
                ),
            ),
        ),
        (
            "table",
            "Milstolpar",
            ("År", "Händelse"),
            (
                ("2015", "Den första avsiktsförklaringen"),
                ("2016", "Två dialogmöten på Halmstads Teater"),
                ("2017", "Två samtalsträffar om nästa steg"),
                ("2019", "Halländska Överenskommelsen med sex principer"),
                ("2020", "Konferens om psykisk hälsa"),
                ("2021", "Konferensen Starkare än förr!"),
            ),
        ),
        (
            "video",
            "Exempelfilm: Big Buck Bunny",
            "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
            "Filmen har inget tal. En stor kanin blir retad av tre små djur i skogen och hittar ett sätt att svara.",
        ),
        ("news", "Läs om samverkan", ("dialogue", "stronger", "satisfaction")),
    ),
    contacts=(("Frågor om samverkan", "coordinator"),),
)

PLATFORM = PlainPage(
    key="platform",
    title="Plattformen",
    slug="plattformen",
    summary="Plattformen samlar överenskommelsen, dess sex principer och alla som har ställt sig bakom den.",
    picture="bridge",
    body=(
        (
            "text",
            "<p>Plattformen är vår gemensamma grund. Den beskriver vad vi vill och hur vi uppträder mot varandra. "
            'Hjärtat i den är <a href="page:agreement">Halländska Överenskommelsen</a>.</p>',
        ),
        (
            "fact_box",
            "Vårt mål",
            "<p>Ett socialt hållbart Halland, där människor känner tillit, kan vara med och påverka och möter "
            "olikheter med förståelse.</p>",
        ),
        ("image", "map", "Överenskommelsen gäller i Hallands sex kommuner."),
        ("organisations", "Parterna bakom plattformen", ("region-halland", "bildningsforbundet")),
        (
            "cta",
            "Vill er organisation vara med?",
            "Hör av er, så berättar vi hur ni undertecknar överenskommelsen.",
            "Kontakta oss",
            "page:contact",
        ),
    ),
    contacts=(("Frågor om plattformen", "coordinator"), ("Frågor från föreningar", "civil-society")),
)

CONTACT = ContactText(
    key="contact",
    title="Kontakt",
    slug="kontakt",
    summary="Här hittar du dem som arbetar med överenskommelsen, ordnade efter ansvar.",
    picture="waves",
    introduction=(
        "<p>Välkommen att höra av dig. Vi svarar inom tre arbetsdagar. Skriv gärna vilken organisation du "
        "företräder och vad frågan gäller.</p>"
    ),
    visiting_address="Hallands bildningsförbund\nExempelgatan 7, Halmstad",
    postal_address="Halländska Överenskommelsen\nExempelgatan 7\n302 00 Halmstad",
    email="kontakt@example.org",
    phone="070-174 06 90",
    body=(
        ("contacts", "Konferenser och möten", ("meetings", "registrar")),
        ("contacts", "Social innovation i Örebro län", ("development-civil", "development-economy")),
    ),
    contacts=(
        ("Överenskommelsen och arbetsgruppen", "coordinator"),
        ("Frågor från föreningar", "civil-society"),
        ("Uppföljning och kartläggningar", "follow-up"),
        ("Webbplatsen", "editor"),
    ),
)

ACCESSIBILITY = PlainPage(
    key="accessibility",
    title="Tillgänglighet för webbplatsen",
    slug="tillganglighet",
    summary="Här beskriver vi hur webbplatsen uppfyller kraven på tillgänglighet och hur du rapporterar brister.",
    body=(
        (
            "text",
            "<p>Vi vill att alla ska kunna använda webbplatsen. Den ska följa lagen om tillgänglighet till digital "
            "offentlig service. Det här är en exempeltext för demon.</p>",
        ),
        ("heading", 2, "Kända brister"),
        (
            "text",
            "<ul><li>Dokument i PDF-format saknar fullständig märkning för skärmläsare.</li><li>Filmer från andra "
            "leverantörer kan sakna syntolkning. Därför finns det en textversion bredvid.</li></ul>",
        ),
        ("heading", 2, "Berätta för oss"),
        (
            "text",
            '<p>Har du hittat ett hinder? Skriv till <a href="mailto:tillganglighet@example.org">'
            "tillganglighet@example.org</a>. Vi kan också skicka innehållet i en annan form.</p>",
        ),
        ("heading", 2, "Tillsyn"),
        (
            "text",
            "<p>Myndigheten för digital förvaltning har ansvar för tillsynen. Du kan anmäla brister dit om du inte är "
            "nöjd med vårt svar.</p>",
        ),
    ),
    contacts=(("Webbplatsen", "editor"),),
)

PAGES = (COOPERATION, PLATFORM, CONTACT, ACCESSIBILITY)

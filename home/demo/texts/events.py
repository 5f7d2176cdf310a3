"""The events: two series of meetings, and all the others from their modules."""

from datetime import time

from home.demo.texts.conferences import CONFERENCES
from home.demo.texts.shapes import Event, Extension, Item, Notice, Occasion, Registration, Speaker, Venue, local
from home.demo.texts.two_steps import TERMS_2025
from home.demo.texts.upcoming import UPCOMING

HALMSTAD_THEATRE = Venue(
    name="Halmstads Teater",
    city="Halmstad",
    municipality="halmstad",
    map_url="https://www.openstreetmap.org/search?query=Halmstads%20Teater",
)
EDUCATION_HOUSE = Venue(
    name="Hallands bildningsförbund",
    street_address="Exempelgatan 7",
    postal_code="302 00",
    city="Halmstad",
    municipality="halmstad",
)
PROJECT_LEAD = Speaker(
    name="Projektledare", title="Projektledare för Bästa samverkansplatsen", organisation="Hallands bildningsförbund"
)

DIALOGUE_2016 = Event(
    key="dialogue-2016",
    type="activity",
    title="Dialogmöten 2016",
    slug="dialogmoten-2016",
    summary="Region Halland och civilsamhället möttes i två samtal på Halmstads Teater hösten 2016.",
    picture="theatre",
    body=(
        (
            "text",
            "<p>Dialogmötena hörde till projektet Bästa samverkansplatsen. Föreningar, politiker och tjänstepersoner "
            "talade om hur samverkan kan bidra till social hållbarhet.</p>",
        ),
        ("documents", "Läs mer", ("dialogue-report", "final-report")),
    ),
    occasions=(
        Occasion(
            key="dialogue-2016-1",
            title="Dialogmöte 1",
            kind="dialogue",
            starts=local(2016, 10, 6, 13),
            ends=local(2016, 10, 6, 16, 30),
            venue=HALMSTAD_THEATRE,
            introduction="<p>Utgångspunkter: vad betyder samverkan för oss, och vad gör den svår?</p>",
        ),
        Occasion(
            key="dialogue-2016-2",
            title="Dialogmöte 2",
            kind="dialogue",
            starts=local(2016, 11, 9, 13),
            ends=local(2016, 11, 9, 16, 30),
            venue=HALMSTAD_THEATRE,
            introduction="<p>Vägar framåt: vi arbetar med förslaget till ramverk.</p>",
        ),
    ),
    organisers=("region-halland",),
    target_group="Föreningar och andra idéburna organisationer i Halland",
    contacts=(("Frågor om projektet", "former-manager"),),
    documents=("dialogue-report",),
    project="best-place",
    related=("news:dialogue", "page:best-place"),
)

TALKS_2017 = Event(
    key="talks-2017",
    type="activity",
    title="Bästa samverkansplatsen, samtalsträffar 2017",
    slug="samtalstraffar-2017",
    summary="Två kvällar om nästa steg för samverkan i Halland, den 19 oktober och den 23 november 2017.",
    picture="talks",
    body=(
        (
            "text",
            "<p>Samtalsträffarna 2017 tar vid där dialogmötena 2016 slutade. Då pekade deltagarna ut integration, "
            "språkutveckling och hälsa. Nu är frågan vad vi gör tillsammans.</p><p>Du behöver inte ha varit med "
            "tidigare. Den första träffen börjar med en kort tillbakablick. Kom gärna på båda träffarna, eftersom den "
            "andra bygger på den första.</p>",
        ),
        (
            "text",
            '<p>Läs gärna <a href="pdf:dialogue-report">rapporten från 2016</a> i förväg. Skriv i anmälan om det är '
            "något särskilt du vill ta upp.</p>",
        ),
    ),
    occasions=(
        Occasion(
            key="talks-2017-1",
            title="Samtalsträff 1",
            kind="meeting",
            starts=local(2017, 10, 19, 18),
            ends=local(2017, 10, 19, 20),
            venue=EDUCATION_HOUSE,
            introduction=(
                "<p>Är ämnena från 2016 fortfarande de viktigaste? Vi prövar dem på nytt och tittar på modeller för en "
                "samverkan som håller.</p>"
            ),
            programme=(
                Item(starts=time(18, 0), ends=time(18, 30), title="Registrering, mat och mingel", kind="registration"),
                Item(
                    starts=time(18, 30),
                    ends=time(18, 40),
                    title="Välkommen",
                    kind="welcome",
                    speakers=(PROJECT_LEAD,),
                ),
                Item(
                    starts=time(18, 40),
                    ends=time(19, 0),
                    title="Samverkan i Halland: två anföranden",
                    kind="talk",
                    speakers=(
                        Speaker(
                            name="Företrädare för Region Halland",
                            title="Förvaltningschef",
                            organisation="Region Halland",
                        ),
                        Speaker(
                            name="Företrädare för idéburen sektor",
                            title="Ordförande",
                            organisation="Hallands bildningsförbund",
                        ),
                    ),
                ),
                Item(
                    starts=time(19, 0),
                    ends=time(20, 0),
                    title="Samtal om nästa steg",
                    kind="group_talk",
                    description=(
                        "<p>Hur stöder vi varandra? Var gör samverkan störst nytta? Vad tar vi upp på nästa träff?</p>"
                    ),
                ),
                Item(starts=time(20, 0), title="Vi summerar kvällen", kind="closing"),
            ),
            registration=Registration(
                opens=local(2017, 9, 4, 9),
                deadline=local(2017, 10, 12, 23, 59),
                email="anmalan@example.org",
                capacity=60,
            ),
        ),
        Occasion(
            key="talks-2017-2",
            title="Samtalsträff 2",
            kind="meeting",
            starts=local(2017, 11, 23, 18),
            ends=local(2017, 11, 23, 20),
            venue=EDUCATION_HOUSE,
            introduction=(
                "<p>Deltagarna väljer i förväg vilket ämne de vill arbeta vidare med. Ämnena kommer från den första "
                "träffen.</p>"
            ),
            programme=(
                Item(starts=time(18, 0), ends=time(18, 30), title="Registrering", kind="registration"),
                Item(
                    starts=time(18, 30),
                    ends=time(19, 0),
                    title="Vi presenterar de valda ämnena",
                    kind="talk",
                    speakers=(PROJECT_LEAD,),
                ),
                Item(
                    starts=time(19, 0),
                    ends=time(20, 0),
                    title="Samtal om ämnena och om vad 2018 kräver",
                    kind="group_talk",
                    description="<p>Varje grupp enas om åtgärder som går att börja med.</p>",
                ),
                Item(starts=time(20, 0), title="Avslutning", kind="closing"),
            ),
            registration=Registration(
                opens=local(2017, 9, 4, 9),
                deadline=local(2017, 11, 2, 23, 59),
                extension=Extension(
                    deadline=local(2017, 11, 10, 23, 59),
                    decided=local(2017, 11, 1, 8),
                    note="Fler ville vara med. Därför kan du anmäla dig till och med den 10 november 2017.",
                ),
                email="anmalan@example.org",
                capacity=60,
            ),
        ),
    ),
    organisers=("region-halland", "bildningsforbundet"),
    target_group="Idéburna organisationer och medarbetare i Region Halland",
    cost="Kostnadsfritt. Vi bjuder på mat.",
    notices=(
        Notice(
            text="Anmälan till mötet den 23 november 2017 är förlängd till den 10 november.",
            severity="info",
            starts=local(2017, 11, 1, 8),
            ends=local(2017, 11, 10, 23, 59),
        ),
    ),
    contacts=(("Innehållet i träffarna", "former-manager"), ("Anmälan", "registrar")),
    documents=("dialogue-report",),
    project="best-place",
    related=("event:dialogue-2016", "page:best-place"),
)

EVENTS = (*UPCOMING, TERMS_2025, *CONFERENCES, TALKS_2017, DIALOGUE_2016)

"""The two projects."""

from datetime import date

from home.demo.texts.shapes import Decision, Funder, Project

EU_FUNDER = Funder(organisation="esf", emblem="eu-emblem", statement="Medfinansieras av Europeiska unionen")

BEST_PLACE = Project(
    key="best-place",
    parent="cooperation",
    title="Bästa samverkansplatsen",
    slug="basta-samverkansplatsen",
    summary="Ett projekt under 2016 som skapade en mötesplats för regionen och civilsamhället.",
    picture="theatre",
    status="completed",
    starts_on=date(2016, 4, 5),
    ends_on=date(2016, 12, 31),
    purpose=(
        "Projektet skulle ge regionen och civilsamhället en plats för samtal om framtiden, där båda lär av "
        "varandra. Samverkan skulle också bidra till regionens mål för inkludering, jämställdhet och "
        "kompetensförsörjning."
    ),
    body=(
        ("heading", 2, "Så arbetade projektet"),
        (
            "text",
            "<p>Projektet började med att lyssna. Medarbetarna besökte föreningar och frågade hur de ville utforma "
            "arbetet. "
            'Hösten 2016 följde två <a href="event:dialogue-2016">dialogmöten</a> på Halmstads Teater.</p>'
            "<p>Projektet skrev också ett ramverk. Det beskriver hur parterna ska samverka inom de tre områdena.</p>",
        ),
        ("image", "theatre", "Båda dialogmötena hölls på Halmstads Teater."),
        ("heading", 2, "Vad som hände sedan"),
        (
            "text",
            "<p>Projektet är avslutat. Slutrapporten föreslår hur samverkan kan fortsätta. Tillväxtutskottet ställde "
            "sig "
            'bakom förslagen. Under 2017 fortsatte samtalen på två <a href="event:talks-2017">samtalsträffar</a>.</p>',
        ),
        ("events", "Projektets möten", ("dialogue-2016", "talks-2017")),
    ),
    focus_areas=("inkludering", "jamstalldhet", "kompetensforsorjning"),
    decisions=(
        Decision(
            decided_on=date(2016, 4, 5),
            body="Regionstyrelsens tillväxtutskott",
            outcome="Utskottet godkänner ansökan om projektet.",
            reference="Exempeldiarium 2016:1",
        ),
        Decision(
            decided_on=date(2017, 2, 7),
            body="Regionstyrelsens tillväxtutskott",
            outcome="Utskottet ställer sig bakom slutrapportens förslag till fortsatt samverkan.",
            reference="Exempeldiarium 2017:1",
        ),
    ),
    opportunities=(
        "Dela med sig av kunskap om inkludering, jämställdhet och kompetensförsörjning.",
        "Få en väg in till regionens arbete med de tre områdena.",
        "Föra en dialog över tid med dem som företräder regionen.",
        "Lära känna andra organisationer i Halland.",
        "Vara med och forma hur samverkan med regionen ska gå till.",
    ),
    partners=("region-halland", "bildningsforbundet"),
    final_report="final-report",
    reports=("dialogue-report",),
    contacts=(("Frågor om slutrapporten", "coordinator"), ("Projektledning under 2016", "former-manager")),
)

SOCIAL_INNOVATION = Project(
    key="social-innovation",
    parent="cooperation",
    title="Samverkan för social innovation",
    slug="samverkan-for-social-innovation",
    summary="Ett EU-projekt i Örebro län som stärker samarbetet mellan civilsamhället och offentlig sektor.",
    picture="bridge",
    status="ongoing",
    starts_on=date(2025, 1, 1),
    ends_on=None,
    purpose=(
        "Projektet ska göra det lättare för civilsamhället och offentlig sektor att lösa samhällsproblem "
        "tillsammans. Det samlar kunskap, ordnar möten och prövar nya lösningar."
    ),
    body=(
        (
            "text",
            "<p>Projektet visar hur ett annat län arbetar. Region Örebro län driver det tillsammans med Partnerskapet "
            "för sociala innovationer. Halland deltar i erfarenhetsutbytet.</p>",
        ),
        (
            "fact_box",
            "Vad är en social innovation?",
            "<p>En social innovation är ett nytt sätt att möta ett behov i samhället. Den tas fram tillsammans med dem "
            "som berörs.</p>",
        ),
        ("events", "Konferens i två steg", ("terms-2025",)),
    ),
    focus_areas=("social-innovation", "inkludering"),
    partners=("region-orebro", "partnerskapet"),
    funders=(EU_FUNDER,),
    contacts=(("Projektledning", "development-civil"), ("Frågor om social ekonomi", "development-economy")),
)

PROJECTS = (BEST_PLACE, SOCIAL_INNOVATION)

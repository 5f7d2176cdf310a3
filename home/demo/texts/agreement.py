"""The agreement with its principles, versions, working groups and signatories."""

from datetime import date

from home.demo.texts.shapes import Agreement, Member, Principle, Signatory, Version, WorkingGroup

AGREEMENT = Agreement(
    key="agreement",
    parent="platform",
    title="Halländska Överenskommelsen",
    slug="hallandska-overenskommelsen",
    summary="Sex principer för hur Region Halland och idéburna organisationer arbetar tillsammans.",
    picture="together",
    body=(
        (
            "text",
            "<p>Överenskommelsen antogs 2019. Den bygger på en avsiktsförklaring från 2015 och på många samtal "
            "däremellan. Den reglerar inga pengar. Den beskriver hur vi behandlar varandra.</p>",
        ),
        (
            "quote",
            "Principerna hjälper oss när vi inte är överens. Det är då de behövs.",
            "Medarbetare i regionen",
            "samordnare för överenskommelsen",
            "Region Halland",
        ),
        ("documents", "Dokument", ("agreement-2019", "declaration-2015")),
    ),
    principles=(
        Principle(
            number=1,
            title="Självständighet",
            text=(
                "<p>Idéburna organisationer bestämmer själva över sina mål och sin verksamhet. De får granska och "
                "kritisera regionen utan att samarbetet tar skada.</p>"
            ),
        ),
        Principle(
            number=2,
            title="Dialog",
            text=(
                "<p>Vi talar med varandra innan besluten är fattade. Alla ska förstå vad som går att påverka och få "
                "veta vad som blev av synpunkterna.</p>"
            ),
        ),
        Principle(
            number=3,
            title="Kvalitet",
            text=(
                "<p>Vi använder både forskning och erfarenhet. Vi följer upp det vi gör tillsammans och rättar det som "
                "inte fungerar.</p>"
            ),
        ),
        Principle(
            number=4,
            title="Långsiktighet",
            text=(
                "<p>Förtroende tar tid. Vi planerar för flera år, håller löften och säger till i god tid när "
                "förutsättningar ändras.</p>"
            ),
        ),
        Principle(
            number=5,
            title="Öppenhet och insyn",
            text=(
                "<p>Det ska vara lätt att se vem som gör vad och varför. Vi delar underlag, beslut och resultat på ett "
                "språk som alla förstår.</p>"
            ),
        ),
        Principle(
            number=6,
            title="Mångfald",
            text=(
                "<p>Stora och små organisationer har olika styrkor. Vi söker upp röster som sällan hörs och ordnar "
                "möten så att fler kan delta.</p>"
            ),
        ),
    ),
    versions=(
        Version(
            key="2019",
            label="Halländska Överenskommelsen 2019",
            adopted_on=date(2019, 5, 14),
            pdf="agreement-2019",
            is_current=True,
        ),
        Version(
            key="2015",
            label="Avsiktsförklaring 2015",
            adopted_on=date(2015, 11, 10),
            pdf="declaration-2015",
        ),
    ),
    working_groups=(
        WorkingGroup(
            year=2021,
            members=(
                Member(name="Utvecklingschef", organisation="region-halland", role="Ordförande"),
                Member(name="Förbundschef", organisation="bildningsforbundet", role="Vice ordförande"),
                Member(name="Verksamhetsledare", organisation="exempeltonerna", role="Ledamot"),
                Member(name="Styrelseledamot", organisation="havsbris", role="Ledamot"),
                Member(name="Samordnare för överenskommelsen", organisation="region-halland", role="Sekreterare"),
            ),
        ),
        WorkingGroup(
            year=2020,
            members=(
                Member(name="Utvecklingschef", organisation="region-halland", role="Ordförande"),
                Member(name="Förbundschef", organisation="bildningsforbundet", role="Vice ordförande"),
                Member(name="Föreningsordförande", organisation="exempelbron", role="Ledamot"),
                Member(name="Samordnare för överenskommelsen", organisation="region-halland", role="Sekreterare"),
            ),
        ),
    ),
    signatories=tuple(
        Signatory(organisation=organisation, version=version, signed_on=signed_on)
        for organisation, version, signed_on in (
            ("havsbris", "2019", date(2019, 6, 3)),
            ("strandfesten", "2019", date(2019, 6, 3)),
            ("exempelskogen", "2019", date(2019, 6, 17)),
            ("exempelscenen", "2019", date(2019, 8, 26)),
            ("exempeltonerna", "2019", date(2019, 9, 5)),
            ("exempelbron", "2019", date(2019, 9, 5)),
            ("exempellaxen", "2019", date(2019, 10, 21)),
            ("grannsamja", "2019", date(2019, 11, 12)),
            ("exempelglimten", "2019", date(2020, 1, 30)),
            ("exempelrummet", "2019", date(2020, 2, 18)),
            ("exempelvagen", "2019", date(2020, 9, 9)),
            ("folkhogskolan", "2019", date(2020, 10, 1)),
            ("exempelkommunen", "2019", date(2021, 3, 24)),
            ("exempelkraften", "2019", date(2021, 5, 6)),
        )
    ),
)

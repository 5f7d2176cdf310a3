"""The events ahead, counted from the day that the demo is made, one for each state that a visitor can meet."""

from datetime import time

from home.demo.texts.shapes import Event, FromToday, Item, Notice, Occasion, Registration, Speaker, Venue

END_OF_DAY = time(23, 59)
MORNING = time(8, 0)

DIGITAL_LUNCH = Event(
    key="digital-lunch",
    type="activity",
    title="Digital lunch: Söka projektmedel tillsammans",
    slug="digital-lunch-projektmedel",
    summary="En timme om hur föreningar och offentlig sektor kan söka projektmedel ihop.",
    picture="digital-meeting",
    body=(
        (
            "text",
            "<p>Många utlysningar kräver att flera parter söker tillsammans. Vi går igenom hur ni delar upp arbetet, "
            "vem som äger projektet och vad som brukar ta längst tid.</p>",
        ),
    ),
    occasions=(
        Occasion(
            key="digital-lunch",
            title="Digital lunch",
            kind="lecture",
            starts=FromToday(12, time(12, 0), on_workday=True),
            ends=FromToday(12, time(13, 0), on_workday=True),
            online_platform="Teams",
            joining_note="<p>Du får länken med e-post dagen före.</p>",
            programme=(
                Item(starts=time(12, 0), ends=time(12, 30), title="Från idé till ansökan", kind="talk"),
                Item(starts=time(12, 30), title="Frågor och svar", kind="group_talk"),
            ),
            registration=Registration(
                opens=FromToday(-20, MORNING),
                deadline=FromToday(2, END_OF_DAY),
                url="https://anmalan.example.org/digital-lunch",
                capacity=100,
                seats_left=12,
            ),
        ),
    ),
    organisers=("region-halland", "partnerskapet"),
    target_group="Föreningar och tjänstepersoner som planerar en ansökan",
    cost="Kostnadsfritt",
    contacts=(("Anmälan", "registrar"),),
    related=("page:social-innovation",),
)

STUDY_VISIT = Event(
    key="study-visit",
    type="activity",
    title="Studiebesök hos ett arbetskooperativ",
    slug="studiebesok-arbetskooperativ",
    summary="Se hur ett arbetskooperativ i Laholm ger människor en väg till arbete. Besöket är fullbokat.",
    picture="bridge",
    body=(
        (
            "text",
            "<p>Arbetskooperativet visar verkstaden och berättar hur det samarbetar med kommunen och regionen. Efter "
            "rundvandringen samtalar vi över en kopp kaffe.</p>",
        ),
    ),
    occasions=(
        Occasion(
            key="study-visit",
            title="Studiebesök",
            kind="meeting",
            status="full",
            starts=FromToday(20, time(13, 0), on_workday=True),
            ends=FromToday(20, time(15, 30), on_workday=True),
            venue=Venue(
                name="Arbetskooperativet Exempelvägen",
                street_address="Exempelvägen 3",
                postal_code="312 00",
                city="Laholm",
                municipality="laholm",
            ),
            programme=(
                Item(starts=time(13, 0), ends=time(14, 30), title="Rundvandring", kind="other"),
                Item(starts=time(14, 30), ends=time(15, 30), title="Samtal och kaffe", kind="group_talk"),
            ),
            registration=Registration(
                opens=FromToday(-30, MORNING),
                deadline=FromToday(14, END_OF_DAY),
                email="anmalan@example.org",
                note="Alla platser är bokade. Mejla oss om du vill stå på reservlistan.",
                capacity=25,
                seats_left=0,
            ),
        ),
    ),
    organisers=("exempelvagen", "hok"),
    target_group="Organisationer som har undertecknat överenskommelsen",
    contacts=(("Reservlistan", "registrar"),),
)

COAST_WALK = Event(
    key="coast-walk",
    type="activity",
    title="Kustpromenad med samtal om friluftsliv",
    slug="kustpromenad",
    summary="Vi går längs havet och talar om hur fler kan komma ut i naturen. Den första promenaden är inställd.",
    picture="coast",
    body=(
        (
            "text",
            "<p>Promenaden är fyra kilometer på jämn väg och passar även barnvagn och rullstol. Vi stannar tre gånger "
            "för samtal.</p>",
        ),
        ("image", "avenue", "Klä dig efter vädret och ta med något varmt att dricka."),
    ),
    occasions=(
        Occasion(
            key="coast-walk-1",
            title="Promenad i Varberg",
            kind="meeting",
            status="cancelled",
            starts=FromToday(33, time(10, 0)),
            ends=FromToday(33, time(12, 0)),
            venue=Venue(name="Exempelbadet", city="Varberg", municipality="varberg"),
        ),
        Occasion(
            key="coast-walk-2",
            title="Promenad i Falkenberg",
            kind="meeting",
            starts=FromToday(68, time(10, 0)),
            ends=FromToday(68, time(12, 0)),
            venue=Venue(name="Exempelstranden", city="Falkenberg", municipality="falkenberg"),
        ),
    ),
    organisers=("exempelskogen", "havsbris"),
    target_group="Alla som är nyfikna på friluftsliv",
    cost="Kostnadsfritt, ingen anmälan",
    notices=(
        Notice(
            text="Promenaden i Varberg är inställd. Välkommen till Falkenberg i stället.",
            severity="warning",
            ends=FromToday(33, END_OF_DAY),
        ),
    ),
    contacts=(("Promenaden", "civil-society"),),
)

NETWORK_DAY = Event(
    key="network-day",
    type="activity",
    title="Nätverksdag för nya signatärer",
    slug="natverksdag-for-nya-signatarer",
    summary="En förmiddag för organisationer som är nya i överenskommelsen.",
    picture="together",
    body=(
        (
            "text",
            "<p>Vad innebär det att stå bakom överenskommelsen? Träffa arbetsgruppen och andra nya organisationer, och "
            "ta med en fråga från er egen vardag.</p>",
        ),
        (
            "fact_box",
            "Tillgänglighet",
            "<p>Lokalen har hörslinga, hiss och tillgänglig toalett. Berätta i anmälan om du behöver tolk.</p>",
        ),
        ("documents", "Läs i förväg", ("agreement-2019",)),
    ),
    occasions=(
        Occasion(
            key="network-day",
            title="Nätverksdag",
            kind="workshop",
            starts=FromToday(45, time(9, 0), on_workday=True),
            ends=FromToday(45, time(12, 0), on_workday=True),
            venue=Venue(
                name="Exempelfolkhögskolan",
                street_address="Exempelallén 12",
                postal_code="302 00",
                city="Halmstad",
                municipality="halmstad",
            ),
            online_platform="Teams",
            joining_note="<p>Du kan också delta digitalt. Du får länken två dagar före.</p>",
            programme=(
                Item(starts=time(9, 0), ends=time(9, 30), title="Kaffe och registrering", kind="registration"),
                Item(
                    starts=time(9, 30),
                    ends=time(10, 0),
                    title="Sex principer på trettio minuter",
                    kind="talk",
                    speakers=(
                        Speaker(
                            name="Samordnare för överenskommelsen", title="Samordnare", organisation="Region Halland"
                        ),
                    ),
                ),
                Item(starts=time(10, 0), ends=time(11, 30), title="Verkstad: er fråga", kind="group_talk"),
                Item(starts=time(11, 30), title="Vi berättar för varandra", kind="group_talk"),
                Item(starts=time(12, 0), title="Lunch för den som vill", kind="other"),
            ),
            registration=Registration(
                opens=FromToday(-5, MORNING),
                deadline=FromToday(30, END_OF_DAY),
                url="https://anmalan.example.org/natverksdag",
                email="anmalan@example.org",
                capacity=60,
                seats_left=34,
            ),
        ),
    ),
    organisers=("hok", "folkhogskolan"),
    target_group="Nya och blivande signatärer",
    cost="Kostnadsfritt. Lunchen betalar du själv.",
    contacts=(("Programmet", "coordinator"), ("Anmälan", "registrar")),
    documents=("agreement-2019",),
    related=("page:agreement",),
)

NEXT_CONFERENCE = Event(
    key="next-conference",
    type="conference",
    title="Samverkanskonferensen: Nästa kapitel",
    slug="samverkanskonferensen-nasta-kapitel",
    theme="Nästa kapitel",
    summary="Boka dagen! Vi talar om hur överenskommelsen ska utvecklas.",
    picture="hall",
    body=(
        (
            "text",
            "<p>Överenskommelsen ska utvecklas, och alla signatärer är med och skriver. Konferensen är starten. "
            "Programmet publicerar vi när anmälan öppnar.</p>",
        ),
        ("cta", "Har du ett förslag?", "Skriv till oss om du vill bidra till programmet.", "Kontakt", "page:contact"),
    ),
    occasions=(
        Occasion(
            key="next-conference",
            title="Konferensdag",
            kind="conference",
            starts=FromToday(120, time(9, 0), on_workday=True),
            ends=FromToday(120, time(16, 0), on_workday=True),
            venue=Venue(
                name="Exempelsalen",
                street_address="Exempeltorget 1",
                postal_code="434 00",
                city="Kungsbacka",
                municipality="kungsbacka",
            ),
            registration=Registration(
                opens=FromToday(60, MORNING),
                deadline=FromToday(106, END_OF_DAY),
                url="https://anmalan.example.org/nasta-kapitel",
                capacity=200,
                seats_left=200,
            ),
        ),
    ),
    organisers=("hok", "region-halland", "bildningsforbundet"),
    target_group="Signatärer, förtroendevalda och tjänstepersoner i Halland",
    cost="Kostnadsfritt",
    contacts=(("Frågor om konferensen", "meetings"),),
    related=("event:conference-2021", "page:agreement"),
)

UPCOMING = (DIGITAL_LUNCH, STUDY_VISIT, COAST_WALK, NETWORK_DAY, NEXT_CONFERENCE)

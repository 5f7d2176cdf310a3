"""The conferences of 2020 and 2021, with their summaries."""

from datetime import date, time

from home.demo.texts.shapes import Event, Item, Occasion, Registration, Speaker, Summary, local

CONFERENCE_2020 = Event(
    key="conference-2020",
    type="conference",
    title="Samverkanskonferensen 2020",
    slug="samverkanskonferensen-2020",
    theme="Psykisk hälsa, under och efter Covid-19",
    summary="En digital konferens om psykisk hälsa, under och efter Covid-19. Summeringen är publicerad.",
    picture="digital-meeting",
    body=(
        (
            "text",
            "<p>Psykisk hälsa var en viktig fråga redan före pandemin. Konferensen 2020 blev digital och handlade om "
            "hur föreningar och regionen tillsammans kan stärka människors hälsa.</p>",
        ),
    ),
    occasions=(
        Occasion(
            key="conference-2020",
            title="Konferensdag",
            kind="conference",
            starts=local(2020, 11, 19, 9),
            ends=local(2020, 11, 19, 12),
            online_platform="Zoom",
            joining_note="<p>Länken kom med e-post dagen före konferensen.</p>",
            programme=(
                Item(
                    starts=time(9, 0),
                    ends=time(9, 15),
                    title="Välkommen",
                    kind="welcome",
                    speakers=(Speaker(name="Moderator", organisation="Halländska Överenskommelsen"),),
                ),
                Item(
                    starts=time(9, 15),
                    ends=time(10, 0),
                    title="Läget i Halland",
                    kind="talk",
                    speakers=(
                        Speaker(
                            name="Företrädare för folkhälsoarbetet",
                            title="Folkhälsostrateg",
                            organisation="Region Halland",
                        ),
                    ),
                ),
                Item(starts=time(10, 0), ends=time(10, 15), title="Paus", kind="break"),
                Item(
                    starts=time(10, 15),
                    ends=time(11, 0),
                    title="Tre föreningar berättar",
                    kind="panel",
                    speakers=(
                        Speaker(
                            name="Företrädare för en stödförening",
                            title="Verksamhetsledare",
                            organisation="Stödföreningen Exempelglimten",
                        ),
                        Speaker(
                            name="Företrädare för en idrottsklubb",
                            title="Ungdomsledare",
                            organisation="Idrottsklubben Exempellaxen",
                        ),
                        Speaker(
                            name="Företrädare för ett trossamfund",
                            title="Diakon",
                            organisation="Samfundet Exempelrummet",
                        ),
                    ),
                ),
                Item(starts=time(11, 0), ends=time(11, 45), title="Samtal i grupper", kind="group_talk"),
                Item(starts=time(11, 45), title="Vi samlar ihop och avslutar", kind="closing"),
            ),
            registration=Registration(
                opens=local(2020, 10, 1, 9),
                deadline=local(2020, 11, 12, 23, 59),
                url="https://anmalan.example.org/konferens-2020",
            ),
        ),
    ),
    organisers=("hok",),
    target_group="Föreningar, kommuner och medarbetare i regionen",
    contacts=(("Frågor om konferensen", "meetings"),),
    documents=("conference-summary",),
    related=("news:summary-2020", "event:conference-2021"),
    conference_summary=Summary(
        published_on=date(2020, 12, 10),
        lead="Gemenskap skyddar hälsan. Men den uppstår inte av sig själv, allra minst när vi måste hålla avstånd.",
        key_points=(
            "Sammanhang är friskvård: den som hör till en grupp klarar svårigheter bättre.",
            "Föreningar möter människor tidigt, långt innan de söker vård.",
            "Digitala möten sänker trösklar för många men utestänger andra.",
            "Parterna behöver gemensamma kontaktvägar före nästa kris.",
        ),
        body=(
            ("heading", 2, "Ensamheten blev synlig"),
            (
                "text",
                "<p>Flera föreningar berättade om medlemmar som slutade höra av sig. De ringde runt, knackade på och "
                "flyttade verksamheten utomhus.</p>",
            ),
            (
                "quote",
                "Vi trodde att vi delade ut mat. Egentligen delade vi ut fem minuters samtal.",
                "Företrädare för en stödförening",
                "verksamhetsledare",
                "Stödföreningen Exempelglimten",
            ),
            ("heading", 2, "Fortsättningen"),
            (
                "text",
                '<p>Frågorna lever vidare på <a href="event:conference-2021">Samverkanskonferensen 2021</a>.</p>',
            ),
        ),
        documents=("conference-summary",),
    ),
)

CONFERENCE_2021 = Event(
    key="conference-2021",
    type="conference",
    title="Samverkanskonferensen 2021: Starkare än förr!",
    slug="samverkanskonferensen-2021",
    theme="Starkare än förr!",
    summary="En digital konferens om känsla av sammanhang, jämlik hälsa och demokrati.",
    picture="growth",
    body=(
        (
            "text",
            "<p>Samverkanskonferensen 2021 fortsätter samtalen från 2020. Vad gör oss starkare tillsammans? Forskare "
            "och föreningar ger sina svar, och deltagarna arbetar vidare i grupper.</p>",
        ),
        ("documents", "Programmet som fil", ("conference-programme",)),
    ),
    occasions=(
        Occasion(
            key="conference-2021",
            title="Konferensdag",
            kind="conference",
            starts=local(2021, 11, 18, 9),
            ends=local(2021, 11, 18, 12),
            online_platform="Zoom",
            joining_note="<p>Länken kom med e-post dagen före konferensen.</p>",
            programme=(
                Item(
                    starts=time(9, 0),
                    ends=time(9, 15),
                    title="Välkommen",
                    kind="welcome",
                    speakers=(Speaker(name="Moderator", organisation="Halländska Överenskommelsen"),),
                ),
                Item(
                    starts=time(9, 15),
                    ends=time(10, 0),
                    title="Känsla av sammanhang: vad behöver vi för att orka?",
                    kind="talk",
                    speakers=(
                        Speaker(name="Forskare i folkhälsa", title="Lektor", organisation="Exempelfolkhögskolan"),
                    ),
                ),
                Item(starts=time(10, 0), ends=time(10, 15), title="Paus", kind="break"),
                Item(
                    starts=time(10, 15),
                    ends=time(11, 0),
                    title="Jämlik hälsa: exempel från föreningar i Halland",
                    kind="panel",
                    speakers=(
                        Speaker(
                            name="Företrädare för en friluftsförening",
                            title="Ordförande",
                            organisation="Friluftsföreningen Exempelskogen",
                        ),
                        Speaker(
                            name="Företrädare för en språkförening",
                            title="Verksamhetsledare",
                            organisation="Språkföreningen Exempelbron",
                        ),
                    ),
                ),
                Item(
                    starts=time(11, 0),
                    ends=time(11, 45),
                    title="Samtal i grupper: demokrati i vardagen",
                    kind="group_talk",
                ),
                Item(starts=time(11, 45), title="Vi samlar ihop och avslutar", kind="closing"),
            ),
            registration=Registration(
                opens=local(2021, 9, 16, 9),
                deadline=local(2021, 11, 11, 23, 59),
                url="https://anmalan.example.org/konferens-2021",
            ),
        ),
    ),
    organisers=("hok", "region-halland", "bildningsforbundet"),
    target_group="Alla som arbetar med eller engagerar sig i samverkan i Halland",
    contacts=(("Frågor om konferensen", "meetings"), ("Anmälan", "registrar")),
    documents=("conference-programme",),
    related=("news:stronger", "event:conference-2020"),
    conference_summary=Summary(
        published_on=date(2021, 12, 9),
        lead="Styrka är inte att klara sig själv. Det var den tanke som flest grupper återkom till.",
        key_points=(
            "Sammanhang växer ur uppgifter som människor delar.",
            "Jämlik hälsa kräver att vi söker upp dem som inte kommer av sig själva.",
            "Demokrati tränas i det lilla: i styrelser, på årsmöten och i köket efteråt.",
        ),
        body=(
            (
                "text",
                "<p>Grupperna lämnade förslag om gemensamma utbildningar, öppna lokaler och en tydligare väg in till "
                "regionen. Arbetsgruppen ordnar förslagen efter överenskommelsens sex principer.</p>",
            ),
            (
                "accordion",
                (
                    (
                        "Känsla av sammanhang",
                        "<p>Ge nya en uppgift första dagen. Då blir de deltagare, inte gäster.</p>",
                    ),
                    ("Jämlik hälsa", "<p>Flytta aktiviteter till platser där människor redan är.</p>"),
                    ("Demokrati", "<p>Bjud in unga före beslutet och berätta efteråt vad som hände.</p>"),
                ),
            ),
        ),
        documents=("conference-programme",),
    ),
)

CONFERENCES = (CONFERENCE_2021, CONFERENCE_2020)

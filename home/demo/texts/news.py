"""The news items, newest first."""

from datetime import date

from home.demo.texts.shapes import News

NEWS = (
    News(
        key="stronger",
        title="Starkare än förr!",
        slug="starkare-an-forr",
        published_on=date(2021, 9, 16),
        summary="2021 års samverkanskonferens handlar om känslan av sammanhang, jämlik hälsa och demokrati.",
        lead=(
            "Pandemin visade vad föreningar och offentlig sektor klarar tillsammans. Samverkanskonferensen 2021 tar "
            "vara på erfarenheterna och bygger vidare på samtalen från 2020."
        ),
        body=(
            ("heading", 2, "Tre frågor i centrum"),
            (
                "text",
                "<p>Konferensen utgår från tre frågor som hänger ihop:</p><ul><li>Vad ger människor en känsla av "
                "sammanhang?</li><li>Hur når vi en jämlik hälsa i hela Halland?</li><li>Vad kan föreningar och "
                "regionen göra för demokratin i vardagen?</li></ul>",
            ),
            ("image", "growth", "Samverkan växer när den får tid."),
            (
                "text",
                "<p>Deltagarna får höra korta inlägg från föreningar och från forskningen. Mest tid går till samtal i "
                "små grupper. Varje grupp lämnar ett förslag som arbetsgruppen tar vidare.</p>",
            ),
            (
                "quote",
                "Vi behöver inte börja om. Vi behöver göra mer av det som fungerade när det var som svårast.",
                "Företrädare för föreningarna",
                "vice ordförande i arbetsgruppen",
                "Halländska Överenskommelsen",
            ),
            (
                "fact_box",
                "Kort om konferensen",
                "<p><b>När:</b> torsdagen den 18 november 2021, klockan 9–12.</p><p><b>Var:</b> digitalt.</p>"
                "<p><b>Kostnad:</b> kostnadsfritt.</p>",
            ),
            ("cta", "Läs hela programmet", "Tider, talare och anmälan.", "Till konferensen", "event:conference-2021"),
        ),
        category="konferens",
        tags=("samverkanskonferens", "jämlik hälsa", "demokrati"),
        picture="growth",
        author="meetings",
        documents=("conference-programme",),
        event="conference-2021",
        related=("summary-2020",),
    ),
    News(
        key="vitality",
        title="Föreningars livskraft i en ny tid",
        slug="foreningars-livskraft-i-en-ny-tid",
        published_on=date(2021, 6, 10),
        summary="Rätten att bilda föreningar står i grundlagen. Varför är den viktig, och vad lockar nya medlemmar?",
        lead=(
            "Alla får starta en förening, gå med i en och låta bli. Den friheten skyddas av grundlagen. Men lagen "
            "fyller inga möteslokaler. Vad är det som gör att somliga föreningar växer?"
        ),
        body=(
            ("heading", 2, "En frihet i grundlagen"),
            (
                "text",
                "<p>Föreningsfriheten finns i regeringsformens andra kapitel. Den ger människor rätt att gå samman, "
                "för allmänna eller egna syften. Ingen behöver be en myndighet om lov.</p><p>Därför är ett fritt "
                "föreningsliv också ett skydd för demokratin. I föreningar lär sig människor att argumentera, att "
                "rösta och att ge sig.</p>",
            ),
            ("heading", 2, "Det som lockar nya medlemmar"),
            (
                "text",
                "<p>Föreningar som har lätt att få nya medlemmar brukar ha några saker gemensamt. De frågar "
                "personligen. De delar upp uppdragen i mindre delar. De berättar vad engagemanget leder till.</p>",
            ),
            (
                "accordion",
                (
                    (
                        "Fråga någon ny",
                        "<p>Många svarar att ingen har frågat dem. En personlig fråga väger tyngre än ett upprop.</p>",
                    ),
                    (
                        "Gör uppdraget mindre",
                        "<p>Den som inte kan sitta i styrelsen kan kanske baka, skjutsa eller sköta en webbplats.</p>",
                    ),
                    (
                        "Visa resultatet",
                        "<p>Berätta vad ni har åstadkommit. Det gör medlemmar stolta och andra nyfikna.</p>",
                    ),
                ),
            ),
            (
                "quote",
                "Det började med att en granne frågade om jag kunde koka kaffe en kväll.",
                "Medlem i en festförening",
                "kassör",
                "Exempelföreningen Strandfesten",
            ),
            (
                "links",
                "Läs vidare",
                (("Överenskommelsens principer", "page:agreement"), ("Våra aktiviteter", "page:events")),
            ),
        ),
        category="kunskap",
        tags=("föreningsliv", "demokrati", "engagemang"),
        picture="clubhouse",
        author="civil-society",
    ),
    News(
        key="mapping",
        title="Kartläggning: regionerna och civilsamhället",
        slug="kartlaggning-regionerna-och-civilsamhallet",
        published_on=date(2021, 4, 22),
        summary="MUCF frågade 2020 landets regioner hur de samverkar med civilsamhället. 20 av 21 regioner svarade.",
        lead=(
            "Hur ser samverkan mellan regionerna och civilsamhället ut? Myndigheten för ungdoms- och "
            "civilsamhällesfrågor, MUCF, ställde frågan till alla regioner under 2020."
        ),
        body=(
            ("heading", 2, "Nästan alla svarade"),
            (
                "text",
                "<p>Regionerna fick en enkät om mål, arbetssätt och former för dialog. Bara en region lät bli att "
                "svara. MUCF har samlat svaren i en rapport.</p>",
            ),
            (
                "table",
                "Svar på enkäten 2020",
                ("Regioner", "Antal"),
                (("Fick enkäten", "21"), ("Svarade", "20"), ("Svarade inte", "1")),
            ),
            (
                "text",
                "<p>För Halland är kartläggningen ett sätt att se sig själv i jämförelse med andra. Arbetsgruppen "
                "använder den när den planerar sin egen uppföljning.</p>",
            ),
            (
                "fact_box",
                "Vad är civilsamhället?",
                "<p>Civilsamhället är den del av samhället där människor organiserar sig själva, utanför stat, marknad "
                "och familj. Dit hör föreningar, trossamfund, stiftelser och nätverk.</p>",
            ),
            (
                "contacts",
                "Frågor om uppföljning",
                ("follow-up",),
            ),
        ),
        category="kartlaggning",
        tags=("uppföljning", "MUCF", "regioner"),
        picture="survey",
        author="follow-up",
        related=("satisfaction",),
    ),
    News(
        key="satisfaction",
        title="En högre grad av samverkan – en högre nöjdhet",
        slug="hogre-grad-av-samverkan-hogre-nojdhet",
        published_on=date(2021, 3, 11),
        summary="Region Hallands nämndsekreterare svarade 2020 på frågor om samverkan. De som svarade känner till HÖK.",
        lead=(
            "Nämndsekreterarna ser hur ärenden förbereds och vem som får tycka till. Under 2020 fick de berätta hur de "
            "uppfattar Region Hallands samverkan med idéburna organisationer."
        ),
        body=(
            (
                "text",
                "<p>Enkäten hade två delar. Den ena handlade om hur nämnderna samverkar. Den andra handlade om hur "
                "känd Halländska Överenskommelsen är.</p>",
            ),
            ("heading", 2, "Känd bland dem som svarade"),
            (
                "text",
                "<p>De som svarade känner till överenskommelsen. Svaren pekar också åt ett håll som rubriken avslöjar: "
                "där samverkan är vanligare är man mer nöjd med den.</p><p>Resultatet gäller dem som svarade. "
                "Det säger inte hur alla i regionens förvaltningar ser på saken.</p>",
            ),
            ("image", "chart", "Bilden är en illustration och visar inga siffror från enkäten."),
            ("heading", 2, "Så använder vi svaren"),
            (
                "text",
                "<ol><li>Arbetsgruppen går igenom svaren med regionens förvaltningar.</li><li>Goda exempel visas på "
                "nästa konferens.</li><li>Frågorna ställs igen, så att det går att jämföra över tid.</li></ol>",
            ),
        ),
        category="kartlaggning",
        tags=("uppföljning", "Region Halland"),
        picture="chart",
        author="follow-up",
        related=("mapping",),
    ),
    News(
        key="comfort",
        title="Ett tröstebrev till de socialt distanserade",
        slug="ett-trostebrev-till-de-socialt-distanserade",
        published_on=date(2021, 1, 28),
        summary="En krönika om behovet av gemensam tröst, med utgångspunkt i Joe Hills sista ord.",
        lead=(
            "Sörj inte, organisera er. Så brukar man återge Joe Hills sista hälsning. Det låter strängt. Men kanske "
            "finns det en tröst i uppmaningen?"
        ),
        body=(
            (
                "text",
                "<p>Joe Hill föddes i Gävle 1879 och avrättades i Utah 1915. Han skrev sånger som andra kunde sjunga "
                "tillsammans. Det är ingen tillfällighet. Den som sjunger i kör hör att hen inte är ensam.</p>",
            ),
            ("heading", 2, "Tröst är något vi gör"),
            (
                "text",
                "<p>Under pandemin fick vi hålla avstånd. Körer tystnade, lokaler stängde, kaffepannor stod kalla. "
                "Många saknade inte bara varandra utan också uppgiften: att duka, ringa, ordna.</p><p>Att organisera "
                "sig är att ta hand om ett bekymmer som är för stort för en. Det löser inte allt på en gång. Men det "
                "förvandlar väntan till arbete, och arbete som delas tröstar.</p>",
            ),
            (
                "quote",
                "Vi delade ut soppa på trappan. Jag vet inte vem som behövde det mest, de eller vi.",
                "Volontär",
                "samordnare för besöksgruppen",
                "Exempelföreningen Havsbris",
            ),
            (
                "text",
                "<p>Så detta är ett brev till dig som höll avstånd: tack. Och det är en inbjudan. Det finns en stol åt "
                "dig, en uppgift som passar och någon som gärna lär känna dig.</p>",
            ),
        ),
        category="kronika",
        tags=("gemenskap", "psykisk hälsa"),
        picture="letter",
        author="civil-society",
    ),
    News(
        key="summary-2020",
        title="Summering av 2020 års samverkanskonferens!",
        slug="summering-av-2020-ars-samverkanskonferens",
        published_on=date(2020, 12, 10),
        summary="Temat var psykisk hälsa, under och efter Covid-19. Läs vad deltagarna kom fram till.",
        lead=(
            "Psykisk hälsa var överenskommelsens viktigaste fråga under 2020. När pandemin kom blev den ännu mer "
            "angelägen. Den digitala konferensen samlade dem som möter människor i vardagen."
        ),
        body=(
            (
                "text",
                "<p>Deltagarna kom från föreningar, kommuner och regionen. De talade om ensamhet, om att nå fram och "
                "om "
                'att orka själv. Hela summeringen finns på <a href="event:conference-2020">konferensens sida</a>.</p>',
            ),
            ("heading", 2, "Det viktigaste i korthet"),
            (
                "text",
                "<ul><li>Den som hör hemma i ett sammanhang mår bättre.</li><li>Digitala möten hjälper många men "
                "stänger ute andra.</li><li>Roller och kontaktvägar ska vara klara innan nästa kris kommer.</li></ul>",
            ),
            ("documents", "Ladda ner", ("conference-summary",)),
            ("events", "Konferenserna", ("conference-2020", "conference-2021")),
        ),
        category="konferens",
        tags=("samverkanskonferens", "psykisk hälsa"),
        picture="digital-meeting",
        author="meetings",
        documents=("conference-summary",),
        event="conference-2020",
    ),
    News(
        key="dialogue",
        title="Dialog för ökad samverkan",
        slug="dialog-for-okad-samverkan",
        published_on=date(2016, 9, 12),
        summary="Hösten 2016 bjuder Region Halland in föreningar till två dialogmöten på Halmstads Teater.",
        lead=(
            "Hur kan regionen och civilsamhället lära av varandra? Den 6 oktober och den 9 november 2016 möts "
            "politiker, tjänstepersoner och föreningar på Halmstads Teater."
        ),
        body=(
            (
                "text",
                '<p>Mötena är en del av projektet <a href="page:best-place">Bästa samverkansplatsen</a>. Inför dem har '
                "projektet besökt föreningar i hela länet. Önskemålet var tydligt: fler samtal på lika villkor.</p>",
            ),
            (
                "quote",
                "Vi har mycket att lära av varandra. Jag hoppas att mötena blir början på ett samtal som fortsätter.",
                "Förtroendevald",
                "ordförande i tillväxtutskottet",
                "Region Halland",
            ),
            (
                "quote",
                "Hälsan är ojämlik, och för många är vägen till ett arbete lång. Det löser ingen av oss på egen hand.",
                "Förtroendevald",
                "ledamot i tillväxtutskottet",
                "Region Halland",
            ),
            ("image", "theatre", "Dialogmötena hålls på Halmstads Teater."),
            ("heading", 2, "Föreningarna vill möta beslutsfattare"),
            (
                "text",
                "<p>Flera föreningar har redan anmält sig. De vill byta erfarenheter med varandra. De vill också "
                "träffa dem som beslutar.</p>",
            ),
            (
                "quote",
                "Tala med oss, inte bara om oss. Då kan vi bidra på riktigt.",
                "Företrädare för en ungdomsorganisation",
                "verksamhetsledare",
                "Ungdomsorganisationen Exempeltonerna",
            ),
            (
                "text",
                "<p>Projektet pågår till årsskiftet 2016/17. Samverkan fortsätter därefter, med erfarenheterna från "
                "mötena som grund.</p>",
            ),
        ),
        category="dialog",
        tags=("dialogmöten", "Bästa samverkansplatsen"),
        picture="talks",
        author="former-manager",
        event="dialogue-2016",
        project="best-place",
    ),
)

"""Organisations and contacts: functions with made-up addresses, never private persons.

Phone numbers come from the series that the Swedish Post and Telecom Authority keeps free for fiction.
"""

from datetime import date

from home.demo.texts.shapes import Contact, Organisation, Role

ORGANISATIONS = (
    Organisation(
        key="region-halland",
        name="Region Halland",
        sector="public",
        municipality="halmstad",
        url="https://region.example.org/",
        logo="logo-region",
    ),
    Organisation(
        key="hok",
        name="Halländska Överenskommelsen",
        sector="other",
        municipality="halmstad",
        url="https://hok.example.org/",
        logo="logo-hok",
    ),
    Organisation(
        key="bildningsforbundet",
        name="Hallands bildningsförbund",
        sector="civil_society",
        municipality="halmstad",
        url="https://folkbildning.example.org/",
        logo="logo-folkbildning",
    ),
    Organisation(
        key="region-orebro",
        name="Region Örebro län",
        sector="public",
        municipality="other",
        url="https://orebro.example.org/",
    ),
    Organisation(
        key="partnerskapet",
        name="Partnerskapet för sociala innovationer",
        sector="civil_society",
        municipality="other",
        url="https://partnerskapet.example.org/",
        logo="logo-partnership",
    ),
    Organisation(
        key="eu",
        name="Europeiska unionen",
        sector="public",
        municipality="other",
        url="https://european-union.europa.eu/",
        logo="eu-emblem",
    ),
    Organisation(
        key="esf",
        name="Europeiska socialfonden",
        sector="public",
        municipality="other",
        url="https://www.esf.se/",
    ),
    Organisation(
        key="havsbris",
        name="Exempelföreningen Havsbris",
        sector="civil_society",
        municipality="varberg",
        url="https://havsbris.example.org/",
        logo="logo-havsbris",
    ),
    Organisation(
        key="strandfesten",
        name="Exempelföreningen Strandfesten",
        sector="civil_society",
        municipality="falkenberg",
        url="https://strandfesten.example.org/",
    ),
    Organisation(
        key="exempelskogen",
        name="Friluftsföreningen Exempelskogen",
        sector="civil_society",
        municipality="hylte",
        url="https://exempelskogen.example.org/",
    ),
    Organisation(
        key="exempelscenen", name="Kulturföreningen Exempelscenen", sector="civil_society", municipality="halmstad"
    ),
    Organisation(
        key="exempeltonerna",
        name="Ungdomsorganisationen Exempeltonerna",
        sector="civil_society",
        municipality="kungsbacka",
        url="https://exempeltonerna.example.org/",
    ),
    Organisation(
        key="exempelbron", name="Språkföreningen Exempelbron", sector="civil_society", municipality="halmstad"
    ),
    Organisation(key="exempellaxen", name="Idrottsklubben Exempellaxen", sector="civil_society", municipality="laholm"),
    Organisation(
        key="grannsamja", name="Exempelföreningen Grannsämja", sector="civil_society", municipality="kungsbacka"
    ),
    Organisation(
        key="exempelglimten", name="Stödföreningen Exempelglimten", sector="civil_society", municipality="varberg"
    ),
    Organisation(
        key="exempelrummet", name="Samfundet Exempelrummet", sector="civil_society", municipality="falkenberg"
    ),
    Organisation(key="exempelvagen", name="Arbetskooperativet Exempelvägen", sector="business", municipality="laholm"),
    Organisation(
        key="folkhogskolan",
        name="Exempelfolkhögskolan",
        sector="academia",
        municipality="halmstad",
        url="https://folkhogskolan.example.org/",
    ),
    Organisation(
        key="exempelkommunen", name="Exempelkommunens kulturförvaltning", sector="public", municipality="hylte"
    ),
    Organisation(
        key="exempelkraften", name="Seniornätverket Exempelkraften", sector="civil_society", municipality="halmstad"
    ),
)

CONTACTS = (
    Contact(
        key="coordinator",
        name="Samordnare för överenskommelsen",
        roles=(Role(title="Samordnare", organisation="region-halland", share=100),),
        email="samordnare@example.org",
        phone="070-174 06 05",
        portrait="portrait-sea",
        areas=("overenskommelsen",),
    ),
    Contact(
        key="civil-society",
        name="Företrädare för de idéburna organisationerna",
        roles=(Role(title="Vice ordförande i arbetsgruppen", organisation="bildningsforbundet", share=20),),
        email="ideburna@example.org",
        phone="070-174 06 12",
        portrait="portrait-moss",
        areas=("overenskommelsen", "konferenser-och-moten"),
    ),
    Contact(
        key="meetings",
        name="Projektledare för konferenser och möten",
        roles=(Role(title="Projektledare", organisation="bildningsforbundet", share=80),),
        email="konferens@example.org",
        phone="070-174 06 21",
        portrait="portrait-red",
        areas=("konferenser-och-moten",),
    ),
    Contact(
        key="follow-up",
        name="Utvecklare för uppföljning",
        roles=(Role(title="Utvecklare", organisation="region-halland", share=50),),
        email="uppfoljning@example.org",
        phone="070-174 06 33",
        areas=("forskning-och-uppfoljning",),
    ),
    Contact(
        key="editor",
        name="Webbredaktör",
        roles=(Role(title="Kommunikatör", organisation="region-halland", share=40),),
        email="webbredaktion@example.org",
        portrait="portrait-sand",
        areas=("webbplatsen",),
    ),
    Contact(
        key="development-civil",
        name="Utvecklingsledare för civilsamhälle och social innovation",
        roles=(
            Role(title="Utvecklingsledare, civilsamhälle", organisation="region-orebro", share=50),
            Role(
                title="Projektledare, Samverkan för social innovation i Örebro län",
                organisation="region-orebro",
                share=50,
            ),
        ),
        email="civilsamhalle@example.org",
        phone="070-174 06 44",
        portrait="portrait-moss",
        areas=("social-ekonomi", "konferenser-och-moten"),
    ),
    Contact(
        key="development-economy",
        name="Utvecklingsledare för social ekonomi",
        roles=(Role(title="Utvecklingsledare, social ekonomi", organisation="region-orebro", share=100),),
        email="socialekonomi@example.org",
        phone="070-174 06 52",
        areas=("social-ekonomi",),
    ),
    Contact(
        key="former-manager",
        name="Projektledare för Bästa samverkansplatsen",
        roles=(Role(title="Projektledare", organisation="region-halland"),),
        email="samverkansplatsen@example.org",
        phone="070-174 06 60",
        portrait="portrait-red",
        areas=("konferenser-och-moten",),
        public_until=date(2018, 1, 31),
    ),
    Contact(
        key="registrar",
        name="Anmälningsfunktionen",
        roles=(Role(title="Kurssekreterare", organisation="bildningsforbundet", share=60),),
        email="anmalan@example.org",
        phone="070-174 06 71",
        areas=("konferenser-och-moten",),
    ),
)

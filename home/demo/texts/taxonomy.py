"""The words that the demo's content is sorted by."""

from home.demo.texts.shapes import Term

CATEGORIES = (
    Term(key="konferens", name="Konferens"),
    Term(key="kunskap", name="Kunskap"),
    Term(key="kartlaggning", name="Kartläggning"),
    Term(key="kronika", name="Krönika"),
    Term(key="dialog", name="Dialog"),
)

AREAS = (
    Term(key="overenskommelsen", name="Överenskommelsen"),
    Term(key="konferenser-och-moten", name="Konferenser och möten"),
    Term(key="forskning-och-uppfoljning", name="Forskning och uppföljning"),
    Term(key="social-ekonomi", name="Social ekonomi"),
    Term(key="webbplatsen", name="Webbplatsen"),
)

FOCUS_AREAS = (
    Term(key="inkludering", name="Inkludering"),
    Term(key="jamstalldhet", name="Jämställdhet"),
    Term(key="kompetensforsorjning", name="Kompetensförsörjning"),
    Term(key="social-innovation", name="Social innovation"),
)

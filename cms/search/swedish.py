"""Swedish words and what they have in common: the Snowball stemmer, and words that say nothing to a search.

PostgreSQL stems what it indexes in the same way, SQLite does not.
"""

import re
from functools import lru_cache

# PostgreSQL's own list (swedish.stop): what it leaves out of its index a query must not ask for.
_STOP_WORDS = """
    och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke mig du henne då
    sin nu har inte hans honom skulle hennes där min man ej vid kunde något från ut när efter upp vi dem vara vad över
    än dig kan sina här ha mot alla under någon eller allt mycket sedan ju denna själv detta åt utan varit hur ingen
    mitt ni bli blev oss din dessa några deras blir mina samma vilken er sådan vår blivit dess inom mellan sådant
    varför varje vilka ditt vem vilket sitta sådana vart dina vars vårt våra ert era vilkas
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

_ENDING_LIST = """
    a arna erna heterna orna ad e ade ande arne are aste en anden aren heten ern ar er heter or as arnas ernas ornas
    es ades andes ens arens hetens erns at andet het ast et ets
"""
_ENDINGS = sorted(_ENDING_LIST.split(), key=len, reverse=True)
_REGION = re.compile(r"[aeiouyäåö][^aeiouyäåö](.*)", re.DOTALL)
_BEFORE_S = frozenset("bcdfghjklmnoprtvy")


def _start_of_region(word: str) -> int:
    region = _REGION.search(word)
    return max(region.start(1), 3) if region else len(word)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a Swedish word in lower case without its inflection, by the Snowball algorithm's first two steps.

    ``-et`` is an ending too, as in newer versions of it. The third step makes other words of them: see ``root``.
    """
    start = _start_of_region(word)
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= start), "")
    if ending:
        word = word[: -len(ending)]
    elif len(word) > start and word.endswith("s") and word[-2] in _BEFORE_S:
        word = word[:-1]
    if len(word) - 2 >= start and word.endswith(("dd", "gd", "nn", "dt", "gt", "kt", "tt")):
        word = word[:-1]
    return word


def root(stemmed: str) -> str:
    """Return what the Snowball algorithm's last step makes of a stem: ``hemlig`` becomes ``hem``."""
    for suffix, rest in (("fullt", "full"), ("löst", "lös"), ("els", ""), ("lig", ""), ("ig", "")):
        if stemmed.endswith(suffix) and len(stemmed) - len(suffix) >= _start_of_region(stemmed):
            return stemmed.removesuffix(suffix) + rest
    return stemmed


def akin(one: str, other: str) -> bool:
    """Return whether two words in lower case are inflections of one: the same stem, or one is the other's stem.

    The second is for words that look inflected and are not: the stem of ``konferensen`` is ``konferens``, the stem of
    which is ``konfer``.
    """
    return not {one, stem(one)}.isdisjoint((other, stem(other)))

"""The tokenizer: spaCy's for English, which also cuts where a space was lost beside a mark.

Pages lose the space between a quotation and what follows ("over.”He left"). A token that runs over such
a mark belongs to two people's words at once, so it is cut there. What may be one word is left whole:
apostrophes, initials, decimals, addresses, "word(s)".
"""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

_DOUBLE = '“”„«»"'
_SURE = "“”„«»"
_INFIXES = (
    # A mark that can be nothing but a quotation mark, wherever it stands inside a token.
    rf"[{_SURE}]",
    # A straight one beside punctuation ('over."He'), or between two letters and two ('"We"and').
    r'(?<=[,.!?;:…)\]])"(?=\w)',
    r'(?<=[^\W\d_]{2})"(?=[^\W\d_]{2})',
    # Punctuation before a quotation mark; but "U.S.”" keeps its last dot, being an abbreviation.
    rf"[,!?;:](?=(?:['’‘]?[{_DOUBLE}]|''|’’))",
    rf"(?<!\b[^\W\d_])(?<!\.[^\W\d_])\.(?=(?:['’]?[{_DOUBLE}]|''|’’))",
    # Two single marks that stand for a double one: "now,''she".
    r"(?<=[,.!?;:…])(?:''|’’)(?=\w)",
    # Single marks after punctuation or beside a double one: "ready,’he", "now.’”He"; not "Inc.’s".
    r"[,!?;:](?=[’‘'][^\W\d_]{2})",
    r"(?<=[^\W\d_]{2})\.(?=[’‘'][^\W\d_]{2})",
    r"(?<=[,.!?;:…])[’‘'](?=[^\W\d_]{2})",
    rf"['’‘](?=[{_DOUBLE}])",
    rf"(?<=[{_DOUBLE}])['’‘](?=\w)",
    # A dash or a bracket after a quotation: "“no”—he", "“no”(he".
    rf"(?<=[{_DOUBLE}’])(?:—|–|--+|\()(?=\w)",
    # The end of a sentence or clause glued to the next: "what?Yes", "said;we". spaCy sees to dots.
    r"(?<=[a-z]{2})[!?](?=[A-Z])",
    r"(?<=[a-z]{2});(?=[^\W\d_]{2})",
    # Brackets glued to words: "NATO(the", "(here)Next", "end.)Next".
    r"(?<=[^\W\d_]{2})\((?=\w{2})",
    r"(?<=[a-z]{2})\)(?=[A-Z][a-z])",
    r"[.!?](?=\)[A-Z])",
    r"(?<=[.!?])\)(?=[A-Z])",
)


def english() -> Language:
    """A blank English pipeline with this tokenizer; training and run time both cut words with it.

    Example:
        [t.text for t in english()("over.”He left")] == ["over", ".", "”", "He", "left"]
    """
    language = spacy.blank("en")
    infixes = compile_infix_regex([*(language.Defaults.infixes or ()), *_INFIXES])
    setattr(language.tokenizer, "infix_finditer", infixes.finditer)  # noqa: B010 - typed as any callable
    return language

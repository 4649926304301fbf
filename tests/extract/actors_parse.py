"""Reads short texts of ours as the parse room would, by a few rules: no trained model, alike everywhere.

A case marks its sources: "[He] denied it." Words of saying and nouns are told by short lists; a noun before a
verb is its subject, a noun after it its object.
"""

import re

import spacy
from spacy.tokens import Doc

from onrecord.extract.actors import find_actors, office_issues, settle_speakers, speaker_actor
from onrecord.shapes import Article, Particular, Passage, Published, Span, Statement
from onrecord.shapes.attribution import Attribution

NLP = spacy.blank("en")
TAGS = {
    "DT": "the a an this these those some any no every",
    "IN": "of in on at for from with by after before against about since under during as than that",
    "TO": "to",
    "CC": "and or but",
    "PRP": "he she it they we i you him them us me",
    "PRP$": "his her its their our my",
    "WP": "who whom",
    "WDT": "which",
    "MD": "will would could should may",
    "RB": "not later also still never there again earlier however",
    "JJ": "former new young senior several many most other two three western eastern second late foreign",
    "VBD": "said told denied warned met added asked wrote insisted spoke left arrived visited welcomed held "
    "rejected agreed served "
    "accused promised argued called reported claimed confirmed announced replied demanded criticised praised "
    "was were had has is are says say did does went came took gave won lost signed shook thanked introduced "
    "knew doubted backed opposed urged hosted chaired stepped appointed read named showed feared failed",
}
LEXICON = {word: tag for tag, words in TAGS.items() for word in words.split()}
_SAYING = (
    "said told denied warned added asked wrote insisted rejected accused promised argued claimed confirmed "
    "announced replied demanded criticised praised says say reported urged doubted feared"
)
SAYING = frozenset(_SAYING.split())
ENDS = frozenset(".?!")


def tag_of(token):
    word = token.lower_
    if token.text == "-":
        return "NN"  # "Reuters-BBC"
    if token.is_punct or token.is_quote:
        return token.text if token.text in ".,:" else "``"
    if token.text in ("'s", "’s"):
        return "POS"
    if token.text in ("US", "May", "Will"):
        return "NNP"
    if word in LEXICON:
        return LEXICON[word]
    if token.is_digit:
        return "CD"
    if token.text[:1].isupper():
        return "NNP"
    return "NNS" if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3 else "NN"


def sentences(doc):
    """Token ranges: a full stop ends one, with the quotation marks behind it; so does a line's end."""
    start, depth = 0, False
    for token in doc:
        if token.text in "“”":
            depth = token.text == "“"
        behind = token.i + 1 < len(doc) and doc[token.i + 1].text in '”"'
        if (
            "\n" in token.text
            or (token.text in ENDS and not behind)
            or (token.text in '”"' and doc[max(token.i - 1, 0)].text in ENDS and not depth)
        ):
            yield start, token.i + 1
            start = token.i + 1
    if start < len(doc):
        yield start, len(doc)


def chunks(doc, tags, first, last):
    """Runs of words that make one noun phrase, as (start, end, head)."""
    at = first
    while at < last:
        end = at
        while end < last and (tags[end].startswith(("NN", "JJ", "CD", "POS", "DT", "PRP", "WP"))):
            if tags[end] in ("PRP", "WP") and end > at:
                break
            end += 1
            if tags[end - 1] in ("PRP", "WP"):
                break
        if end > at:
            nouns = [
                i for i in range(at, end) if tags[i].startswith(("NN", "PRP", "WP")) and tags[i] != "PRP$"
            ]
            if nouns:
                yield at, end, nouns[-1]
        at = max(end, at + 1)


def parsed(text):
    """A Doc with tags, a flat tree and sentence starts; all by the lists above."""
    blank = NLP(text)
    words, spaces = [t.text for t in blank], [bool(t.whitespace_) for t in blank]
    tags = [tag_of(t) if not t.is_space else "_SP" for t in blank]
    heads, deps, starts = list(range(len(words))), ["dep"] * len(words), [False] * len(words)
    for first, last in sentences(blank):
        starts[first] = True
        parse_sentence(blank, tags, heads, deps, (first, last))
    pos = [
        "VERB" if t in ("VBD", "MD") else "PROPN" if t == "NNP" else "PRON" if t in ("PRP", "WP") else "NOUN"
        for t in tags
    ]
    given = {"tags": tags, "heads": heads, "deps": deps, "sent_starts": starts, "pos": pos}
    lemmas = [re.sub("(?<=d)ed$|ed$", "", word.lower()) for word in words]
    return Doc(blank.vocab, words=words, spaces=spaces, lemmas=lemmas, **given)


def parse_sentence(doc, tags, heads, deps, bounds):
    """Hangs the nouns of a sentence on its verbs: before one a subject, behind one an object."""
    first, last = bounds
    verbs = [i for i in range(first, last) if tags[i] == "VBD"]
    root = verbs[0] if verbs else first
    for i in range(first, last):
        heads[i] = root
    before = None
    for start, end, head in chunks(doc, tags, first, last):
        for i in range(start, end):
            heads[i], deps[i] = head, "det" if tags[i] == "DT" else "amod" if tags[i] == "JJ" else "compound"
        if start > first and tags[start - 1] in ("IN", "TO"):
            heads[start - 1], deps[start - 1] = head, "case"
        if before is not None and tags[head] == "WP" and (verb := next((v for v in verbs if v >= end), None)):
            heads[verb], deps[verb] = before, "acl:relcl"
        heads[head], deps[head] = place(doc, tags, (first, start, end, head), (verbs, root, before))
        before = head
    if heads[root] == root:
        deps[root] = "ROOT"


def place(doc, tags, chunk, around):
    """What a noun phrase hangs on, and how."""
    first, start, end, head = chunk
    verbs, root, before = around
    ahead = next((v for v in verbs if v >= end), None)
    behind = next((v for v in reversed(verbs) if v < start), None)
    left = doc[start - 1] if start > first else None
    if left is not None and tags[left.i] in ("IN", "TO"):
        return (before, "nmod") if before is not None and left.i - before == 1 else (root, "obl")
    if left is not None and before is not None and left.lower_ in ("and", "or"):
        return before, "conj"
    if left is not None and before is not None and left.text == "," and tags[head] not in ("PRP", "WP"):
        return before, "appos"
    if ahead is not None and ahead - end <= (1 if tags[head] == "WP" else 2):
        return ahead, "nsubj"
    said = behind is not None and doc[behind].lower_ in SAYING and start - behind == 1
    if said and "”" in doc[first:behind].text:
        return behind, "nsubj"
    return (behind, "obj") if behind is not None else (root, "dep")


def article_of(text, published=None, author=None):
    passages, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            passages.append(Passage(Span.cut(text, at, at + len(line)), "en", False))
        at += len(line) + 1
    earliest, _, latest = (published or "").partition("/")
    stated = Published(earliest, latest or earliest, "stated", "stated.user") if earliest else Published()
    by = Particular(author, "stated.user") if author else None
    return Article(
        "a",
        "a",
        "text",
        "",
        "",
        text,
        text,
        "en",
        None,
        None,
        by,
        None,
        stated,
        None,
        None,
        (),
        tuple(passages),
    )


def statements_of(article, doc, sources):
    """One statement a source: what it says is the quotation of its sentence, else the sentence's rest."""
    out, attributions = [], []
    for start, end in sources:
        span = doc.char_span(start, end, alignment_mode="expand")
        sentence = span.sent
        verb = next((t for t in doc[span.end : sentence.end] if t.lower_ in SAYING), None)
        verb = verb or next(
            (t for t in reversed(list(doc[sentence.start : span.start])) if t.lower_ in SAYING), None
        )
        content = content_of(article.text, doc, span, verb)
        if verb is not None and content is not None:
            tokens = doc.char_span(*content, alignment_mode="expand")
            attributions.append(
                Attribution((span.start, span.end), (verb.i, verb.i + 1), ((tokens.start, tokens.end),), 0.9)
            )
        part = Span.cut(article.text, *(content or (end, min(end + 1, len(article.text)))))
        quoted = content is not None and article.text[content[0] - 1 : content[0]] == "“"
        out.append((Span.cut(article.text, start, end), part, quoted))
    doc.user_data["attributions"] = tuple(attributions)
    return out


def content_of(text, doc, span, verb):
    line_start, line_end = text.rfind("\n", 0, span.start_char) + 1, text.find("\n", span.end_char)
    line_end = len(text) if line_end < 0 else line_end
    inside = text.count("“", line_start, span.start_char) > text.count("”", line_start, span.start_char)
    quotes = [m.span(1) for m in re.finditer("“([^”]*)”", text[line_start:line_end])]
    if quotes and not inside:
        near = min(
            quotes,
            key=lambda q: min(
                abs(q[0] + line_start - span.end_char), abs(q[1] + line_start - span.start_char)
            ),
        )
        return line_start + near[0], line_start + near[1]
    sentence = span.sent
    anchor = verb.i + 1 if verb is not None else span.end
    rest = doc[anchor : sentence.end] if anchor < sentence.end - 1 else doc[sentence.start : span.start]
    return (rest.start_char, rest.end_char) if len(rest) else None


def read_case(text, published=None, author=None):
    """The statements, actors and issues of a text whose sources stand in square brackets."""
    sources, plain = [], ""
    for piece in re.split(r"(\[[^\]]*\])", text):
        if piece.startswith("["):
            sources.append((len(plain), len(plain) + len(piece) - 2))
            plain += piece[1:-1]
        else:
            plain += piece
    article, doc = article_of(plain, published, author), parsed(plain)
    found = statements_of(article, doc, sources)
    actors, mentions = find_actors(article, doc)
    statements = []
    for position, (source, part, quoted) in enumerate(found):
        span = doc.char_span(source.start, source.end, alignment_mode="expand")
        actor, name = speaker_actor(doc, span.start, span.end, actors, mentions)
        parent = next(
            (
                n
                for n, (_, other, _q) in enumerate(found)
                if n != position and other.start <= source.start < other.end
            ),
            None,
        )
        verbatim = (part,) if quoted else ()
        statements.append(
            Statement(
                (part,),
                "direct" if quoted else "indirect",
                "says",
                "t",
                name,
                source,
                actor,
                None,
                verbatim,
                parent=parent,
            )
        )
    settled = settle_speakers(article, doc, statements, (actors, mentions))
    return settled, actors, mentions, office_issues(article, actors)

"""The language of a report and of each of its passages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.knowledge.headlines import words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OTHER_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024f]")
_SAMPLE = 3000


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # its model takes long to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def report_language(text: str, stated: str | None = None) -> str:
    """ISO 639-1 of a report, or "und" where nothing in it tells.

    What is stated is believed where the text is too short to tell. Example: `report_language("Der Minister
    sagte am Montag, die Lage sei ernst und werde sich nicht bessern.")` is `"de"`.
    """
    sample = text[:_SAMPLE]
    found = _WORD.findall(sample)
    if _is_english(found, 0.12):
        return "en"
    code, score = _classified(sample)
    letters = sum(map(len, found))
    if stated is not None and (letters < 60 or score < 0.9):
        return stated
    if letters < 12 or (score < 0.6 and letters < 60):
        return "en" if sample.isascii() and letters else "und"
    return code


def passage_language(text: str, report: str) -> str:
    """The language of one passage in a report; a short one is in the report's, unless its script is another.

    py3langid took 103 of 1,419 English headlines below 80 letters for another language, and 18 of 11,250
    longer lines; with a score of 0.9 and more not one of them. So less than that is not believed.
    """
    sample = text[:1500]
    found = _WORD.findall(sample)
    letters = sum(map(len, found))
    if letters == 0:
        return report
    other_script = not sample.isascii() and len(_OTHER_SCRIPT.findall(sample)) > 0.5 * letters
    if report == "en" and not other_script and (letters < 20 or _is_english(found, 0.1)):
        return "en"
    if report != "en" and _is_english(found, 0.25) and letters >= 40:
        return "en"
    if letters < 20 and not (other_script and letters >= 6):
        return report
    code, score = _classified(sample)
    return code if score >= 0.9 or other_script else report


def _is_english(found: list[str], share: float) -> bool:
    """True where enough of the words are the most frequent ones of English (40 of 100 in news)."""
    hits = sum(word.lower() in words("english") for word in found)
    return hits >= 3 and hits >= share * len(found)


def _classified(text: str) -> tuple[str, float]:
    code, score = _identifier().classify(text)
    return str(code), round(float(score), 3)

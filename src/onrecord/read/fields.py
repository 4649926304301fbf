"""The fields of a JSON line or a metadata row, under whatever name they come, as `Stated`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from onrecord.knowledge.fields import aliases
from onrecord.knowledge.languages import language_code
from onrecord.knowledge.months import first_date
from onrecord.read.decode import whole
from onrecord.shapes import Stated

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "msclkid", "ref_src", "cmpid")


@dataclass(frozen=True, slots=True)
class Fields:
    """What one row states: `stated`, the id given, and `newest`, by which versions are put in order.

    `wrong` are sentences about values that could not be used and were left out.
    """

    stated: Stated
    id: str | None = None
    newest: tuple[str, str, str] = ("", "", "")
    wrong: tuple[str, ...] = ()


def read_fields(row: Mapping[str, Any]) -> Fields:
    """The fields of `row`, by our names or those of trafilatura, news-please and Fundus.

    Example: `read_fields({"date_publish": "2023-02-08 10:00:00"}).stated.published` is `"2023-02-08"`.
    """
    wrong: list[str] = []
    raw = {name: _first(row, names) for name, names in aliases().items() if name not in {"text", "html"}}
    dates = {name: _date(name, raw[name], wrong) for name in ("published", "modified", "fetched")}
    language = raw["language"]
    code = language_code(language) if isinstance(language, str) else None
    if language and code is None:
        wrong.append(f"language {str(language)[:40]!r} is not a code or name known here; it was left out")
    stated = Stated(
        url=_text(raw["url"]),
        title=_text(raw["title"]),
        outlet=_outlet(raw["outlet"]),
        authors=_authors(raw["authors"]),
        language=code,
        **dates,
    )
    newest = (_instant(raw["fetched"]), _instant(raw["modified"]), _instant(raw["published"]))
    return Fields(stated, _text(raw["id"]), newest, tuple(wrong))


def content_of(row: Mapping[str, Any], field: str) -> str | None:
    """The `text` or `html` of a row, or None; a body of summary, headlines and paragraphs is put together."""
    for name in aliases()[field]:
        value = row.get(name)
        if isinstance(value, dict):
            value = "\n\n".join(_pieces(value))
        if isinstance(value, str) and value.strip():
            return whole(value)
    return None


def canonical_url(url: str) -> str:
    """The URL without what does not name the page: fragment, tracking words, default port, case of the host.

    Example: `canonical_url("HTTPS://Example.org:443/a?utm_source=x#top")` is `"https://example.org/a"`.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if parts.scheme.lower() not in {"http", "https"} or parts.hostname is None:
        return url.strip()
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        host = f"{host}:{port}"
    kept = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not pair[0].lower().startswith(_TRACKING)
    ]
    query = parts.query if len(kept) == parts.query.count("&") + 1 else urlencode(kept)
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", query, ""))


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    for name in names:
        value = row.get(name)
        if value not in (None, "", [], {}) and not (isinstance(value, str) and not value.strip()):
            return value
    return None


def _text(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return whole(str(value)).strip() or None


def _outlet(value: Any) -> str | None:
    if isinstance(value, dict):  # Fundus and JSON-LD: {"name": ...}
        value = value.get("name")
    return _text(value)


def _authors(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(";")  # trafilatura joins names so
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return ()
    names = [_outlet(one) if isinstance(one, dict) else _text(one) for one in value]
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _date(name: str, value: Any, wrong: list[str]) -> str | None:
    """The calendar day that was written, never shifted to another time zone."""
    if value is None:
        return None
    found = first_date(value) if isinstance(value, str) else None
    if found is None or found.value is None:
        wrong.append(
            f"{name} {str(value)[:40]!r} is not a date of the calendar: write YYYY-MM-DD; it was left out"
        )
        return None
    return found.value


def _instant(value: Any) -> str:
    """A sortable form of a date or time: only for the order of versions, so a shift to UTC is right here."""
    if not isinstance(value, str):
        return ""
    try:
        moment = datetime.datetime.fromisoformat(value.strip())
        if moment.tzinfo is not None:
            moment = moment.astimezone(datetime.UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        found = first_date(value)
        return (found.value if found else None) or ""
    return moment.isoformat()


def _pieces(body: dict[str, Any]) -> list[str]:
    """The paragraphs of a Fundus body in reading order."""
    pieces = _strings(body.get("summary"))
    sections = body.get("sections")
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, dict):
            pieces += _strings(section.get("headline")) + _strings(section.get("paragraphs"))
    return pieces


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        value = [value]
    return [one for one in value if isinstance(one, str) and one.strip()] if isinstance(value, list) else []

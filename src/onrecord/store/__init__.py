"""The store room: the only one that knows SQL. Takes shapes, keeps them in one SQLite file, gives them back.

with Record.open("r.db", create=True) as record:
    record.write(findings, "key of the analysis")
    record.write_links(links)
    export(record, Path("out"))
"""

from onrecord.store.auditing import AuditFailure, AuditResult, audit
from onrecord.store.exporting import export
from onrecord.store.record import Record
from onrecord.store.schema import TABLES
from onrecord.store.searching import Hit

__all__ = ["TABLES", "AuditFailure", "AuditResult", "Hit", "Record", "audit", "export"]

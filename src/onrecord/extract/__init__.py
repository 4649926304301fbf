"""The extract room: reads dates, figures, actors and statements off one report's parse.

Takes an Article and its Doc, gives Findings (`findings.findings`). It sees one report, the knowledge files,
and nothing else: no disk, no clock, no other report.
"""

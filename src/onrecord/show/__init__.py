"""The show room: everything a person meets. Takes a record, gives command lines and pages; knows no SQL."""

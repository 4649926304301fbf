"""From paths to reports as they came in: every one a `Source`, or an `Issue` that says why not."""

from onrecord.read.intake import sources

__all__ = ["sources"]

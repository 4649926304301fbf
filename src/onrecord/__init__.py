"""onrecord turns a pile of news reports into a record that can be checked."""

__version__ = "0.1.0"

__all__ = ["__version__"]

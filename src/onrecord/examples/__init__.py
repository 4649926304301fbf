"""The examples room."""

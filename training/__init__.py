"""Makes the language model; see README.md. Nothing in `src/` imports it."""

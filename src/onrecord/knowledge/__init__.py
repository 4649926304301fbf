"""The knowledge room: YAML files with examples and counter-examples, and the typed tables made of them."""

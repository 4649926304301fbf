"""The small grammar that dates and figures are written in: pieces of tokens, number phrases, patterns."""

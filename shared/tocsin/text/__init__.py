"""Text as the engine sees it: normalized, split into sentences and tokens, in a known language."""

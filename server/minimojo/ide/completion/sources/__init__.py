"""One module for each kind of what can be written; its `SOURCE` finds it."""

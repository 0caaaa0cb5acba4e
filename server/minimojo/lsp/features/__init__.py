"""One module per method of the protocol: `FEATURE` says which, and what answers it."""

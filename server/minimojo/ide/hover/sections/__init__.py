"""One module per section of a hover: `SECTION` says where it comes and what it tells."""

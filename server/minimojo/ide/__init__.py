"""IDE: what does an editor ask about a place in a file? No protocol types here."""

"""What the standard library declares, as stub sources in Mojo, one folder per Mojo version."""

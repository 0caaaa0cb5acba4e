"""What the versions of Mojo say differently about the same program."""

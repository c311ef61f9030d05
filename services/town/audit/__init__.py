"""What an auditor takes away: one file, that says of itself whether it is whole and true."""

"""The whole house on one machine: its servers, its programs, and one command to run them."""

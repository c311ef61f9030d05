"""Which things have an address, room by room."""

"""That a log only ever grew, provable to whoever trusts neither us nor our database. Pure."""

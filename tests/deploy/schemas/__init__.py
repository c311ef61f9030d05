"""What `deploy/kubernetes` is held to: published schemas, and the means to build and read it."""

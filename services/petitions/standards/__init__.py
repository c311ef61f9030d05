"""What the street publishes of how it measures itself (服务标准)."""

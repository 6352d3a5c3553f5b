"""REST under /api/v1 with its OpenAPI document. Each module holds one kind of resource; rules are elsewhere."""

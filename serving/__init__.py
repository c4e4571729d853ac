"""The HTTP service: application, GraphQL endpoint and its fast path, exports, pages, settings."""

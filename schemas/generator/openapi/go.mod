module podlint/schemas/openapi

go 1.21

"""Finding nodes by codes, names and words: an index on disk beside the columns, opened without loading."""

"""Excel workbooks: read with care, since anybody may have made them, and written. Imported only when needed."""

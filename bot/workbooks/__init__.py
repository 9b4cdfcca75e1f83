"""Excel workbooks: read with care, since anybody may have made them, and written. Loaded only when one is at hand."""

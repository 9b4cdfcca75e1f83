"""Excel workbooks: read with care, since anybody may have made them. Loaded only when one is at hand."""

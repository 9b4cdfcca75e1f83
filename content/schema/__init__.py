"""The shape of a content pack. YAML keys are Norwegian, attributes English or the field's own word."""

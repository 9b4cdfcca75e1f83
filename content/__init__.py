"""What the organisation says and knows: YAML files, and the schema that reads them."""

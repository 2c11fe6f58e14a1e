"""Who stands behind a party: registers, names, identifiers, ownership and the finding."""

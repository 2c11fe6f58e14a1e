"""The editions of Subpart D, one TOML file each."""

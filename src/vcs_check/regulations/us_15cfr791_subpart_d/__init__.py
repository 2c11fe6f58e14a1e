"""15 CFR Part 791 Subpart D: one module a section; README.md maps section, file and tests."""

"""The law: editions as data, one module a section, and the procedure that asks the questions."""

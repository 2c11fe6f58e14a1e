"""What a vehicle is made of, as its BOMs say it: pure data, each value with its place."""

"""What is taken along: on a slip, on a phone, and a picture to look at."""

"""What is kept of each finished application, so that it can be proven later, and then destroyed."""

"""What the platform must learn, kept until it has said that it knows."""

"""What lies on the disk lies there encrypted: the device's key, the data keys, the cipher."""

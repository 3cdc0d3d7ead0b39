"""What all simulators share: how they are steered, and how faults reach the wire."""

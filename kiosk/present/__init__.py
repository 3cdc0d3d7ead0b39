"""From a flow's state to what the screen shows and says, in every language. Pure."""

"""The ticket flow as a table: a state, a signal, a rule. Pure; time and ids come in as facts."""

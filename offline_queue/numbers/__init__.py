"""Queue numbers: leased blocks, tickets, what is printed on one."""

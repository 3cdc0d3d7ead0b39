"""What a citizen takes along: slips of guides and results, pages for telephones, pictures."""

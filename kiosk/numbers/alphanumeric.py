"""ISO/IEC 7064 MOD 37,36: the check character of texts of digits and capitals. It finds every
single wrong character, and nearly all that changed places."""

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mod_37_36(text: str) -> str:
    """One digit or capital. Raises ValueError where `text` has anything else."""
    product = 36
    for character in text:
        value = _ALPHABET.find(character)
        if value < 0:
            raise ValueError("digits and capitals are needed")
        product = (product + value) % 36 or 36
        product = product * 2 % 37
    return _ALPHABET[(37 - product) % 36]

"""Synthetic persons of the sample. Pure."""

from kiosk.numbers import id_check_character


def sample_persons() -> tuple[tuple[str, str], ...]:
    """(name, number) of synthetic persons: the two samples of GB 11643, then region 990100,
    born 1941 to 1948. The mock register knows exactly these."""
    samples = [("测试甲", "440524188001010014"), ("测试乙", "11010519491231002X")]
    for index, stem in enumerate("丙丁戊己庚辛壬癸"):
        first17 = f"990100{1941 + index}0101{index + 1:03d}"
        samples.append((f"测试{stem}", first17 + id_check_character(first17)))
    return tuple(samples)

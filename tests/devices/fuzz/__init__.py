"""Any bytes into every pure protocol module: a value or its declared fault, in bounded memory.

Each `fuzz_<name>.py` has one function, `one_input`, and SEEDS, inputs that reach far into it.
test_fuzz.py gives it bytes of Hypothesis in every run, and those that atheris finds by coverage in
longer ones:

    python -m tests.devices.fuzz.run NAME -max_total_time=60 [CORPUS]
"""

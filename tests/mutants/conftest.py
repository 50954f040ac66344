collect_ignore = ["operators.py"]  # reaches into mutmut, which only `./run mutants` installs

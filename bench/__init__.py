"""How fast Lantern is, always beside a floor or a peer measured in the same run. `python -m bench --help`."""

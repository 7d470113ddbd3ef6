"""Every read that crosses a table. `visible_to(actor)` is the only way to a child; doors get frozen values."""

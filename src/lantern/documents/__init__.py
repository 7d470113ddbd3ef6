"""A paper about one child or one missing episode, made from the values of `queries` after the opening was audited."""

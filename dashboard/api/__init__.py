"""The figures over HTTP: the public files, the check of a text, what there is."""

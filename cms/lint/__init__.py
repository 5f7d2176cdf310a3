"""The linter: what an editor should mend in a text, found by small rules of the kernel and of each app."""

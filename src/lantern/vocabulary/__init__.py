"""The field's words as types, and the closed lists everything else is written in. Imports nothing of ours."""

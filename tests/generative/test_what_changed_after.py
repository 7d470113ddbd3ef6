"""What changed between two versions of a plan: whoever reads it beside the one knows the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantern.policies.plans import changes

VERSIONS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "one", "two"]))


@given(VERSIONS, VERSIONS)
def test_the_earlier_version_and_what_changed_give_the_later(
    before: dict[str, str], after: dict[str, str]
) -> None:
    told = {change.what: change.after for change in changes(before, after)}

    rebuilt = {name: words for name, words in (before | told).items() if words}

    assert rebuilt == {name: words for name, words in after.items() if words}


@given(VERSIONS)
def test_nothing_changed_between_a_version_and_itself(version: dict[str, str]) -> None:
    assert changes(version, version) == ()


@given(VERSIONS, VERSIONS)
def test_no_change_is_told_where_both_say_alike(before: dict[str, str], after: dict[str, str]) -> None:
    assert all(change.before != change.after for change in changes(before, after))

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from lantern.typesetting import lettering
from lantern.typesetting.papers import (
    Block,
    Bullets,
    Entries,
    Entry,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
    paper,
)
from tests import printed

MADE_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def _paper(*blocks: Block, title: str = "A paper", sections: tuple[Section, ...] = ()) -> bytes:
    return paper(
        title=title,
        lead=blocks,
        sections=sections,
        made_at=MADE_AT,
        made_by="Ada Invented",
        made="Made by Ada Invented at 9:30am on 22 November 2026",
        footer="A copy. Destroy it when it is no longer needed.",
    )


def test_paper_holds_its_blocks_in_order_and_names_its_pages() -> None:
    pdf = _paper(
        Paragraph(words="First line.\nSecond line."),
        sections=(
            Section(
                heading="What is known",
                blocks=(
                    Heading(words="By whom"),
                    Bullets(items=("one point", "another point")),
                    Facts(
                        facts=(Fact(label="Seen", words="at the stop"), Fact(label="By", words="a driver"))
                    ),
                    Table(
                        caption="Times",
                        columns=("When", "What"),
                        rows=(("9am", "left"), ("10am", "rang")),
                        widths=(30, 0),
                    ),
                ),
            ),
        ),
    )
    assert pdf.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in pdf
    assert re.search(rb"/Lang ?\(en-GB\)", pdf)
    assert printed.words(pdf) == (
        "A paper First line. Second line. What is known By whom • one point • another point Seen at the stop "
        "By a driver Times When What 9am left 10am rang "
        "A copy. Destroy it when it is no longer needed. Made by Ada Invented at 9:30am on 22 November 2026 1 of 1"
    )


def test_paper_of_several_pages_says_its_header_and_its_number_on_each() -> None:
    rows = tuple((f"entry {number}", "words " * 20) for number in range(60))
    pages = printed.pages(_paper(Table(columns=("Entry", "Words"), rows=rows)))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"{number} of {len(pages)}" in page
        assert "Entry" in page


def test_entries_stand_whole_one_below_the_other() -> None:
    pdf = _paper(
        Entries(
            entries=(
                Entry(
                    head="1 May 2026. Seen", words="At the stop.\nSaid by a driver", note="Recorded at once."
                ),
                Entry(head="2 May 2026. Told", words="", note="Recorded later."),
                Entry(head="3 May 2026. Wrote", words="أين الطفل؟", note="Recorded by hand."),
            )
        )
    )
    read = printed.words(pdf)
    assert len(re.findall("[\u0600-\u06ff]", read)) >= 10  # how and where the reader gives them back differs
    assert " ".join(re.sub("[\u0600-\u06ff\u202a-\u202e]", "", read).split()).startswith(
        "A paper 1 May 2026. Seen At the stop. Said by a driver Recorded at once. 2 May 2026. Told Recorded later. "
        "3 May 2026. Wrote Recorded by hand."
    )


HOSTILE = '#let x = 1 *bold* _it_ $x^2$ `raw` <label> @ref \\ // no /* no */ = = - + [a] #read("/etc/passwd") ~ -- ---'


def test_paper_sets_markup_as_plain_words() -> None:
    pdf = _paper(
        Paragraph(words=HOSTILE),
        Table(columns=(HOSTILE,), rows=((HOSTILE,),)),
        Entries(entries=(Entry(head=HOSTILE, words=HOSTILE, note=HOSTILE),)),
        title=HOSTILE,
    )
    # The reader takes a hyphen at the end of a line for one of ours, and drops it.
    said = re.sub(r"[\s-]", "", printed.words(pdf))
    assert said.count(re.sub(r"[\s-]", "", HOSTILE)) == 7


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("Welsh", "Tŷ ŵyl, môr a llân"),
        ("Albanian", "Ku është fëmija? Çfarë ndodhi?"),
        ("Vietnamese", "Đứa trẻ ở đâu? Nguyễn Thị Ước"),
        ("Tigrinya", "ቆልዓ ኣበይ ኣሎ፧"),
    ],
)
def test_paper_prints_each_language_in_its_letters(language: str, words: str) -> None:
    assert words in printed.words(_paper(Paragraph(words=words)))


@pytest.mark.parametrize("words", ["أين الطفل؟", "منداڵەکە لەکوێیە؟", "کودک کجاست؟ می‌رود"])
def test_paper_prints_what_runs_right_to_left(words: str) -> None:
    assert lettering.printable(words) == words
    assert lettering.runs_right_to_left(words)
    said = printed.words(_paper(Paragraph(words=words)))
    assert len(re.findall("[\u0600-\u06ff]", said)) >= len(re.findall("[\u0600-\u06ff]", words))


def test_printable_says_in_words_what_no_font_holds() -> None:
    assert lettering.printable("Hi 🙂 你好") == (
        "Hi [sign: slightly smiling face] [2 letters in Chinese script, not printed: read them in the record]"
    )
    assert lettering.printable("a\u202eb\x00c\ud800d\tE\r\nf") == (
        "abc[sign: one that cannot be read]d    E\nf"
    )


def test_printable_leaves_out_a_joiner_that_joins_nothing() -> None:
    assert lettering.printable("a\u200d b\u200c\u200d") == "a b"


def test_runs_right_to_left_goes_by_the_first_letter_with_a_direction() -> None:
    assert lettering.runs_right_to_left("12 (أين) where") is True
    assert lettering.runs_right_to_left("Where? أين") is False
    assert lettering.runs_right_to_left("12 - !") is False


def test_paper_says_in_words_what_it_cannot_print_where_no_font_was_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kept in (lettering.fonts, lettering.families, lettering.held):
        kept.cache_clear()
    monkeypatch.setattr(lettering, "FONTS", tmp_path / "none")
    try:
        assert "3 letters in Ethiopic script" in printed.words(_paper(Paragraph(words="ኣበይ Nguyễn")))
    finally:
        for kept in (lettering.fonts, lettering.families, lettering.held):
            kept.cache_clear()


def test_paper_carries_a_picture_with_its_words() -> None:
    content = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(content, "JPEG")
    pdf = _paper(Picture(content=content.getvalue(), alt="A teal field"))
    assert b"/Figure" in pdf
    assert b"/DCTDecode" in pdf


def test_paper_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    paper(
        title="A paper",
        lead=(Paragraph(words="one"), Paragraph(words="two")),
        made_at=MADE_AT,
        made_by="Ada Invented",
        footer="",
        progress=lambda done, parts: told.append((done, parts)),
    )
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_table_with_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        _paper(Table(columns=("a", "b"), rows=(("one",),)))


def test_headings_never_skip_a_level() -> None:
    assert _paper(Heading(words="deep", level=3), Heading(words="deeper", level=3)).startswith(b"%PDF")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=40))
def test_any_words_become_a_paper(words: str, title: str) -> None:
    pdf = _paper(
        Paragraph(words=words),
        Bullets(items=(words,)),
        Facts(facts=(Fact(label=words, words=words),)),
        Table(columns=(words, "b"), rows=((words, "x"),)),
        Entries(entries=(Entry(head=words, words=words, note=words),)),
        title=title,
        sections=(Section(heading=words),),
    )
    assert pdf.startswith(b"%PDF-1.7")


_SCRIPTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0x1200, max_codepoint=0x139F),
        st.characters(min_codepoint=0x300, max_codepoint=0x36F),
        st.sampled_from("ae \n\u200c\u200d\u202e\ufe0f\u25cc"),
    ),
    max_size=60,
)


@settings(max_examples=100, deadline=None)
@example("\n\u0656")
@example("\u0610\n\n\u0656 a")
@given(_SCRIPTS)
def test_mixed_scripts_and_loose_marks_become_a_paper(words: str) -> None:
    assert _paper(Paragraph(words=words)).startswith(b"%PDF-1.7")

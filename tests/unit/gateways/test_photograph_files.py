"""A picture that somebody sends: every kind that is taken, and every trick that a file can play."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator

import pytest
from PIL import Image, PngImagePlugin

from lantern.gateways.files import LONGEST_SIDE, MOST_BYTES, NotAPicture, drawn_anew, picture_from

RED, WHITE = (200, 0, 0), (255, 255, 255)
MARK = b"MARKED-SECRET"


def written(kind: str, *, size: tuple[int, int] = (40, 20), mode: str = "RGB", **saved: object) -> bytes:
    out = io.BytesIO()
    colour = {"RGB": RED, "RGBA": (*RED, 255), "L": 90, "CMYK": (0, 255, 255, 50), "1": 1}[mode]
    Image.new(mode, size, colour).save(out, kind, **saved)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_that_is_taken_becomes_a_jpeg(kind: str) -> None:
    picture = drawn_anew(written(kind))

    image = opened(picture.content)
    assert (image.format, image.size, image.mode) == ("JPEG", (40, 20), "RGB")
    assert (picture.width, picture.height, picture.media_type) == (40, 20, "image/jpeg")
    assert picture.digest == hashlib.sha256(picture.content).hexdigest()


@pytest.mark.parametrize(("kind", "saved"), [("WEBP", {"lossless": True}), ("WEBP", {"exif": b"Exif\0\0"})])
def test_each_form_of_webp_is_measured_and_drawn(kind: str, saved: dict[str, object]) -> None:
    assert drawn_anew(written(kind, size=(30, 50), **saved)).height == 50


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_other_colours_become_plain_ones(mode: str) -> None:
    assert opened(drawn_anew(written("JPEG", mode=mode)).content).mode == "RGB"


def test_what_is_see_through_is_drawn_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")

    assert opened(drawn_anew(out.getvalue()).content).getpixel((5, 5)) == WHITE


def test_a_palette_with_a_see_through_colour_is_drawn_on_white() -> None:
    out = io.BytesIO()
    Image.new("P", (10, 10), 0).save(out, "PNG", transparency=0)

    assert opened(drawn_anew(out.getvalue()).content).getpixel((5, 5)) == WHITE


def test_a_large_picture_is_drawn_smaller_in_its_own_shape() -> None:
    picture = drawn_anew(written("JPEG", size=(4000, 1000)))

    assert (picture.width, picture.height) == (LONGEST_SIDE, LONGEST_SIDE // 4)


def test_the_place_and_the_machine_are_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010F] = MARK.decode()  # the maker
    exif.get_ifd(0x8825)[1] = "N"  # the place
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)
    sent = written("JPEG", size=(40, 20), exif=exif, comment=MARK, icc_profile=MARK)
    assert sent.count(MARK) == 3

    picture = drawn_anew(sent)

    image = opened(picture.content)
    assert (picture.width, picture.height) == (20, 40)
    assert MARK not in picture.content
    assert dict(image.getexif()) == {}
    assert dict(image.getexif().get_ifd(0x8825)) == {}
    assert {"exif", "comment", "icc_profile"} & set(image.info) == set()


def test_the_words_in_a_png_are_gone() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", MARK.decode())

    assert MARK not in drawn_anew(written("PNG", pnginfo=words)).content


def test_a_file_that_is_also_another_kind_of_file_is_only_a_picture_afterwards() -> None:
    script = b"<script>alert(1)</script>PK\x03\x04" + MARK

    picture = drawn_anew(written("JPEG") + script)

    assert b"script" not in picture.content
    assert MARK not in picture.content
    assert opened(picture.content).size == (40, 20)


@pytest.mark.parametrize(
    "sent",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"GIF89a" + b"\0" * 40,
        b"%PDF-1.7\n",
        b"II*\0" + b"\0" * 40,
        b"BM" + b"\0" * 60,
        b"just words",
        b"RIFF\x10\0\0\0WAVEfmt ",
    ],
)
def test_every_other_kind_is_refused_by_its_bytes(sent: bytes) -> None:
    with pytest.raises(NotAPicture, match=r"JPEG, PNG or WebP\. What you typed is kept"):
        drawn_anew(sent)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_a_telephone_s_own_format_is_refused_with_what_to_do(brand: bytes) -> None:
    with pytest.raises(NotAPicture, match="Take a screenshot of the photograph"):
        drawn_anew(b"\0\0\0\x18ftyp" + brand + b"\0" * 40)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(NotAPicture, match="The file is empty"):
        drawn_anew(b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_that_was_not_sent_whole_is_refused(kind: str) -> None:
    noisy = io.BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(noisy, kind)
    sent = noisy.getvalue()

    with pytest.raises(NotAPicture, match="broken"):
        drawn_anew(sent[: len(sent) // 2])


@pytest.mark.parametrize(
    "sent",
    [
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\0\0\0\0WEBP",
        b"RIFF\0\0\0\0WEBPVP8X",
        b"RIFF\0\0\0\0WEBPVP8L\0",
        b"RIFF\0\0\0\0WEBPVP8 \0",
        b"RIFF\0\0\0\0WEBPNONE" + b"\0" * 40,
    ],
)
def test_a_head_without_a_body_is_refused(sent: bytes) -> None:
    with pytest.raises(NotAPicture, match="broken"):
        drawn_anew(sent)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bomb(side: int) -> bytes:
    """A few kilobytes that unpack to as many points as are said."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def webp_bomb(side: int) -> bytes:
    size = (side - 1).to_bytes(3, "little")
    return b"RIFF\x40\0\0\0WEBPVP8X" + (10).to_bytes(4, "little") + b"\0" * 4 + size * 2 + b"\0" * 40


@pytest.mark.parametrize("sent", [png_bomb(50_000), webp_bomb(16_000)])
def test_a_small_file_that_would_unpack_to_gigabytes_is_refused_from_its_head(sent: bytes) -> None:
    with pytest.raises(NotAPicture, match="more than 40 million points"):
        drawn_anew(sent)


def test_an_upload_is_read_as_it_comes() -> None:
    sent = written("PNG")

    assert picture_from([sent[:30], sent[30:]]) == drawn_anew(sent)


def test_an_upload_that_is_too_large_is_not_read_to_its_end() -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 1_000_000
            yield b"\0" * 1_000_000

    with pytest.raises(NotAPicture, match="larger than 10 megabytes"):
        picture_from(endless())
    assert read == MOST_BYTES + 1_000_000

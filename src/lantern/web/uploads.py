"""An upload never touches the disk, where its place and maker would stay: it is held in memory, and cut where large."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from lantern.gateways.files import MOST_BYTES


class HeldInMemory(FileUploadHandler):
    """Hold one byte more than may be taken, so that what reads it can say that it is too large."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.held += raw_data[: MOST_BYTES + 1 - len(self.held)]

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        return InMemoryUploadedFile(
            file=io.BytesIO(bytes(self.held)),
            field_name=self.field_name,
            name="photograph",  # its own may be a child's name
            content_type=self.content_type,
            size=len(self.held),
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

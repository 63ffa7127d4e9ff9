# SPDX-License-Identifier: Apache-2.0
"""Multipart uploads to a bucket; browsers send the parts to it directly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from chassis.storage.multipart import (
    MultipartUpload,
    MultipartUploadMissing,
    PartsDiffer,
    StoredPart,
)
from chassis.storage.port import StoredObject, checked_key

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

Translation = Callable[[str], AbstractContextManager[None]]


class S3Multipart:
    """Unfinished objects of one bucket."""

    def __init__(
        self,
        bucket: str,
        *,
        client: Callable[[], S3Client],
        public_client: Callable[[], S3Client],
        translated_errors: Translation,
        stored: Callable[[str], StoredObject],
    ) -> None:
        self._bucket = bucket
        self._client = client
        self._public_client = public_client
        self._translated_errors = translated_errors
        self._stored = stored

    def begin(self, key: str, *, content_type: str, part_bytes: int) -> MultipartUpload:
        with self._translated_errors(key):
            answer = self._client().create_multipart_upload(
                Bucket=self._bucket, Key=checked_key(key), ContentType=content_type
            )
        return MultipartUpload(key, part_bytes, answer["UploadId"])

    def presign_part(
        self, upload: MultipartUpload, number: int, *, size_bytes: int, expires_in: float
    ) -> str:
        parameters = {
            "Bucket": self._bucket,
            "Key": checked_key(upload.key),
            "UploadId": upload.name,
            "PartNumber": number,
            # The signature covers the header, so that a part of another size is refused.
            "ContentLength": size_bytes,
        }
        with self._translated_errors(upload.key):
            return self._public_client().generate_presigned_url(
                "upload_part", Params=parameters, ExpiresIn=int(expires_in)
            )

    def list_parts(self, upload: MultipartUpload) -> list[StoredPart]:
        found: list[StoredPart] = []
        with self._translated_errors(upload.key):
            pages = self._client().get_paginator("list_parts")
            for page in pages.paginate(
                Bucket=self._bucket, Key=checked_key(upload.key), UploadId=upload.name
            ):
                found += (
                    StoredPart(one["PartNumber"], one["Size"], one["ETag"].strip('"'))
                    for one in page.get("Parts", ())
                )
        return sorted(found, key=lambda one: one.number)

    def complete(self, upload: MultipartUpload, parts: Sequence[StoredPart]) -> StoredObject:
        if list(parts) != self.list_parts(upload) or not parts:
            raise PartsDiffer(upload.key)
        with self._translated_errors(upload.key):
            self._client().complete_multipart_upload(
                Bucket=self._bucket,
                Key=checked_key(upload.key),
                UploadId=upload.name,
                MultipartUpload={
                    "Parts": [{"PartNumber": one.number, "ETag": one.etag} for one in parts]
                },
            )
        return self._stored(upload.key)

    def abort(self, upload: MultipartUpload) -> None:
        try:
            with self._translated_errors(upload.key):
                self._client().abort_multipart_upload(
                    Bucket=self._bucket, Key=checked_key(upload.key), UploadId=upload.name
                )
        except MultipartUploadMissing:
            return

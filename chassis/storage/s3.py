# SPDX-License-Identifier: Apache-2.0
"""Object storage with the S3 API, at Amazon or elsewhere; boto3 is loaded at first use."""

from __future__ import annotations

import contextlib
import copy
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from chassis.storage.port import (
    AlreadyStored,
    ListedObject,
    ObjectMissing,
    StorageUnavailable,
    StoredObject,
    UploadForm,
    checked_folder,
    checked_key,
    checked_prefix,
)
from chassis.storage.s3_errors import BeyondTheEnd, translated_errors
from chassis.storage.s3_multipart import S3Multipart
from chassis.storage.s3_sending import Check, go_on, send_checked
from chassis.storage.serving import disposition

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_s3.type_defs import CopySourceTypeDef, ObjectIdentifierTypeDef

_CHUNK_BYTES = 1 << 20
_SECONDS_FOR_NGINX = 300
_LARGEST_SINGLE_PUT = 5 << 30


@dataclass(frozen=True, slots=True)
class S3Settings:
    """Where a bucket is; without an endpoint it is Amazon's, without keys boto3 looks for some."""

    bucket: str
    region: str = "us-east-1"
    endpoint_url: str | None = None
    public_endpoint_url: str | None = None
    access_key: str | None = None
    secret_key: str | None = field(default=None, repr=False)
    path_style: bool = False
    is_served_by_nginx: bool = False


class S3Storage:
    """Objects in one bucket; etags are whatever the store computes."""

    def __init__(self, settings: S3Settings) -> None:
        self._settings = settings
        self._bucket = settings.bucket
        self._check: Check = go_on
        self.multipart = S3Multipart(
            settings.bucket,
            client=lambda: self._client,
            public_client=lambda: self._public_client,
            translated_errors=translated_errors,
            stored=self._stored,
        )

    def check_space(self, size_bytes: int = 0) -> None:
        """Do nothing: it is not known how much is free."""

    def check(self) -> None:
        try:
            with translated_errors(self._bucket):
                self._client.head_bucket(Bucket=self._bucket)
        except ObjectMissing as error:
            raise StorageUnavailable("the bucket does not exist") from error

    def interruptible(self, check: Check) -> S3Storage:
        # The copy has the client, too, which takes long to make.
        _ = self._client
        storage = copy.copy(self)
        storage._check = check
        return storage

    def put_file(
        self,
        key: str,
        path: Path,
        *,
        content_type: str,
        if_absent: bool = False,
        sha256: str | None = None,
        take: bool = False,
    ) -> StoredObject:
        if if_absent and path.stat().st_size <= _LARGEST_SINGLE_PUT:
            with path.open("rb") as body:
                return self._put_once(key, body, content_type)
        with path.open("rb") as body:
            existing = self.head(key) if if_absent else None
            return existing or self._put(key, body, content_type)

    def expect(self, path: Path) -> None:
        """Do nothing: a bucket waits for no disk of ours."""

    def put_bytes(
        self, key: str, data: bytes, *, content_type: str, if_absent: bool = False
    ) -> StoredObject:
        put = self._put_once if if_absent else self._put
        return put(key, io.BytesIO(data), content_type)

    def fetch(self, key: str, path: Path) -> None:
        with translated_errors(key):
            self._client.download_file(self._bucket, checked_key(key), str(path))

    def local_path(self, key: str) -> Path | None:
        checked_key(key)
        return None

    def nginx_path(self, key: str) -> str | None:
        if not self._settings.is_served_by_nginx:
            return None
        named = {"Bucket": self._bucket, "Key": checked_key(key)}
        signed = urlsplit(
            self._client.generate_presigned_url(
                "get_object", Params=named, ExpiresIn=_SECONDS_FOR_NGINX
            )
        )
        return f"{signed.path}?{signed.query}"

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        self._stored(key)
        return self._read(key, start, length) if length != 0 else iter(())

    def head(self, key: str) -> StoredObject | None:
        try:
            with translated_errors(key):
                answer = self._client.head_object(Bucket=self._bucket, Key=checked_key(key))
        except ObjectMissing:
            return None
        return StoredObject(
            key, answer["ContentLength"], answer["ETag"].strip('"'), answer["ContentType"]
        )

    def delete(self, key: str) -> None:
        with translated_errors(key):
            self._client.delete_object(Bucket=self._bucket, Key=checked_key(key))

    def delete_prefix(self, prefix: str) -> int:
        keys = [item.key for item in self.list(checked_folder(prefix))]
        for first in range(0, len(keys), 1000):
            batch: list[ObjectIdentifierTypeDef] = [
                {"Key": key} for key in keys[first : first + 1000]
            ]
            with translated_errors(prefix):
                answer = self._client.delete_objects(
                    Bucket=self._bucket, Delete={"Objects": batch, "Quiet": True}
                )
            if answer.get("Errors"):
                raise StorageUnavailable(f"not all of {prefix} could be deleted")
        return len(keys)

    def list(self, prefix: str = "") -> Iterator[ListedObject]:
        checked_prefix(prefix)
        with translated_errors(prefix):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket, Prefix=prefix):
                for item in page.get("Contents", ()):
                    etag = item["ETag"].strip('"')
                    yield ListedObject(item["Key"], item["Size"], etag, item["LastModified"])

    def copy(self, source: str, target: str) -> StoredObject:
        origin: CopySourceTypeDef = {"Bucket": self._bucket, "Key": checked_key(source)}
        with translated_errors(source):
            self._client.copy(origin, self._bucket, checked_key(target))
        return self._stored(target)

    def presign_get(
        self,
        key: str,
        *,
        expires_in: float,
        content_type: str | None = None,
        filename: str | None = None,
        attachment: bool = False,
    ) -> str:
        parameters = {
            "Bucket": self._bucket,
            "Key": checked_key(key),
            "ResponseContentDisposition": disposition(filename, attachment),
        }
        if content_type:
            parameters["ResponseContentType"] = content_type
        with translated_errors(key):
            return self._public_client.generate_presigned_url(
                "get_object", Params=parameters, ExpiresIn=int(expires_in)
            )

    def presign_upload(
        self, key: str, *, max_bytes: int, content_type: str, expires_in: float
    ) -> UploadForm:
        exact = {"Content-Type": content_type, "success_action_status": "201"}
        conditions = [*({name: value} for name, value in exact.items())]
        with translated_errors(key):
            form = self._public_client.generate_presigned_post(
                self._bucket,
                checked_key(key),
                Fields=dict(exact),
                Conditions=[*conditions, ["content-length-range", 1, max_bytes]],
                ExpiresIn=int(expires_in),
            )
        return UploadForm(form["url"], form["fields"])

    @cached_property
    def _client(self) -> S3Client:
        return self._connect(self._settings.endpoint_url)

    @cached_property
    def _public_client(self) -> S3Client:
        """Signs for browsers; it never connects."""
        return self._connect(self._settings.public_endpoint_url or self._settings.endpoint_url)

    def _connect(self, endpoint_url: str | None) -> S3Client:
        import boto3
        from botocore.config import Config

        settings = self._settings
        config = Config(
            signature_version="s3v4",
            connect_timeout=5,
            read_timeout=60,
            retries={"total_max_attempts": 4, "mode": "standard"},
            s3={"addressing_style": "path" if settings.path_style else "virtual"},
            # Stores other than Amazon's do not all know the newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        return boto3.Session().client(
            "s3",
            region_name=settings.region,
            endpoint_url=endpoint_url,
            aws_access_key_id=settings.access_key,
            aws_secret_access_key=settings.secret_key,
            config=config,
        )

    def _put(self, key: str, body: IO[bytes], content_type: str) -> StoredObject:
        with translated_errors(key):
            send_checked(
                self._client,
                body,
                bucket=self._bucket,
                key=checked_key(key),
                content_type=content_type,
                check=self._check,
            )
        return self._stored(key)

    def _put_once(self, key: str, body: IO[bytes], content_type: str) -> StoredObject:
        with contextlib.suppress(AlreadyStored), translated_errors(key):
            self._client.put_object(
                Bucket=self._bucket,
                Key=checked_key(key),
                Body=body,
                ContentType=content_type,
                IfNoneMatch="*",
            )
        return self._stored(key)

    def _stored(self, key: str) -> StoredObject:
        stored = self.head(key)
        if stored is None:
            raise ObjectMissing(key)
        return stored

    def _read(self, key: str, start: int, length: int | None) -> Iterator[bytes]:
        end = "" if length is None else start + length - 1
        with contextlib.suppress(BeyondTheEnd), translated_errors(key):
            answer = self._client.get_object(
                Bucket=self._bucket, Key=key, Range=f"bytes={start}-{end}"
            )
            with contextlib.closing(answer["Body"]) as body:
                yield from body.iter_chunks(_CHUNK_BYTES)

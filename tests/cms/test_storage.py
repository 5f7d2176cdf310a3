"""The storage of a server with a bucket, as the production settings make it."""

import os
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

BUCKET = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "opens-nothing-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "cms.example.org",
    "S3_BUCKET": "files",
    "S3_REGION": "eu-north-1",
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "opens nothing",
}
ASK = """
from django.core.files.storage import default_storage as storage
print(storage.url("original_images/strand.jpg"), storage.default_acl)
"""


def test_nothing_in_the_bucket_is_public() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASK], env={**os.environ, **BUCKET}, capture_output=True, text=True, check=True
    )

    url, acl = asked.stdout.split()
    signed = parse_qs(urlsplit(url).query)
    assert urlsplit(url).path.endswith("/original_images/strand.jpg")
    assert signed["X-Amz-Expires"] == ["3600"]
    assert signed["X-Amz-Signature"]
    # Without one of its own a file has the bucket's, which is private.
    assert acl == "None"

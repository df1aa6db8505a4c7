"""Bytes to send: small files that are what their names say."""

from django.core.files.uploadedfile import SimpleUploadedFile

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 40
GIF = b"GIF89a" + b"\0" * 20
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 20
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 20
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj\n"
ZIP = b"PK\x03\x04\x14\0\0\0\x08\0" + b"\0" * 30
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + b"\0" * 20
EXE = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + b"\0" * 60
SCRIPT = b"#!/bin/sh\nrm -rf /\n"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def upload(name: str = "screen.png", content: bytes = PNG, content_type: str = "text/html"):
    """As a browser sends it; the type that it claims is never believed."""
    return SimpleUploadedFile(name, content, content_type)

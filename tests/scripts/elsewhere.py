"""What other programs do to a report, as raw incremental updates.

elsewhere.py sign IN OUT FIELD CERTIFICATE KEY DIGEST [MESSAGE]   signs a field with openssl, or with a given message
elsewhere.py alter IN OUT                                         exchanges the content of the first page
elsewhere.py rewrite IN OUT                                       writes the information dictionary in another notation
elsewhere.py overlay IN OUT                                       adds a field "New" over the first page
"""

import datetime
import os
import re
import subprocess
import sys
import tempfile


def last(pattern, data):
    return re.findall(pattern, data)[-1]


def body(data, number):
    return last(rb"(?s)\n%d 0 obj\s*<<(.*?)>>\s*endobj" % number, data)


def update(data, objects):
    """The file with objects, by their numbers, and a table of them."""
    size = max([int(last(rb"/Size (\d+)", data)), *(number + 1 for number in objects)])
    start = int(last(rb"startxref\s+(\d+)", data))
    root, info = last(rb"/Root (\d+ 0 R)", data), last(rb"/Info (\d+ 0 R)", data)
    table = b"xref\n0 1\n0000000000 65535 f \n"
    for number, text in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    trailer = b"trailer\n<</Size %d/Root %s/Info %s/Prev %d>>\n" % (size, root, info, start)
    return data + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(data)


def sign(data, field, certificate, key, digest, message=None):
    room = 8000
    number = int(last(rb"\n(\d+) 0 obj\s*<<(?:(?!endobj).)*?/T\s*\(%s\)" % field.encode(), data))
    signature = int(last(rb"/Size (\d+)", data))
    now = datetime.datetime.now(datetime.timezone.utc).strftime("D:%Y%m%d%H%M%SZ").encode()
    unknown = b"[0 9999999999 9999999999 9999999999]"
    earlier = len(data)
    data = update(data, {
        number: b"<<%s/V %d 0 R>>" % (body(data, number), signature),
        signature: b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/M(%s)/ByteRange%s"
                   b"/Contents<%s>>>" % (now, unknown, b"0" * room),
    })
    start = data.index(b"/Contents<", data.index(unknown, earlier)) + 9
    end = start + room + 2
    covered = (b"[0 %d %d %d]" % (start, end, len(data) - end)).ljust(len(unknown))
    data = data.replace(unknown, covered)
    if message is None:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "content")
            open(path, "wb").write(data[:start] + data[end:])
            message = subprocess.run(
                ["openssl", "cms", "-sign", "-binary", "-in", path, "-signer", certificate, "-inkey", key,
                 "-md", digest, "-outform", "DER"], check=True, capture_output=True).stdout
    else:
        message = message.encode()
    return data[:start + 1] + message.hex().encode().ljust(room, b"0") + data[end - 1:]


def alter(data):
    content = int(re.findall(rb"/Contents (\d+) 0 R", data)[0])
    return update(data, {content: b"<</Length 17>>stream\nBT (Forged) Tj ET\nendstream"})


def rewrite(data):
    number = int(last(rb"/Info (\d+) 0 R", data))
    literal = lambda found: b"(" + b"".join(b"\\%03o" % byte for byte in bytes.fromhex(found[1].decode())) + b")"
    return update(data, {number: b"<<%s>>" % re.sub(rb"<([0-9A-Fa-f]+)>", literal, body(data, number))})


def overlay(data):
    form = int(last(rb"/AcroForm (\d+) 0 R", data))
    page = int(re.findall(rb"\n(\d+) 0 obj\s*<<(?:(?!endobj).)*?/Type\s*/Page\b", data)[0])
    field = int(last(rb"/Size (\d+)", data))
    reference = b"%d 0 R" % field
    text = body(data, page)
    listed, count = re.subn(rb"/Annots\s*\[([^\]]*)\]", rb"/Annots[\1 %s]" % reference, text)
    with_annotation = listed if count else text + b"/Annots[%s]" % reference
    fields = re.sub(rb"/Fields\s*\[([^\]]*)\]", rb"/Fields[\1 %s]" % reference, body(data, form))
    return update(data, {
        form: b"<<%s>>" % fields,
        page: b"<<%s>>" % with_annotation,
        field: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(New)/F 132/P %d 0 R/Rect[0 0 595 842]>>" % page,
    })


_, command, source, target, *rest = sys.argv
changed = {"sign": sign, "alter": alter, "rewrite": rewrite, "overlay": overlay}[command](open(source, "rb").read(), *rest)
open(target, "wb").write(changed)

"""Reads pages as a browser does, without forgiving anything. Usage: html.py PAGE…; prints which elements each has."""
import collections
import html5lib
import json
import sys

for path in sys.argv[1:]:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    with open(path, "rb") as page:
        tree = parser.parse(page, override_encoding="utf-8")
    found = collections.Counter(e.tag for e in tree.iter() if isinstance(e.tag, str))
    text = "".join(tree.itertext())
    print(json.dumps({"elements": found, "text": text}))

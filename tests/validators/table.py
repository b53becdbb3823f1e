"""Reads tables as a script of a user does. Usage: table.py TABLE…; prints the rows of each as JSON."""
import csv
import json
import sys

for path in sys.argv[1:]:
    with open(path, encoding="utf-8", newline="") as table:
        print(json.dumps(list(csv.reader(table, strict=True))))

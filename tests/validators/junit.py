"""Holds JUnit reports against the schema of Jenkins. Usage: junit.py SCHEMA REPORT…; prints what is wrong."""
import sys
import xmlschema

schema = xmlschema.XMLSchema(sys.argv[1])
wrong = [f"{path}: {error.reason} at {error.path}" for path in sys.argv[2:] for error in schema.iter_errors(path)]
print("\n".join(wrong), end="")
sys.exit(bool(wrong))

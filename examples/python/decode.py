#!/usr/bin/env python3
"""Decodes messages of the CTI Server protocol (GED-188) with nothing but ged188.json.

Reads hexadecimal lines (blanks and # comments allowed) from standard input and writes one JSON
object a line. Usage: decode.py [--protocol N] [ged188.json]
"""

import argparse
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
PROTOCOL_JSON = HERE.parent.parent / "generated" / "json" / "ged188.json"
ARRAYS = ("array", "columns")  # The styles of lists whose fields hold any number of values.


class Refused(Exception):
    """What is wrong with a message, and the byte where it is."""


class Decoder:
    """The document, with its items by name or number."""

    def __init__(self, document):
        self.wire = document["wire"]
        self.versions = (document["first_version"], document["last_version"])
        self.header = sum(field["bytes"] for field in self.wire["header"])
        self.messages = {message["number"]: message for message in document["messages"]}
        for kind in ("types", "entries", "enumerations", "masks"):
            setattr(self, kind, {item["name"]: item for item in document[kind]})

    def decode(self, frame, session):
        """One message: a line of the output."""
        if len(frame) < self.header:
            raise Refused("the header is cut", 0)
        length, number = (
            integer(frame[field["offset"] :][: field["bytes"]]) for field in self.wire["header"]
        )
        if len(frame) != self.header + length or len(frame) > self.wire["frame_limit"]:
            raise Refused(f"the header tells {length} bytes, {len(frame) - self.header} follow", 0)
        body = frame[self.header :]
        message = self.messages.get(number)
        line = {"message": message and message["name"], "type": number, "protocol": session}
        if not message or message["body"] == "unpublished":
            line["body"] = body.hex()
        elif message["body"] == "header_only":
            line["fields"] = {"trailing": body.hex()} if body else {}
        else:
            parts = message["body"]["parts"]
            line["protocol"] = version = self.version(parts, body, session)
            line["fields"] = self.parts(parts, body, version)
        return line

    def version(self, parts, body, session):
        """The version in which a message is written: some name it themselves."""
        for field in parts["layouts"][0]["fields"]:
            data = body[field["offset"] :][: field["bytes"]]
            if field["name"] == parts.get("version_from") and len(data) == field["bytes"]:
                return min(max(integer(data), self.versions[0]), self.versions[1])
        return session

    def parts(self, parts, body, version):
        """The fixed part, then the floating part."""
        fields, end = {}, 0
        for field in self.layout(parts, body, version)["fields"]:
            if not has(field, version):
                continue
            end = field["offset"] + field["bytes"]
            if end > len(body):
                raise Refused(f"{field['name']} is cut", self.header + field["offset"])
            if "counts" not in field:
                data = body[field["offset"] : end]
                fields[field["name"]] = self.value(field, data, version)
        scope = Scope(self, parts.get("floating", []), version)
        for tag, data in self.floating_fields(body, end, version):
            scope.take(tag, data)
        fields.update(scope.values())
        return fields

    def layout(self, parts, body, version):
        """The layout of the fixed part: the first that fits."""
        layouts = parts["layouts"]
        return next((l for l in layouts if self.is_for(l, parts, body, version)), layouts[0])

    def is_for(self, layout, parts, body, version):
        """Whether a layout is for a body."""
        def is_shape(shape):
            try:
                rest = list(self.floating_fields(body, shape["fixed_bytes"], version))
            except Refused:
                return False
            wanted = [
                (item["field"]["tag"]["number"], self.size(item["field"]))
                for item in parts.get("floating", [])
                if "field" in item and item["field"]["name"] == shape.get("floating_field")
            ]
            is_long_enough = len(body) >= shape["fixed_bytes"]
            return is_long_enough and [(tag, len(data)) for tag, data in rest] == wanted

        shapes = layout.get("bodies")
        return has(layout, version) and (not shapes or any(map(is_shape, shapes)))

    def floating_fields(self, body, at, version):
        """Tag and data of each floating field from a byte of the body on."""
        wide = version >= self.wire["wide_tags_since"]
        sizes = self.wire["wide_tags" if wide else "narrow_tags"]
        while at < len(body):
            start = at + sizes["tag_bytes"] + sizes["length_bytes"]
            tag = integer(body[at : at + sizes["tag_bytes"]])
            end = start + integer(body[at + sizes["tag_bytes"] : start])
            if start > len(body) or end > len(body):
                raise Refused("a floating field is cut", self.header + at)
            yield tag, body[start:end]
            at = end

    def size(self, field):
        """The size of a field's type, if it has a fixed one."""
        return self.types[field["type"]].get("bytes")

    def fits(self, field, data, style):
        """Whether data fit the type of a field."""
        form, size = self.types[field["type"]]["form"], self.size(field)
        if size:
            return len(data) % size == 0 if style in ARRAYS else len(data) == size
        return {"named_variable": b"\0" in data, "named_array": b"\0" in data[1:]}.get(form, True)

    def parts_of(self, field, data):
        """The values in a field that holds any number of them."""
        size = self.size(field)
        return [data[at : at + size] for at in range(0, len(data), size)]

    def members(self, a_list):
        """The members of the entries of a list."""
        element = a_list["element"]
        if "entry" in element:
            return self.entries[element["entry"]]["members"]
        return [{"field": element["member"]}]

    def value(self, field, data, version):
        """The value of data that fit the type of a field."""
        form = self.types[field["type"]]["form"]
        if form == "text":
            return text(data.removesuffix(b"\0"))
        if form == "bytes":
            return data.hex()
        if form == "named_array":
            return {"index": data[0], **named(data[1:])}
        if form == "named_variable":
            return named(data)
        number = integer(data, signed=form == "signed")
        if form == "bool":
            return {0: False, 1: True}.get(number, number)
        kind, name = next(iter(field.get("meaning", {}).items()), (None, None))
        if kind == "enumeration":
            constants = self.enumerations[name]["values"]
            names = [c["name"] for c in constants if c["value"] == number and has(c, version)]
            return names[0] if names else number
        if kind == "mask":
            bits = [b for b in self.masks[name]["bits"] if 0 != b["value"] == b["value"] & number]
            for bit in bits:
                number &= ~bit["value"]
            return [bit["name"] for bit in bits] + ([hex(number)] if number else [])
        return number


class Scope:
    """The floating part of a message, or a record: the fields that came, by item."""

    def __init__(self, decoder, items, version):
        self.decoder, self.version = decoder, version
        self.items = [pair for item in items for pair in item.items()]  # Kind and content of each.
        self.tags = {}  # By tag: kind and content of the item, and the field in it.
        self.came = {}  # By name of an item: its fields, each with its data.
        self.record, self.records = None, []  # The members of a record; those that came.
        self.known, self.unknown = 0, []
        for kind, item in self.items:
            if item.get("style") == "records":
                self.record = decoder.members(item)
                continue
            fields = [m["field"] for m in decoder.members(item)] if kind == "list" else [item]
            self.tags.update((field["tag"]["number"], (kind, item, field)) for field in fields)

    def take(self, tag, data):
        """Takes a floating field and says whether it was understood."""
        if tag in self.tags:
            understood = self.take_own(tag, data)
        else:
            understood = self.record is not None and self.take_in_record(tag, data)
        self.known += understood
        is_kept_in_record = tag not in self.tags and self.records
        if not understood and not is_kept_in_record:
            self.unknown.append({"tag": tag, "hex": data.hex(), "after": self.known})
        return understood

    def take_own(self, tag, data):
        _, item, field = self.tags[tag]
        if self.holds(tag) or not self.decoder.fits(field, data, item.get("style")):
            return False
        self.came.setdefault(item["name"], []).append((field, data))
        return True

    def take_in_record(self, tag, data):
        """What the open record already holds opens the next."""
        new = Scope(self.decoder, self.record, self.version)
        if (not self.records or self.records[-1].holds(tag)) and new.take(tag, data):
            self.records.append(new)
            return True
        return bool(self.records) and self.records[-1].take(tag, data)

    def holds(self, tag):
        """Whether there is a field or count with a tag; there is always room in a list."""
        kind, item, _ = self.tags.get(tag, ("list", None, None))
        return kind != "list" and item["name"] in self.came

    def values(self):
        """The values in the order of the items."""
        values, came = {}, self.came
        counted = {i["counts"] for kind, i in self.items if kind == "count" and i["name"] in came}
        for kind, item in self.items:
            name = item["name"]
            if kind == "field" and name in came:
                ((field, data),) = came[name]
                values[name] = self.decoder.value(field, data, self.version)
            elif kind == "list":
                entries = self.entries(item)
                if entries or name in came or name in counted or item["counted_in"] == "fixed":
                    values[name] = entries
        if self.unknown:
            values["unknown"] = self.unknown
        return values

    def entries(self, a_list):
        """The entries of a list, told apart by its style."""
        style = a_list["style"]
        if style == "records":
            return [record.values() for record in self.records]
        values = [
            (field["name"], self.decoder.value(field, part, self.version))
            for field, data in self.came.get(a_list["name"], [])
            for part in (self.decoder.parts_of(field, data) if style in ARRAYS else [data])
        ]
        if style == "array":
            return [value for _, value in values]
        if style == "single":  # Named variables have names of their own.
            is_named = lambda value: isinstance(value, dict) and "name" in value
            return [value if is_named(value) else {name: value} for name, value in values]
        order = [member["field"]["name"] for member in self.decoder.members(a_list)]
        entries = []
        for name, value in values:
            if style == "columns":
                entry = next((entry for entry in entries if name not in entry), None)
            else:  # Members come in order, so the last one that an entry has is the furthest.
                is_after = entries and order.index(name) > order.index(list(entries[-1])[-1])
                entry = entries[-1] if is_after else None
            if entry is None:
                entries.append(entry := {})
            entry[name] = value
        return [{name: entry[name] for name in order if name in entry} for entry in entries]


def has(item, version):
    """Whether a version has an item."""
    versions = item.get("versions", {})
    return versions.get("since", 0) <= version <= versions.get("until", 255)


def integer(data, signed=False):
    return int.from_bytes(data, "big", signed=signed)


def text(data):
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"hex": data.hex()}


def hexadecimal(digits):
    try:
        return bytes.fromhex(digits)
    except ValueError:
        raise Refused("these are no pairs of hexadecimal digits", 0) from None


def named(data):
    name, _, value = data.partition(b"\0")
    return {"name": text(name), "value": text(value.removesuffix(b"\0"))}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--protocol", type=int, metavar="N", help="the version of all messages")
    parser.add_argument("document", nargs="?", default=PROTOCOL_JSON, help="ged188.json")
    arguments = parser.parse_args()
    decoder = Decoder(json.loads(pathlib.Path(arguments.document).read_text("utf-8")))
    sys.stdin.reconfigure(errors="replace")
    version, failed = arguments.protocol or 24, False
    for number, line in enumerate(sys.stdin, 1):
        digits = line.partition("#")[0]
        if not digits.strip():
            continue
        try:
            decoded = decoder.decode(hexadecimal(digits), version)
            if arguments.protocol is None:
                version = decoded["protocol"]  # Of the session, once an OPEN_REQ has named it.
        except Refused as error:
            what, offset = error.args
            decoded, failed = {"error": f"line {number}: {what}", "offset": offset}, True
        print(json.dumps(decoded, ensure_ascii=False))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

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
        length, number = (
            integer(frame[field["offset"] :][: field["bytes"]]) for field in self.wire["header"]
        )
        if len(frame) != self.header + length or len(frame) > self.wire["frame_limit"]:
            raise ValueError(f"the header tells {length} bytes, {len(frame) - self.header} follow")
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
                raise ValueError(f"{field['name']} is cut")
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
        return next((l for l in layouts if self.fits(l, parts, body, version)), layouts[0])

    def fits(self, layout, parts, body, version):
        """Whether a layout is for a body."""
        def is_shape(shape):
            try:
                rest = list(self.floating_fields(body, shape["fixed_bytes"], version))
            except ValueError:
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
                raise ValueError("a floating field is cut")
            yield tag, body[start:end]
            at = end

    def size(self, field):
        """The size of a field's type, if it has a fixed one."""
        return self.types[field["type"]].get("bytes")

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
            bits = [bit for bit in self.masks[name]["bits"] if bit["value"] & number == bit["value"]]
            bits = [bit for bit in bits if bit["value"]]
            for bit in bits:
                number &= ~bit["value"]
            return [bit["name"] for bit in bits] + ([hex(number)] if number else [])
        return number


class Scope:
    """The floating part of a message, or a record: what came for each of its items."""

    def __init__(self, decoder, items, version):
        self.decoder, self.items, self.version = decoder, items, version
        self.known, self.unknown, self.records, self.tags = 0, [], [], {}
        self.record_list, self.record_tags, self.came, self.counted = None, {}, {}, set()
        for item in items:
            (kind, content), = item.items()
            if kind != "list":
                self.tags[content["tag"]["number"]] = (kind, content, content, 0)
                continue
            element = content["element"]
            members = decoder.entries[element["entry"]]["members"] if "entry" in element else []
            if content["style"] == "records":
                self.record_list = (content, members)
                self.record_tags = Scope(decoder, members, version).tags
                continue
            fields = [member["field"] for member in members] or [element["member"]]
            for place, field in enumerate(fields):
                self.tags[field["tag"]["number"]] = ("member", field, content, place)

    def take(self, tag, data):
        """A floating field: to the message, else to its open record. True if it was understood."""
        if tag in self.tags:
            taken = self.take_own(tag, data)
        elif tag not in self.record_tags and not self.records:
            taken = False
        else:
            taken = self.take_record(tag, data)
            if not taken and self.records:
                return False  # The record keeps it.
        self.known += taken
        if not taken:
            self.unknown.append({"tag": tag, "hex": data.hex(), "after": self.known})
        return taken

    def take_own(self, tag, data):
        kind, field, owner, place = self.tags[tag]
        if not self.fits(field, data, owner.get("style") in ("array", "columns")):
            return False
        if kind == "member":
            self.came.setdefault(owner["name"], []).append((place, field, data))
        elif tag in self.came:
            return False
        else:
            self.came[tag] = data
            if kind == "count":
                self.counted.add(owner["counts"])
        return True

    def take_record(self, tag, data):
        kind, field, owner, _ = self.record_tags.get(tag, (None, None, {}, 0))
        is_array = owner.get("style") in ("array", "columns")
        fits = field is not None and self.fits(field, data, is_array)
        holds = self.records and tag in self.records[-1].came and kind != "member"
        if fits and (not self.records or holds):
            self.records.append(Scope(self.decoder, self.record_list[1], self.version))
        return bool(self.records) and self.records[-1].take(tag, data)

    def fits(self, field, data, is_array):
        form, size = self.decoder.types[field["type"]]["form"], self.decoder.size(field)
        if size:
            return len(data) % size == 0 if is_array else len(data) == size
        return {"named_variable": b"\0" in data, "named_array": b"\0" in data[1:]}.get(form, True)

    def values(self):
        """The values in the order of the items."""
        values = {}
        for item in self.items:
            (kind, content), = item.items()
            name = content["name"]
            if kind == "field" and content["tag"]["number"] in self.came:
                data = self.came[content["tag"]["number"]]
                values[name] = self.decoder.value(content, data, self.version)
            if kind == "list":
                is_there = content["counted_in"] == "fixed" or name in self.counted
                is_records = content["style"] == "records"
                if is_there or name in self.came or is_records and self.records:
                    values[name] = self.entries(content, self.came.get(name, []))
        if self.unknown:
            values["unknown"] = self.unknown
        return values

    def entries(self, a_list, came):
        """The entries of a list, told apart by its style."""
        style = a_list["style"]
        if style == "records":
            return [record.values() for record in self.records]
        if style in ("array", "columns"):  # A field holds any number of values.
            came = [
                (place, field, data[at : at + self.decoder.size(field)])
                for place, field, data in came
                for at in range(0, len(data), self.decoder.size(field))
            ]
        entries, last, columns = [], None, {}
        for place, field, data in came:
            value = self.decoder.value(field, data, self.version)
            is_plain = style == "array" or isinstance(value, dict) and "name" in value
            if style in ("single", "array"):
                entries.append(value if is_plain else {field["name"]: value})
                continue
            if style == "ordered" and (last is None or place <= last):
                entries.append({})
            row = len(entries) - 1 if style == "ordered" else columns.get(place, 0)
            if row == len(entries):
                entries.append({})
            entries[row][field["name"]] = value
            last, columns[place] = place, row + 1
        if style == "columns":  # Columns may come in any order; members stand in theirs.
            members = self.decoder.entries[a_list["element"]["entry"]]["members"]
            order = [member["field"]["name"] for member in members]
            entries = [{name: e[name] for name in order if name in e} for e in entries]
        return entries


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


def named(data):
    name, _, value = data.partition(b"\0")
    return {"name": text(name), "value": text(value.removesuffix(b"\0"))}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--protocol", type=int, metavar="N", help="the version of all messages")
    parser.add_argument("document", nargs="?", default=PROTOCOL_JSON, help="ged188.json")
    arguments = parser.parse_args()
    decoder = Decoder(json.loads(pathlib.Path(arguments.document).read_text("utf-8")))
    version, failed = arguments.protocol or 24, False
    for number, line in enumerate(sys.stdin, 1):
        digits = line.partition("#")[0]
        if not digits.strip():
            continue
        try:
            decoded = decoder.decode(bytes.fromhex(digits), version)
            if arguments.protocol is None:
                version = decoded["protocol"]  # Of the session, once an OPEN_REQ has named it.
        except ValueError as error:
            decoded, failed = {"error": f"line {number}: {error}"}, True
        print(json.dumps(decoded, ensure_ascii=False))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

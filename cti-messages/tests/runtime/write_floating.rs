//! Writing floating fields of which there can be one, and unknown fields among them.

use cti_messages::{NamedArray, NamedVariable, ProtocolVersion, Secret, Tag, Text, UnknownField};

use crate::fixture::{FloatingReq, LatelyEvent, Mood, QueueId, SeatId};
use crate::tables::{SAME, assert_writings};

const V14: ProtocolVersion = ProtocolVersion::V14;
const V15: ProtocolVersion = ProtocolVersion::V15;
const V18: ProtocolVersion = ProtocolVersion::V18;
const V19: ProtocolVersion = ProtocolVersion::V19;
const V20: ProtocolVersion = ProtocolVersion::V20;
const V21: ProtocolVersion = ProtocolVersion::V21;
const V22: ProtocolVersion = ProtocolVersion::V22;
const V24: ProtocolVersion = ProtocolVersion::V24;

/// A request with what is required.
fn request() -> FloatingReq<'static> {
    FloatingReq {
        number: Some(1),
        ..FloatingReq::default()
    }
}

fn named(name: &'static str) -> FloatingReq<'static> {
    FloatingReq {
        name: Some(name.into()),
        ..request()
    }
}

fn with_data(length: usize) -> FloatingReq<'static> {
    FloatingReq {
        data: Some(vec![7; length].into()),
        ..request()
    }
}

fn variable(name: &[u8], value: &[u8]) -> FloatingReq<'static> {
    let (name, value) = (Text::from(name.to_vec()), Text::from(value.to_vec()));
    FloatingReq {
        variable: Some(NamedVariable::new(name, value)),
        ..request()
    }
}

fn element(name: &[u8], value: &[u8]) -> FloatingReq<'static> {
    let (name, value) = (Text::from(name.to_vec()), Text::from(value.to_vec()));
    FloatingReq {
        element: Some(NamedArray::new(9, name, value)),
        ..request()
    }
}

fn unknown(fields: &[(u16, &'static [u8], u32)]) -> Vec<UnknownField<'static>> {
    let field = |(tag, data, after): &(u16, &'static [u8], u32)| UnknownField {
        tag: Tag(*tag),
        data: (*data).into(),
        after: *after,
    };
    fields.iter().map(field).collect()
}

#[test]
fn fields_come_in_the_order_of_the_specification() {
    let whole = FloatingReq {
        number: Some(1),
        name: Some("ab".into()),
        variable: Some(NamedVariable::new("a", "bc")),
        element: Some(NamedArray::new(3, "a", "b")),
        password: Some(Secret("s".into())),
        queue_id: Some(QueueId::NULL),
        mood: Some(Mood::GOOD),
        seat_id: Some(SeatId(255)),
        ..FloatingReq::default()
    };
    assert_writings(&[(
        "every form",
        V14,
        whole,
        "01 04 00000001  02 03 616200  04 05 6100 626300  05 05 03 6100 6200  06 02 7300 \
         07 04 ffffffff  08 02 0000  09 01 ff",
        SAME,
    )]);
}

#[test]
fn strict_writing_asks_for_what_the_guide_requires() {
    let late = |late| FloatingReq { late, ..request() };
    let outside = "FLOATING_REQ, Data: the field does not exist in this protocol version";
    assert_writings(&[
        (
            "a required field is missing",
            V14,
            FloatingReq::default(),
            "",
            "FLOATING_REQ, Number: the required field is missing",
        ),
        ("not required yet", V19, request(), "01 04 00000001", SAME),
        (
            "required from this version on",
            V20,
            request(),
            "0001 0004 00000001",
            "FLOATING_REQ, Late: the required field is missing",
        ),
        (
            "there",
            V20,
            late(Some(-2)),
            "0001 0004 00000001 012c 0002 fffe",
            SAME,
        ),
        (
            "a tag that the version cannot carry",
            V19,
            late(Some(-2)),
            "FLOATING_REQ, Late: tag 300 does not fit the one-byte tags of this protocol version",
            "FLOATING_REQ, Late: the field does not exist in this protocol version",
        ),
        (
            "before the versions",
            V14,
            with_data(1),
            "01 04 00000001 03 01 07",
            outside,
        ),
        (
            "in the versions",
            V15,
            with_data(1),
            "01 04 00000001 03 01 07",
            SAME,
        ),
        (
            "after the versions",
            V21,
            FloatingReq {
                late: Some(0),
                ..with_data(1)
            },
            "0001 0004 00000001 0003 0001 07 012c 0002 0000",
            outside,
        ),
    ]);
}

#[test]
fn strict_writing_asks_for_the_maximum_of_the_version() {
    assert_writings(&[
        (
            "the old maximum, with the NUL",
            V18,
            named("abc"),
            "01 04 00000001 02 04 61626300",
            SAME,
        ),
        (
            "longer",
            V18,
            named("abcd"),
            "01 04 00000001 02 05 6162636400",
            "FLOATING_REQ, Name: the field has 5 bytes of data, but at most 4 are allowed",
        ),
        (
            "the new maximum",
            V19,
            named("abcdefg"),
            "01 04 00000001 02 08 6162636465666700",
            SAME,
        ),
        (
            "longer than that",
            V19,
            named("abcdefgh"),
            "01 04 00000001 02 09 616263646566676800",
            "FLOATING_REQ, Name: the field has 9 bytes of data, but at most 8 are allowed",
        ),
        (
            "the maximum of bytes",
            V15,
            with_data(4),
            "01 04 00000001 03 04 07070707",
            SAME,
        ),
        (
            "bytes, longer",
            V15,
            with_data(5),
            "01 04 00000001 03 05 0707070707",
            "FLOATING_REQ, Data: the field has 5 bytes of data, but at most 4 are allowed",
        ),
    ]);
}

#[test]
fn a_name_and_a_value_have_their_maxima() {
    let number = |rest: &str| format!("01 04 00000001 {rest}");
    let rows: [(&str, FloatingReq<'_>, &str, &str); 12] = [
        (
            "name and value",
            variable(b"abc", b"12345"),
            "04 0a 61626300 313233343500",
            SAME,
        ),
        (
            "a longer name",
            variable(b"abcd", b""),
            "04 06 6162636400 00",
            "FLOATING_REQ, Variable: the name of the variable has 5 bytes, but at most 4 are \
             allowed",
        ),
        (
            "a longer value",
            variable(b"a", b"123456"),
            "04 09 6100 31323334353600",
            "FLOATING_REQ, Variable: the value of the variable has 7 bytes, but at most 6 are \
             allowed",
        ),
        (
            "no name",
            variable(b"", b"1"),
            "04 03 00 3100",
            "FLOATING_REQ, Variable: the name of the variable is empty",
        ),
        (
            "too long altogether",
            variable(b"abc", b"12345678"),
            "04 0d 61626300 313233343536373800",
            "FLOATING_REQ, Variable: the field has 13 bytes of data, but at most 12 are allowed",
        ),
        (
            "a value with a NUL",
            variable(b"a", b"\0"),
            "04 04 6100 0000",
            SAME,
        ),
        (
            "an element",
            element(b"abc", b"12345"),
            "05 0b 09 61626300 313233343500",
            SAME,
        ),
        (
            "an element with a longer name",
            element(b"abcd", b""),
            "05 07 09 6162636400 00",
            "FLOATING_REQ, Element: the name of the variable has 5 bytes, but at most 4 are \
             allowed",
        ),
        (
            "an element with a longer value",
            element(b"a", b"123456"),
            "05 0a 09 6100 31323334353600",
            "FLOATING_REQ, Element: the value of the variable has 7 bytes, but at most 6 are \
             allowed",
        ),
        (
            "an element without a name",
            element(b"", b"1"),
            "05 04 09 00 3100",
            "FLOATING_REQ, Element: the name of the variable is empty",
        ),
        (
            "a NUL in a name",
            variable(b"a\0b", b""),
            "FLOATING_REQ, Variable: a name holds a NUL byte, which would end it",
            SAME,
        ),
        (
            "a NUL in the name of an element",
            element(b"\0", b""),
            "FLOATING_REQ, Element: a name holds a NUL byte, which would end it",
            SAME,
        ),
    ];
    for (rule, value, lenient, strict) in rows {
        let with_number = |text: &str| match text.starts_with('0') {
            true => number(text),
            false => text.to_owned(),
        };
        let (lenient, strict) = (with_number(lenient), with_number(strict));
        assert_writings(&[(rule, V14, value, &lenient, &strict)]);
    }
}

/// Values whose data fill what one byte of length can tell. `make` makes one whose text has so many
/// bytes and ends with this one; `before` is what stands before that text in the data; `maximum`
/// is what the guide allows.
fn check_lengths(
    field: &str,
    start: &str,
    before: &str,
    maximum: usize,
    make: impl Fn(usize, u8) -> FloatingReq<'static>,
) {
    let used = crate::tables::bytes(before).len();
    let body = |rest: String| format!("01 04 00000001 {start} ff {before} {rest}");
    let too_wide = |length: usize| {
        format!(
            "FLOATING_REQ, {field}: {length} bytes of data exceed the field length of this \
             protocol version"
        )
    };
    let too_long = format!(
        "FLOATING_REQ, {field}: the field has 255 bytes of data, but at most {maximum} are allowed"
    );
    assert_writings(&[
        (
            "room for the NUL",
            V14,
            make(254 - used, b'x'),
            &body("78".repeat(254 - used) + "00"),
            &too_long,
        ),
        (
            "no room for the NUL: as a peer may send it",
            V14,
            make(255 - used, b'x'),
            &body("78".repeat(255 - used)),
            &too_wide(256),
        ),
        (
            "no room for the NUL, and a reader would take another one away",
            V14,
            make(255 - used, 0),
            &too_wide(256),
            SAME,
        ),
        (
            "no room for the text",
            V14,
            make(256 - used, b'x'),
            &too_wide(257),
            SAME,
        ),
    ]);
}

#[test]
fn a_length_tells_as_much_as_it_is_wide() {
    let ending_in = |length: usize, last: u8| {
        let mut text = vec![b'x'; length];
        text[length - 1] = last;
        text
    };
    let name = |length, last| FloatingReq {
        name: Some(ending_in(length, last).into()),
        ..request()
    };
    check_lengths("Name", "02", "", 4, name);
    check_lengths("Variable", "04", "6e6d00", 12, |length, last| {
        variable(b"nm", &ending_in(length, last))
    });
    check_lengths("Element", "05", "09 6e6d00", 12, |length, last| {
        element(b"nm", &ending_in(length, last))
    });

    let bytes = format!("01 04 00000001 03 ff {}", "07".repeat(255));
    let long = |length: usize| FloatingReq {
        name: Some("x".repeat(length).into()),
        ..request()
    };
    let limit = "FLOATING_REQ: the message would have 65555 bytes, but the limit is 12500";
    let strict = |length: usize| {
        format!(
            "FLOATING_REQ, Name: the field has {length} bytes of data, but at most 8 are allowed"
        )
    };
    let too_wide = |length: usize| {
        format!(
            "FLOATING_REQ, Name: {length} bytes of data exceed the field length of this \
             protocol version"
        )
    };
    assert_writings(&[
        (
            "the most bytes",
            V15,
            with_data(255),
            &bytes,
            "FLOATING_REQ, Data: the field has 255 bytes of data, but at most 4 are allowed",
        ),
        (
            "more bytes than that",
            V15,
            with_data(256),
            "FLOATING_REQ, Data: 256 bytes of data exceed the field length of this protocol \
             version",
            "FLOATING_REQ, Data: the field has 256 bytes of data, but at most 4 are allowed",
        ),
        (
            "two bytes of length",
            V20,
            long(65_534),
            limit,
            &strict(65_535),
        ),
        (
            "two bytes of length, no room for the NUL",
            V20,
            long(65_535),
            limit,
            &too_wide(65_536),
        ),
        (
            "more than two bytes of length",
            V20,
            long(65_536),
            &too_wide(65_537),
            SAME,
        ),
    ]);
}

#[test]
fn unknown_fields_stand_where_they_are_read_back() {
    let with = |fields| FloatingReq {
        name: Some("a".into()),
        unknown: unknown(fields),
        ..request()
    };
    let misplaced =
        "FLOATING_REQ: the unknown field with tag 99 would be read back at another place";
    let is_known = |tag: u16| {
        format!(
            "FLOATING_REQ: the unknown field with tag {tag} would be read back as a known field"
        )
    };
    let (known_1, known_2, known_8) = (is_known(1), is_known(2), is_known(8));
    assert_writings(&[
        (
            "before, between and after the known ones",
            V14,
            with(&[(99, b"", 0), (98, b"\x07", 0), (99, b"", 1), (99, b"", 2)]),
            "63 00  62 01 07  01 04 00000001  63 00  02 02 6100  63 00",
            SAME,
        ),
        (
            "two bytes of tag and length",
            V19,
            with(&[(255, b"\x07", 2)]),
            "01 04 00000001  02 02 6100  ff 01 07",
            SAME,
        ),
        (
            "behind the last place",
            V14,
            with(&[(99, b"", 3)]),
            misplaced,
            SAME,
        ),
        (
            "out of order",
            V14,
            with(&[(98, b"", 1), (99, b"", 0)]),
            misplaced,
            SAME,
        ),
        (
            "the tag of a field that is not there",
            V14,
            with(&[(8, b"\0\0", 2)]),
            &known_8,
            SAME,
        ),
        (
            "the tag of a field that stands before it",
            V14,
            with(&[(2, b"b\0", 2)]),
            "01 04 00000001  02 02 6100  02 02 6200",
            &known_2,
        ),
        (
            "the tag of a field that comes later",
            V14,
            with(&[(2, b"b\0", 1)]),
            &known_2,
            SAME,
        ),
        (
            "data that do not fit the field of this tag",
            V14,
            with(&[(1, b"\0\0\x01", 0)]),
            "01 03 000001  01 04 00000001  02 02 6100",
            &known_1,
        ),
        (
            "a tag that the version cannot carry",
            V14,
            with(&[(301, b"", 0)]),
            "FLOATING_REQ: tag 301 does not fit the one-byte tags of this protocol version",
            SAME,
        ),
        (
            "more data than the length can tell",
            V14,
            with(&[(99, &[7; 256], 0)]),
            "FLOATING_REQ: 256 bytes of data exceed the field length of this protocol version",
            SAME,
        ),
    ]);
}

#[test]
fn windows_lie_among_the_versions_with_wide_tags_too() {
    let early = LatelyEvent {
        early: Some(1),
        ..LatelyEvent::default()
    };
    let late = |late: &'static str| LatelyEvent {
        fixed: Some(7),
        late: Some(late.into()),
        ..LatelyEvent::default()
    };
    let names = LatelyEvent {
        names: Some(vec!["x".into()]),
        ..LatelyEvent::default()
    };
    let listed = "0003 0002 7800  0004 0001 01";
    assert_writings(&[
        ("the last version", V21, early.clone(), "0001 0001 01", SAME),
        (
            "the first version without",
            V22,
            early,
            "0000  0001 0001 01",
            "LATELY_EVENT, Early: the field does not exist in this protocol version",
        ),
        (
            "a fixed field before its version",
            V21,
            late("a"),
            "LATELY_EVENT, Fixed: the field has a value, but this version or form of the \
             message lacks the field",
            SAME,
        ),
        (
            "the most of a version",
            V22,
            late("a"),
            "0007  0002 0002 6100",
            SAME,
        ),
        (
            "one byte more",
            V22,
            late("ab"),
            "0007  0002 0003 616200",
            "LATELY_EVENT, Late: the field has 3 bytes of data, but at most 2 are allowed",
        ),
        (
            "the most of a later version",
            V24,
            late("abc"),
            "0007  0002 0004 61626300",
            SAME,
        ),
        (
            "a list before its version",
            V21,
            names.clone(),
            listed,
            "LATELY_EVENT, Names: the field does not exist in this protocol version",
        ),
        (
            "the count of an empty list before its version",
            V21,
            LatelyEvent {
                names: Some(Vec::new()),
                ..LatelyEvent::default()
            },
            "0004 0001 00",
            "LATELY_EVENT, NumNames: the field does not exist in this protocol version",
        ),
        (
            "the first version with the list",
            V22,
            names,
            &format!("0000  {listed}"),
            SAME,
        ),
    ]);
}

//! Reading floating fields of which there can be one, and what is not understood.

use cti_messages::{DecodeOptions, EncodeOptions, ProtocolVersion, TypedMessage};

use crate::fixture::FloatingReq;
use crate::tables::{OK, SAME, assert_readings};

const V13: ProtocolVersion = ProtocolVersion::V13;
const V14: ProtocolVersion = ProtocolVersion::V14;
const V15: ProtocolVersion = ProtocolVersion::V15;
const V18: ProtocolVersion = ProtocolVersion::V18;
const V19: ProtocolVersion = ProtocolVersion::V19;
const V20: ProtocolVersion = ProtocolVersion::V20;
const V21: ProtocolVersion = ProtocolVersion::V21;

#[test]
fn fields_of_every_form() {
    assert_readings!(
        FloatingReq,
        &[
            (
                "tags and lengths of one byte",
                V19,
                "01 04 00000001  02 03 616200  04 05 6100 626300  05 05 03 6100 6200  06 02 7300 \
                 07 04 ffffffff  08 02 0000  09 01 ff",
                "FLOATING_REQ Number=1 Name=\"ab\" Variable=a=\"bc\" Element=a[3]=\"b\" \
                 Password=<redacted> QueueID=none Mood=MOOD_GOOD SeatID=255",
                SAME,
                OK,
            ),
            (
                "tags and lengths of two bytes",
                V20,
                "0001 0004 00000001  0003 0002 0102  0007 0004 fffffffe  012c 0002 fffe",
                "FLOATING_REQ Number=1 Data=0102 QueueID=-2 Late=-2",
                SAME,
                OK,
            ),
            (
                "the order of a peer is not that of the guide",
                V14,
                "02 02 6100  01 04 00000001",
                "FLOATING_REQ Number=1 Name=\"a\"",
                "01 04 00000001  02 02 6100",
                OK,
            ),
            (
                "bytes that are not UTF-8",
                V14,
                "01 04 00000001  02 03 ff5c00",
                "FLOATING_REQ Number=1 Name=\"\\xff\\\\\"",
                SAME,
                OK,
            ),
        ]
    );
}

#[test]
fn cut_fields_are_errors() {
    let table = [
        (
            V14,
            "01",
            "FLOATING_REQ: a floating field is truncated within its tag and length: 1 byte is \
             left (at byte 8)",
        ),
        (
            V20,
            "00",
            "FLOATING_REQ: a floating field is truncated within its tag and length: 1 byte is \
             left (at byte 8)",
        ),
        (
            V20,
            "0001 00",
            "FLOATING_REQ: a floating field is truncated within its tag and length: 3 bytes are \
             left (at byte 8)",
        ),
        (
            V14,
            "01 04 00000001 02",
            "FLOATING_REQ: a floating field is truncated within its tag and length: 1 byte is \
             left (at byte 14)",
        ),
        (
            V20,
            "0001 0004 00000001 0002",
            "FLOATING_REQ: a floating field is truncated within its tag and length: 2 bytes are \
             left (at byte 16)",
        ),
        (
            V14,
            "01 04 000000",
            "FLOATING_REQ, Number: the floating field is truncated: its length announces 4 \
             bytes of data, but 3 bytes are left (at byte 8)",
        ),
        (
            V14,
            "63 01",
            "FLOATING_REQ: the floating field is truncated: its length announces 1 byte of \
             data, but 0 bytes are left (at byte 8)",
        ),
        (
            V20,
            "0001 0004 00000001 012c 0100 0000",
            "FLOATING_REQ, Late: the floating field is truncated: its length announces 256 \
             bytes of data, but 2 bytes are left (at byte 16)",
        ),
    ];
    for (version, body, error) in table {
        assert_readings!(FloatingReq, &[(body, version, body, error, "", error)]);
    }
}

#[test]
fn strict_reading_asks_for_what_the_guide_requires() {
    assert_readings!(
        FloatingReq,
        &[
            (
                "a required field is missing",
                V14,
                "02 02 6100",
                "FLOATING_REQ Name=\"a\"",
                SAME,
                "FLOATING_REQ, Number: the required field is missing (at byte 12)",
            ),
            (
                "a field that is required from a version on is not required before",
                V19,
                "01 04 00000001",
                "FLOATING_REQ Number=1",
                SAME,
                OK,
            ),
            (
                "a field that is required from a version on",
                V20,
                "0001 0004 00000001",
                "FLOATING_REQ Number=1",
                SAME,
                "FLOATING_REQ, Late: the required field is missing (at byte 16)",
            ),
            (
                "before the versions of a field",
                V14,
                "01 04 00000001  03 01 ff",
                "FLOATING_REQ Number=1 Data=ff",
                SAME,
                "FLOATING_REQ, Data: the field does not exist in this protocol version (at byte \
                 14)",
            ),
            (
                "the first version of the versions",
                V15,
                "01 04 00000001  03 04 ffffffff",
                "FLOATING_REQ Number=1 Data=ffffffff",
                SAME,
                OK,
            ),
            (
                "after the versions of a field",
                V21,
                "0001 0004 00000001  0003 0001 ff  012c 0002 0000",
                "FLOATING_REQ Number=1 Data=ff Late=0",
                SAME,
                "FLOATING_REQ, Data: the field does not exist in this protocol version (at byte \
                 16)",
            ),
        ]
    );
}

#[test]
fn strict_reading_asks_for_the_maximum_of_the_version() {
    assert_readings!(
        FloatingReq,
        &[
            (
                "as long as the old maximum, the NUL included",
                V18,
                "01 04 00000001  02 04 61626300",
                "FLOATING_REQ Number=1 Name=\"abc\"",
                SAME,
                OK,
            ),
            (
                "one byte longer",
                V18,
                "01 04 00000001  02 05 6162636400",
                "FLOATING_REQ Number=1 Name=\"abcd\"",
                SAME,
                "FLOATING_REQ, Name: the field has 5 bytes of data, but at most 4 are allowed \
                 (at byte 14)",
            ),
            (
                "as long as the new maximum",
                V19,
                "01 04 00000001  02 08 6162636465666700",
                "FLOATING_REQ Number=1 Name=\"abcdefg\"",
                SAME,
                OK,
            ),
            (
                "one byte longer than that",
                V19,
                "01 04 00000001  02 09 616263646566676800",
                "FLOATING_REQ Number=1 Name=\"abcdefgh\"",
                SAME,
                "FLOATING_REQ, Name: the field has 9 bytes of data, but at most 8 are allowed \
                 (at byte 14)",
            ),
            (
                "bytes have a maximum too",
                V15,
                "01 04 00000001  03 05 0102030405",
                "FLOATING_REQ Number=1 Data=0102030405",
                SAME,
                "FLOATING_REQ, Data: the field has 5 bytes of data, but at most 4 are allowed \
                 (at byte 14)",
            ),
        ]
    );
}

#[test]
fn text_ends_with_one_nul() {
    const NOT_TERMINATED: &str =
        "FLOATING_REQ, Name: the text does not end with a NUL (at byte 14)";
    assert_readings!(
        FloatingReq,
        &[
            (
                "no NUL",
                V14,
                "01 04 00000001  02 02 6162",
                "FLOATING_REQ Number=1 Name=\"ab\"",
                "01 04 00000001  02 03 616200",
                NOT_TERMINATED,
            ),
            (
                "no data",
                V14,
                "01 04 00000001  02 00",
                "FLOATING_REQ Number=1 Name=\"\"",
                "01 04 00000001  02 01 00",
                NOT_TERMINATED,
            ),
            (
                "nothing but a NUL",
                V14,
                "01 04 00000001  02 01 00",
                "FLOATING_REQ Number=1 Name=\"\"",
                SAME,
                OK,
            ),
            (
                "one NUL ends the text, others belong to it",
                V14,
                "01 04 00000001  02 03 610000",
                "FLOATING_REQ Number=1 Name=\"a\\x00\"",
                SAME,
                OK,
            ),
        ]
    );
}

#[test]
fn named_variables_have_a_name_and_a_value() {
    let error = |field: &str, text: &str| format!("FLOATING_REQ, {field}: {text} (at byte 14)");
    let variable = |text| error("Variable", text);
    let element = |text| error("Element", text);
    let not_terminated = "the text does not end with a NUL";
    let number = "01 04 00000001";
    let row = |data: &str| format!("{number} {data}");
    // The data, what is shown, what is written, what strict reading says.
    let table: [(&str, &str, &str, String); 24] = [
        ("04 04 6100 6200", "Variable=a=\"b\"", SAME, OK.into()),
        (
            "04 03 6100 62",
            "Variable=a=\"b\"",
            "04 04 6100 6200",
            variable(not_terminated),
        ),
        (
            "04 02 6100",
            "Variable=a=\"\"",
            "04 03 6100 00",
            variable(not_terminated),
        ),
        ("04 03 6100 00", "Variable=a=\"\"", SAME, OK.into()),
        (
            "04 05 6100 620000",
            "Variable=a=\"b\\x00\"",
            SAME,
            OK.into(),
        ),
        (
            "04 01 61",
            "tag4=61 [1]",
            SAME,
            variable("1 byte of data cannot be a value of the field's type"),
        ),
        (
            "04 00",
            "tag4= [1]",
            SAME,
            variable("0 bytes of data cannot be a value of the field's type"),
        ),
        (
            "04 03 00 6200",
            "Variable==\"b\"",
            SAME,
            variable("the name of the variable is empty"),
        ),
        (
            "04 0a 61626300 313233343500",
            "Variable=abc=\"12345\"",
            SAME,
            OK.into(),
        ),
        (
            "04 0b 6162636400 313233343500",
            "Variable=abcd=\"12345\"",
            SAME,
            variable("the name of the variable has 5 bytes, but at most 4 are allowed"),
        ),
        (
            "04 0b 61626300 31323334353600",
            "Variable=abc=\"123456\"",
            SAME,
            variable("the value of the variable has 7 bytes, but at most 6 are allowed"),
        ),
        (
            "04 0d 61626300 313233343536373800",
            "Variable=abc=\"12345678\"",
            SAME,
            variable("the field has 13 bytes of data, but at most 12 are allowed"),
        ),
        ("05 05 07 6100 6200", "Element=a[7]=\"b\"", SAME, OK.into()),
        ("05 05 00 6100 6200", "Element=a[0]=\"b\"", SAME, OK.into()),
        (
            "05 04 07 6100 62",
            "Element=a[7]=\"b\"",
            "05 05 07 6100 6200",
            element(not_terminated),
        ),
        (
            "05 03 00 6100",
            "Element=a[0]=\"\"",
            "05 04 00 6100 00",
            element(not_terminated),
        ),
        (
            "05 02 07 00",
            "Element=[7]=\"\"",
            "05 03 07 00 00",
            element(not_terminated),
        ),
        (
            "05 02 00 61",
            "tag5=0061 [1]",
            SAME,
            element("2 bytes of data cannot be a value of the field's type"),
        ),
        (
            "05 01 00",
            "tag5=00 [1]",
            SAME,
            element("1 byte of data cannot be a value of the field's type"),
        ),
        (
            "05 00",
            "tag5= [1]",
            SAME,
            element("0 bytes of data cannot be a value of the field's type"),
        ),
        (
            "05 04 07 00 6200",
            "Element=[7]=\"b\"",
            SAME,
            element("the name of the variable is empty"),
        ),
        (
            "05 0b 07 61626300 313233343500",
            "Element=abc[7]=\"12345\"",
            SAME,
            OK.into(),
        ),
        (
            "05 0c 07 6162636400 313233343500",
            "Element=abcd[7]=\"12345\"",
            SAME,
            element("the name of the variable has 5 bytes, but at most 4 are allowed"),
        ),
        (
            "05 0c 07 61626300 31323334353600",
            "Element=abc[7]=\"123456\"",
            SAME,
            element("the value of the variable has 7 bytes, but at most 6 are allowed"),
        ),
    ];
    for (data, read, again, strict) in &table {
        let again = if *again == SAME { SAME } else { &row(again) };
        let read = format!("FLOATING_REQ Number=1 {read}");
        assert_readings!(
            FloatingReq,
            &[(data, V13, &row(data), &read, again, strict)]
        );
    }
}

#[test]
fn what_does_not_fit_or_comes_again_is_kept() {
    assert_readings!(
        FloatingReq,
        &[
            (
                "an unknown tag is no offence",
                V14,
                "01 04 00000001  63 01 07",
                "FLOATING_REQ Number=1 tag99=07 [1]",
                SAME,
                OK,
            ),
            (
                "one byte too few",
                V14,
                "01 03 000001",
                "FLOATING_REQ tag1=000001 [0]",
                SAME,
                "FLOATING_REQ, Number: 3 bytes of data cannot be a value of the field's type \
                 (at byte 8)",
            ),
            (
                "one byte too many",
                V14,
                "01 05 0000000001  01 04 00000002",
                "FLOATING_REQ Number=2 tag1=0000000001 [0]",
                SAME,
                "FLOATING_REQ, Number: 5 bytes of data cannot be a value of the field's type \
                 (at byte 8)",
            ),
            (
                "the first of two is taken",
                V14,
                "01 04 00000001  01 04 00000002",
                "FLOATING_REQ Number=1 tag1=00000002 [1]",
                SAME,
                "FLOATING_REQ, Number: the field is repeated (at byte 14)",
            ),
            (
                "what repeats a field has to stand behind it, wherever that is written",
                V14,
                "02 02 6100  02 02 6200  01 04 00000001",
                "FLOATING_REQ Number=1 Name=\"a\" tag2=6200 [2]",
                "01 04 00000001  02 02 6100  02 02 6200",
                "FLOATING_REQ, Name: the field is repeated (at byte 12)",
            ),
            (
                "the others keep their places, in order",
                V14,
                "63 00  02 02 6100  62 00  02 02 6200  61 00  01 04 00000001  60 00",
                "FLOATING_REQ Number=1 Name=\"a\" tag99= tag98= tag2=6200 tag97= tag96= \
                 [0, 1, 2, 2, 2]",
                "63 00  01 04 00000001  62 00  02 02 6100  02 02 6200  61 00  60 00",
                "FLOATING_REQ, Name: the field is repeated (at byte 16)",
            ),
            (
                "what has the tag of a field but does not fit it repeats nothing",
                V14,
                "07 04 00000001  01 03 000001  07 04 00000002  01 04 00000003",
                "FLOATING_REQ Number=3 QueueID=1 tag1=000001 tag7=00000002 [1, 2]",
                "01 04 00000003  01 03 000001  07 04 00000001  07 04 00000002",
                "FLOATING_REQ, Number: 3 bytes of data cannot be a value of the field's type \
                 (at byte 14)",
            ),
            (
                "nor does it have to stand behind the field",
                V14,
                "01 03 000001  02 02 6100  02 02 6200  01 04 00000003",
                "FLOATING_REQ Number=3 Name=\"a\" tag1=000001 tag2=6200 [0, 2]",
                "01 03 000001  01 04 00000003  02 02 6100  02 02 6200",
                "FLOATING_REQ, Number: 3 bytes of data cannot be a value of the field's type \
                 (at byte 8)",
            ),
            (
                "the order of known fields does not move unknown ones",
                V14,
                "63 00  02 02 6100  63 01 07  01 04 00000001",
                "FLOATING_REQ Number=1 Name=\"a\" tag99= tag99=07 [0, 1]",
                "63 00  01 04 00000001  63 01 07  02 02 6100",
                OK,
            ),
            (
                "a password that comes again is still a password",
                V14,
                "01 04 00000001  06 02 7300  06 02 7400",
                "FLOATING_REQ Number=1 Password=<redacted> tag6=7400 [2]",
                SAME,
                "FLOATING_REQ, Password: the field is repeated (at byte 18)",
            ),
        ]
    );
}

//! Values: text, bytes, truth, secrets, versions.

use cti_messages::{
    Bool, Bytes, Enumeration, IntoOwned, Mask, MessageType, NamedArray, NamedVariable,
    ProtocolVersion, Secret, Tag, Text, Time, UnknownField, VersionRange,
};

use crate::fixture::{Gear, Mood, QueueId, SeatId};

#[test]
fn text_is_any_bytes() {
    let text = Text::from("Käse");
    assert_eq!(text.as_bytes(), "Käse".as_bytes());
    assert_eq!(text.to_str(), Ok("Käse"));
    assert_eq!(text.to_str_lossy(), "Käse");
    assert_eq!((text.len(), text.is_empty()), (5, false));
    assert_eq!(text.to_string(), "Käse");
    assert_eq!(format!("{text:?}"), "\"K\\xc3\\xa4se\"");
    assert_eq!(format!("[{text:>6}]"), "[  Käse]");
    assert_eq!(AsRef::<[u8]>::as_ref(&text), "Käse".as_bytes());

    let broken = Text::from(&b"a\xFFb\"\0"[..]);
    assert_eq!(broken.to_str().unwrap_err().valid_up_to(), 1);
    assert_eq!(broken.to_str_lossy(), "a\u{FFFD}b\"\0");
    assert_eq!(broken.to_string(), "a\u{FFFD}b\"\0");
    assert_eq!(format!("{broken:?}"), "\"a\\xffb\\\"\\x00\"");

    let empty = Text::default();
    assert_eq!((empty.len(), empty.is_empty()), (0, true));
    assert_eq!(format!("{empty:?}"), "\"\"");
}

#[test]
fn text_comes_from_strings_and_bytes() {
    const BORROWED: Text<'static> = Text::borrowed("abc");
    const OF_BYTES: Text<'static> = Text::from_bytes(b"abc");
    for text in [
        BORROWED,
        OF_BYTES,
        Text::from("abc"),
        Text::from(&b"abc"[..]),
        Text::from(String::from("abc")),
        Text::from(b"abc".to_vec()),
        BORROWED.into_owned(),
    ] {
        assert_eq!(text, BORROWED);
        assert_eq!(text.as_bytes(), b"abc");
        assert!(text == "abc" && text == *"abc");
        assert!(text != "abd" && text != *"ab");
    }
    let text = String::from("abc");
    let owned = Text::from(text.as_str()).into_owned();
    drop(text);
    assert_eq!(owned, "abc");
}

#[test]
fn bytes_are_shown_in_hexadecimal() {
    const BORROWED: Bytes<'static> = Bytes::borrowed(&[0, 0x7F, 0xFF]);
    for bytes in [
        BORROWED,
        Bytes::from(&[0, 0x7F, 0xFF]),
        Bytes::from(&[0, 0x7F, 0xFF][..]),
        Bytes::from(vec![0, 0x7F, 0xFF]),
        BORROWED.into_owned(),
    ] {
        assert_eq!(bytes, BORROWED);
        assert_eq!(bytes.as_bytes(), [0, 0x7F, 0xFF]);
        assert_eq!(*bytes, [0, 0x7F, 0xFF]);
        assert_eq!(bytes.as_ref(), [0, 0x7F, 0xFF]);
        assert_eq!(bytes.to_string(), "007fff");
        assert_eq!(format!("{bytes:?}"), "0x007fff");
    }
    assert_eq!(Bytes::default().to_string(), "");
}

#[test]
fn truth_is_what_is_not_zero() {
    for (value, is_true, shown) in [
        (Bool(0), false, "false"),
        (Bool(1), true, "true"),
        (Bool(2), true, "2"),
        (Bool(0xFFFF), true, "65535"),
    ] {
        assert_eq!(value.is_true(), is_true);
        assert_eq!(bool::from(value), is_true);
        assert_eq!(value.to_string(), shown);
        assert_eq!(format!("{value:?}"), shown);
    }
    assert_eq!(
        (Bool::from(false), Bool::from(true)),
        (Bool::FALSE, Bool::TRUE)
    );
}

#[test]
fn secrets_are_carried_but_not_shown() {
    let mut secret = Secret::from(Text::from("open sesame"));
    assert_eq!(format!("{secret} {secret:?}"), "<redacted> <redacted>");
    assert_eq!(*secret, "open sesame");
    *secret = Text::from("other");
    assert_eq!(secret, Secret(Text::from("other")));
    assert_eq!(secret.len(), 5);
}

#[test]
fn unknown_fields_do_not_show_their_data() {
    let field = UnknownField {
        tag: Tag(9999),
        data: Bytes::from(b"secret"),
        after: 2,
    };
    let shown = "UnknownField { tag: 9999, bytes: 6, after: 2 }";
    assert_eq!(format!("{field:?}"), shown);
    assert_eq!(field.clone().into_owned(), field);
}

#[test]
fn named_variables_can_be_owned() {
    let (name, value) = (String::from("user.x"), String::from("1"));
    let variable = NamedVariable::new(name.as_str(), value.as_str());
    let element = NamedArray::new(7, name.as_str(), value.as_str());
    let (variable, element) = (variable.into_owned(), element.into_owned());
    drop((name, value));
    assert!(variable.name == "user.x" && variable.value == "1");
    assert!(element.index == 7 && element.name == "user.x" && element.value == "1");
}

#[test]
fn times_are_seconds() {
    assert_eq!(Time(86_400).seconds(), 86_400);
    assert_eq!(
        format!("{:?} {}", Time(86_400), Time(86_401)),
        "86400 1970-01-02 00:00:01Z"
    );
}

#[test]
fn names_are_shown_for_numbers() {
    for (shown, expected) in [
        (
            format!("{} {:?}", Mood::BAD, Mood::OLD_BAD),
            "MOOD_BAD MOOD_BAD",
        ),
        (format!("{} {:?}", Mood::SOUR, Mood(9)), "MOOD_SWEET 9"),
        (
            format!("{} {:?}", Gear::FIRST, Gear::SECOND),
            "GEAR_FIRST GEAR_SECOND",
        ),
        (Gear::empty().to_string(), "0x0"),
        (
            Gear::from_bits_retain(0x8013).to_string(),
            "GEAR_FIRST | GEAR_SECOND | 0x8010",
        ),
        (Gear::from_bits_retain(0x30).to_string(), "GEAR_BOTH"),
        (format!("{} {:?}", QueueId::NULL, QueueId(7)), "none 7"),
        (format!("{} {:?}", SeatId(0), SeatId(255)), "0 255"),
    ] {
        assert_eq!(shown, expected);
    }
}

#[test]
fn versions_are_those_that_are_modelled() {
    // A test in cti-tests compares the last one with the specification.
    let last = ProtocolVersion::LATEST.number();
    for (number, version, nearest) in [
        (0, None, 13),
        (12, None, 13),
        (13, Some(13), 13),
        (25, Some(25), 25),
        (u32::from(last), Some(last), last),
        (u32::from(last) + 1, None, last),
        // 20 in its lowest byte.
        (256 + 20, None, last),
        (u32::MAX, None, last),
    ] {
        let found = ProtocolVersion::new(number).map(ProtocolVersion::number);
        assert_eq!(found, version, "{number}");
        assert_eq!(
            ProtocolVersion::nearest(number).number(),
            nearest,
            "{number}"
        );
    }
    let all: Vec<u8> = ProtocolVersion::all()
        .map(ProtocolVersion::number)
        .collect();
    assert_eq!(all, (13..=last).collect::<Vec<u8>>());
    assert_eq!(ProtocolVersion::default(), ProtocolVersion::LATEST);
    assert_eq!(ProtocolVersion::FIRST, ProtocolVersion::V13);
    assert!(!ProtocolVersion::V19.has_wide_tags());
    assert!(ProtocolVersion::V20.has_wide_tags() && ProtocolVersion::V21.has_wide_tags());
    assert_eq!(format!("{0} {0:?}", ProtocolVersion::V20), "20 V20");
}

#[test]
fn windows_contain_both_ends() {
    let versions = VersionRange {
        since: 15,
        until: 17,
    };
    for (version, contains) in [
        (ProtocolVersion::V14, false),
        (ProtocolVersion::V15, true),
        (ProtocolVersion::V16, true),
        (ProtocolVersion::V17, true),
        (ProtocolVersion::V18, false),
    ] {
        assert_eq!(versions.contains(version), contains, "{version}");
        assert!(VersionRange::ALWAYS.contains(version));
    }
    assert!(VersionRange::ALWAYS.is_always());
    for (since, until) in [(15, 17), (0, 17), (15, u8::MAX)] {
        assert!(
            !VersionRange { since, until }.is_always(),
            "{since} to {until}"
        );
    }
}

#[test]
fn values_fill_a_column() {
    let shown = [
        format!("{:<24}|{:>24}", Mood::GOOD, Mood(77)),
        format!("{:<24}|{:>24}", QueueId::NULL, QueueId(5)),
        format!("{:<24}|{:>24}", Gear::FIRST, Gear::empty()),
        format!("{:<24}|{:>24}", Bool::FALSE, Bool::TRUE),
        format!("{:<24}|{:>24}", Time(0), Time(u32::MAX)),
        format!("{:<24}|{:>24}", Tag(5), Tag(0xFFFF)),
        format!("{:<24}|{:>24}", MessageType(5), MessageType(0xFFFF)),
        format!("{:<24}|{:>24}", ProtocolVersion::V13, Text::from("abc")),
    ];
    for line in shown {
        let (left, right) = line.split_once('|').unwrap();
        assert_eq!(left.len(), right.len(), "{line}");
        assert_eq!(left.len(), 24, "{line}");
    }
}

/// Values whose names are words of Rust.
#[derive(Clone, Copy, PartialEq, Eq, Enumeration)]
#[cti(name = "Word", constants(r#fn = "WORD_FN", LOOP = "WORD_LOOP"))]
struct Word(u16);

impl Word {
    #[expect(non_upper_case_globals, reason = "a name that needs `r#`")]
    const r#fn: Self = Self(1);
    const LOOP: Self = Self(2);
}

/// Bits that contain one another, one of which is a mode.
#[derive(Clone, Copy, PartialEq, Eq, Mask)]
#[cti(
    name = "Wide",
    bits(LAST("WIDE_LAST", mode), r#match = "WIDE_MATCH", ALL = "WIDE_ALL")
)]
struct Wide(u32);

impl Wide {
    const LAST: Self = Self(0x8000_0000);
    #[expect(non_upper_case_globals, reason = "a name that needs `r#`")]
    const r#match: Self = Self(0x8000_0001);
    const ALL: Self = Self(u32::MAX);
}

/// A value that a newer version names anew, as generated code has it where names have no prefix.
#[derive(Clone, Copy, PartialEq, Eq, Enumeration)]
#[cti(
    name = "Level",
    constants(HIGH_UNTIL_18("HIGH", until = 18), HIGH("HIGH", since = 19))
)]
struct Level(u16);

impl Level {
    const HIGH_UNTIL_18: Self = Self(1);
    const HIGH: Self = Self(2);
}

#[test]
fn a_name_is_read_as_that_of_the_newest_version() {
    assert_eq!("high".parse(), Ok(Level::HIGH));
    assert_eq!("HIGH_UNTIL_18".parse(), Ok(Level::HIGH_UNTIL_18));
    assert_eq!(Level::HIGH_UNTIL_18.name(), Some("HIGH"));
}

#[test]
fn names_may_be_words_of_rust() {
    assert_eq!(Word::r#fn.name(), Some("WORD_FN"));
    assert_eq!(Word::r#fn.short_name(), Some("fn"));
    assert_eq!("FN".parse(), Ok(Word::r#fn));
    assert_eq!("word_loop".parse(), Ok(Word::LOOP));
    assert_eq!(Wide::r#match.to_string(), "WIDE_LAST | WIDE_MATCH");
}

#[test]
fn no_mode_is_among_what_asks_for_everything() {
    let version = ProtocolVersion::V24;
    assert_eq!(Wide::defined_in(version).bits(), u32::MAX);
    assert_eq!(Wide::everything_in(version).bits(), 0x7FFF_FFFF);
}

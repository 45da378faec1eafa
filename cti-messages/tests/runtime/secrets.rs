//! Secrets: carried, and shown by nothing, wherever in a message they are.

use cti_messages::fields::{self, Fields, OneLine, Value};
use cti_messages::info::is_secret_tag;
use cti_messages::{
    Bytes, Entry, ProtocolVersion, Record, Secret, Tag, Text, TypedMessage, UnknownField,
};

/// A secret in each place that can hold one.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "SECRETS_EVENT", number = 9040, from = server)]
struct SecretsEvent<'a> {
    #[cti(field, name = "Key", tag = 1)]
    key: Option<Secret<Bytes<'a>>>,
    #[cti(
        list,
        name = "Passwords",
        member = "Password",
        tag = 2,
        max = 16,
        count(name = "NumPasswords", at = 0)
    )]
    passwords: Vec<Secret<Text<'a>>>,
    #[cti(
        array,
        name = "Codes",
        member = "Code",
        tag = 3,
        count(name = "NumCodes", at = 1)
    )]
    codes: Vec<Secret<u32>>,
    #[cti(records, name = "Accounts", count(name = "NumAccounts", at = 2))]
    accounts: Vec<Account<'a>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

/// A record with lists of secrets.
#[derive(Debug, Clone, PartialEq, Eq, Default, Record)]
#[cti(name = "Account")]
struct Account<'a> {
    #[cti(
        list,
        name = "Answers",
        member = "Answer",
        tag = 4,
        max = 16,
        count(name = "NumAnswers", tag = 5, at = 0)
    )]
    answers: Option<Vec<Secret<Text<'a>>>>,
    #[cti(ordered, name = "Tokens", count(name = "NumTokens", tag = 6, at = 1))]
    tokens: Option<Vec<Token<'a>>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Entry)]
#[cti(name = "Token")]
struct Token<'a> {
    #[cti(field, name = "Token", tag = 7)]
    token: Option<Secret<Text<'a>>>,
}

/// Each value has `hunter` or the number 1000042 in it; so do the unknown fields, under tags of
/// secrets.
fn message() -> SecretsEvent<'static> {
    let unknown = |tag| UnknownField {
        tag: Tag(tag),
        data: Bytes::from(&b"hunter8"[..]),
        after: 0,
    };
    SecretsEvent {
        key: Some(Secret(Bytes::from(&b"hunter1"[..]))),
        passwords: vec![Secret("hunter2".into()), Secret("hunter3".into())],
        codes: vec![Secret(1_000_042)],
        accounts: vec![Account {
            answers: Some(vec![Secret("hunter4".into())]),
            tokens: Some(vec![Token {
                token: Some(Secret("hunter5".into())),
            }]),
            unknown: vec![unknown(4), unknown(7)],
        }],
        unknown: [1, 2, 3, 4, 7].map(unknown).to_vec(),
    }
}

#[test]
fn secrets_are_shown_nowhere() {
    let message = message();
    let fields: &dyn Fields = &message;
    let each: Vec<String> = fields::iter(fields)
        .flat_map(|field| {
            let value = field.value();
            [format!("{field} {value}"), format!("{field:?} {value:?}")]
        })
        .collect();
    let shown = [
        message.to_string(),
        format!("{message:?}"),
        format!("{message:#?}"),
        OneLine(fields).to_string(),
        format!("{:?}", OneLine(fields)),
        each.concat(),
    ];
    for shown in shown {
        for secret in ["hunter", "68756e746572", "1000042"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
    assert_eq!(
        OneLine(fields).to_string(),
        "Key=<redacted> Passwords=<redacted> Codes=<redacted> \
         Accounts=[{Answers=<redacted> Tokens=[{Token=<redacted>}] tag4=<7 bytes> tag7=<7 bytes>}] \
         tag1=<7 bytes> tag2=<7 bytes> tag3=<7 bytes> tag4=<7 bytes> tag7=<7 bytes>"
    );
}

#[test]
fn members_and_tags_tell_what_is_secret() {
    let members = SecretsEvent::default();
    let members = Fields::members(&members);
    let secret: Vec<_> = members
        .iter()
        .map(|member| (member.name(), member.is_secret()))
        .collect();
    assert_eq!(
        secret,
        [
            ("Key", true),
            ("Passwords", true),
            ("Codes", true),
            ("Accounts", false)
        ]
    );
    // Those of counts, 5 and 6, are not.
    let tags: Vec<u16> = (0..=8)
        .filter(|tag| is_secret_tag(members, Tag(*tag)))
        .collect();
    assert_eq!(tags, [1, 2, 3, 4, 7]);
}

#[test]
fn secrets_are_carried() {
    let message = SecretsEvent {
        unknown: Vec::new(),
        accounts: vec![Account {
            unknown: Vec::new(),
            ..message().accounts[0].clone()
        }],
        ..message()
    };
    let mut frame = Vec::new();
    message.encode(ProtocolVersion::V24, &mut frame).unwrap();
    let read = SecretsEvent::decode(&frame, ProtocolVersion::V24).unwrap();
    assert_eq!(read, message);
    let Some(Value::Values(passwords)) = Fields::value(&read, 1) else {
        panic!("a list of values");
    };
    let password = passwords.value(1, false).unwrap();
    assert_eq!(password.to_string(), "<redacted>");
    assert_eq!(password.reveal(), Value::Text(b"hunter3"));
}

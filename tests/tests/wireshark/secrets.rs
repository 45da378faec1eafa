//! Secrets are never shown.

use cti_spec::model::WireForm;
use cti_tests::spec;
use cti_tests::whole::Whole;

use crate::capture::{Capture, Connection, From, PORT};
use crate::sources;
use crate::tshark::Tshark;

const SECRET: &[u8] = b"s3cretXYZ";

#[test]
fn secrets_are_redacted() {
    let Some(tshark) = Tshark::find("secrets_are_redacted") else {
        return;
    };
    let mut capture = Capture::new();
    let mut secrets = 0;
    for (port, version) in (50000..).zip([19, 24]) {
        let mut connection = Connection::new(port, PORT);
        capture.send(&mut connection, From::Client, &sources::open(version));
        for message in spec::messages() {
            let mut whole = Whole::new(message, version, 1);
            let fields = spec::protocol().floating_fields(message).into_iter();
            let secret: Vec<_> = fields.filter(|(_, field)| field.secret).collect();
            for (_, field) in secret {
                let tag = spec::number(field.tag);
                let mut field_there = whole
                    .fields
                    .iter()
                    .find(|placed| placed.field.tag == tag)
                    .cloned()
                    .expect("a secret");
                field_there.field.data = SECRET.to_vec();
                if field.ty.form == WireForm::Text {
                    field_there.field.data.push(0);
                }
                whole.fields.retain(|placed| placed.field.tag != tag);
                // A password that comes twice is still one.
                whole.fields.extend([field_there.clone(), field_there]);
                capture.send(&mut connection, From::Client, &whole.frame());
                secrets += 1;
            }
        }
    }
    assert!(secrets >= 4, "{secrets}");
    let (text, digits) = (String::from_utf8_lossy(SECRET), hex::encode(SECRET));
    for arguments in [
        &["-V"][..],
        &["-T", "pdml", "-J", "ged188"],
        &["-T", "json", "-J", "ged188"],
        &[],
    ] {
        let output = tshark.run(capture.path(), arguments);
        assert!(
            output.contains("redacted") || arguments.is_empty(),
            "{arguments:?}"
        );
        assert!(!output.contains(&*text), "{arguments:?}");
        assert!(!output.replace(':', "").contains(&digits), "{arguments:?}");
    }
}

//! Tags and lengths in the width of other versions: read as something else, or cut.

use cti_tests::frames::{Field, with_header};
use cti_tests::naive::Kind;
use cti_tests::spec;
use cti_tests::whole::{self, Whole};

use crate::check::Matrix;
use crate::samples;

/// A version with tags of the other width.
fn other(version: u8) -> u8 {
    if spec::is_wide(version) { 19 } else { 20 }
}

/// The floating part in the other width, behind the fixed part of the version.
fn in_other_width(whole: &Whole, fields: &[Field]) -> Vec<u8> {
    whole::frame(whole.message, &whole.fixed, fields, other(whole.version))
}

/// Every field of every message alone.
#[test]
fn single_fields_in_the_wrong_width() {
    let mut matrix = Matrix::new("single fields in the wrong width");
    let (mut cut, mut read) = (0, 0);
    for message in spec::messages() {
        for version in spec::versions(message) {
            let whole = Whole::new(message, version, 1);
            for placed in &whole.fields {
                let Field { tag, data } = &placed.field;
                if !spec::fits(*tag, other(version)) {
                    continue;
                }
                let frame = in_other_width(&whole, std::slice::from_ref(&placed.field));
                let outcome = matrix.check(&frame, version);
                let offset = 8 + whole.fixed.len();
                if spec::is_wide(version) {
                    // Tag and length are taken for a tag, the first two bytes of data for a length.
                    let kind = match data[..] {
                        [] | [_] => {
                            let actual = data.len() + 2;
                            Some(Kind::TruncatedFieldHeader { actual })
                        }
                        [high, low, ref rest @ ..] => {
                            let (declared, actual) =
                                (usize::from(high) << 8 | usize::from(low), rest.len());
                            (declared > actual).then_some(Kind::TruncatedField { declared, actual })
                        }
                    };
                    if let Some(kind) = kind {
                        cut += 1;
                        let fault = outcome.lenient.expect_err("a field that is cut");
                        assert_eq!((fault.kind, fault.offset), (kind, offset));
                    } else if let Ok(value) = outcome.lenient {
                        read += 1;
                        // What was read is another field: nothing is where it should be.
                        assert!(value.part().value(placed.what.name()).is_none());
                    }
                } else {
                    // The tag's high byte is taken for a tag, its low byte for a length.
                    let [high, low] = tag.to_be_bytes();
                    let (declared, actual) = (usize::from(low), data.len() + 2);
                    if declared > actual {
                        cut += 1;
                        let fault = outcome.lenient.expect_err("a field that is cut");
                        let kind = Kind::TruncatedField { declared, actual };
                        assert_eq!((fault.kind, fault.offset), (kind, offset));
                    } else if let Ok(value) = outcome.lenient {
                        read += 1;
                        assert_eq!(high, 0);
                        // No message has a field with tag 0.
                        assert_eq!(value.part().unknown[0].tag, 0);
                    }
                }
            }
        }
    }
    println!("  cut: {cut}, read as something else: {read}");
    assert!(cut > 8_000 && read > 100);
    matrix.finish(8_500);
}

#[test]
fn whole_messages_in_the_wrong_width() {
    let mut matrix = Matrix::new("whole messages in the wrong width");
    for message in spec::messages() {
        for version in spec::versions(message) {
            let whole = Whole::new(message, version, 2);
            let fields: Vec<Field> = whole
                .fields
                .iter()
                .map(|placed| placed.field.clone())
                .filter(|field| spec::fits(field.tag, other(version)))
                .collect();
            // What the bytes happen to mean in this width only the naive decoder can tell.
            matrix.check(&in_other_width(&whole, &fields), version);
        }
    }
    matrix.finish(1_500);
}

/// Every sample at every version, whether or not it is one of the other width.
#[test]
fn samples_at_other_versions() {
    let mut matrix = Matrix::new("samples at other versions");
    for sample in samples::all() {
        for version in spec::protocol().versions() {
            let frame = with_header(sample.message.number, &sample.frame[8..]);
            let outcome = matrix.check(&frame, version);
            if version == sample.version {
                assert_eq!(outcome.value().unknown, []);
            }
        }
    }
    matrix.finish(12_000);
}

//! Whole messages: what the other matrices damage is right before the damage.

use cti_tests::spec;
use cti_tests::whole::Whole;

use crate::check::Matrix;

#[test]
fn whole_messages_are_right_in_both_modes() {
    let mut matrix = Matrix::new("whole messages");
    for message in spec::messages() {
        for version in spec::versions(message) {
            for entries in 0..3 {
                let whole = Whole::new(message, version, entries);
                let outcome = matrix.check(&whole.frame(), version);
                assert_eq!(outcome.strict, Ok(()));
                assert_eq!(outcome.value().unknown, []);
            }
        }
    }
    matrix.finish(5_800);
}

//! Reading records: what opens one, what it keeps.

use cti_messages::{DecodeOptions, EncodeOptions, ProtocolVersion, TypedMessage};

use crate::fixture::{CountedRecordsEvent, RecordsEvent};
use crate::tables::{OK, SAME, assert_readings};

const V13: ProtocolVersion = ProtocolVersion::V13;
const V14: ProtocolVersion = ProtocolVersion::V14;
const V20: ProtocolVersion = ProtocolVersion::V20;

#[test]
fn a_tag_that_the_record_holds_opens_the_next_one() {
    assert_readings!(
        RecordsEvent,
        &[
            (
                "the first field again",
                V14,
                "02  1e 02 3100  25 02 6100  1e 02 3200",
                "RECORDS_EVENT Records=[{AgentID=\"1\" Extension=\"a\"}, {AgentID=\"2\"}]",
                SAME,
                OK,
            ),
            (
                "no order is promised",
                V14,
                "02  25 02 6100  1e 02 3100  25 02 6200  1e 02 3200",
                "RECORDS_EVENT Records=[{AgentID=\"1\" Extension=\"a\"}, \
                 {AgentID=\"2\" Extension=\"b\"}]",
                "02  1e 02 3100  25 02 6100  1e 02 3200  25 02 6200",
                OK,
            ),
            (
                "members of lists in the record open none",
                V14,
                "01  1e 02 3100  1f 01 02  14 04 00000001  15 02 0003  14 04 00000002 \
                 20 02 0005  20 02 0006  21 01 02  22 02 7800  22 02 7900  23 01 02 \
                 0a 04 00000001  0a 04 00000002  24 01 02",
                "RECORDS_EVENT Records=[{AgentID=\"1\" Skills=[{SkillNumber=1 SkillPriority=3}, \
                 {SkillNumber=2}] Teams=[5, 6] Notes=[\"x\", \"y\"] \
                 Parties=[{CallID=1}, {CallID=2}]}]",
                SAME,
                OK,
            ),
            (
                "a count that comes again opens one",
                V14,
                "02  21 01 00  1e 02 3100  21 01 00  1e 02 3200",
                "RECORDS_EVENT Records=[{AgentID=\"1\" Teams=[]}, {AgentID=\"2\" Teams=[]}]",
                "02  1e 02 3100  21 01 00  1e 02 3200  21 01 00",
                OK,
            ),
            (
                "fields of the message open and close none",
                V14,
                "01  1e 02 3100  01 02 7400  25 02 6100  03 01 00",
                "RECORDS_EVENT Title=\"t\" Numbers=[] Records=[{AgentID=\"1\" Extension=\"a\"}]",
                "01  01 02 7400  03 01 00  1e 02 3100  25 02 6100",
                OK,
            ),
        ]
    );
}

#[test]
fn what_a_record_does_not_understand_stays_with_it() {
    assert_readings!(
        RecordsEvent,
        &[
            (
                "an unknown tag",
                V14,
                "02  1e 02 3100  63 01 07  25 02 6100  1e 02 3200  63 01 08",
                "RECORDS_EVENT Records=[{AgentID=\"1\" Extension=\"a\" tag99=07}, \
                 {AgentID=\"2\" tag99=08}] [1] [1]",
                SAME,
                OK,
            ),
            (
                "before the first record it belongs to the message",
                V14,
                "01  63 01 07  1e 02 3100",
                "RECORDS_EVENT Records=[{AgentID=\"1\"}] tag99=07 [0]",
                SAME,
                OK,
            ),
            (
                "data that do not fit",
                V14,
                "01  1e 02 3100  21 02 0001",
                "RECORDS_EVENT Records=[{AgentID=\"1\" tag33=0001}] [1]",
                SAME,
                "RECORDS_EVENT, NumTeams: 2 bytes of data cannot be a value of the field's type \
                 (at byte 13)",
            ),
            (
                "data that do not fit open no record",
                V14,
                "00  21 02 0001",
                "RECORDS_EVENT Records=[] tag33=0001 [0]",
                SAME,
                "RECORDS_EVENT, NumTeams: 2 bytes of data cannot be a value of the field's type \
                 (at byte 9)",
            ),
            (
                "a field of the message that comes again after a record belongs before it",
                V14,
                "01  01 02 7400  1e 02 3100  01 02 7500",
                "RECORDS_EVENT Title=\"t\" Records=[{AgentID=\"1\"}] tag1=7500 [1]",
                "01  01 02 7400  01 02 7500  1e 02 3100",
                "RECORDS_EVENT, Title: the field is repeated (at byte 17)",
            ),
            (
                "a field of the message that does not fit after a record belongs before it",
                V14,
                "01  01 02 7400  1e 02 3100  25 02 6100  03 02 0000",
                "RECORDS_EVENT Title=\"t\" Records=[{AgentID=\"1\" Extension=\"a\"}] \
                 tag3=0000 [1]",
                "01  01 02 7400  03 02 0000  1e 02 3100  25 02 6100",
                "RECORDS_EVENT, NumNumbers: 2 bytes of data cannot be a value of the field's \
                 type (at byte 21)",
            ),
            (
                "a field of the message after a record moves what stands before the record",
                V14,
                "01  63 00  1e 02 3100  01 02 7400  03 01 00  03 01 00",
                "RECORDS_EVENT Title=\"t\" Numbers=[] Records=[{AgentID=\"1\"}] tag99= tag3=00 \
                 [0, 2]",
                "01  63 00  01 02 7400  03 01 00  03 01 00  1e 02 3100",
                "RECORDS_EVENT, NumNumbers: the field is repeated (at byte 22)",
            ),
        ]
    );
}

#[test]
fn places_count_the_fields_of_the_canonical_form() {
    assert_readings!(
        RecordsEvent,
        &[
            (
                "in a record whose array becomes more fields",
                V14,
                "01  1e 02 3100  20 04 0001 0002  21 01 02  63 00",
                "RECORDS_EVENT Records=[{AgentID=\"1\" Teams=[1, 2] tag99=}] [3]",
                "01  1e 02 3100  20 02 0001  20 02 0002  63 00  21 01 02",
                OK,
            ),
            (
                "in a record whose values become one field",
                V20,
                "01  001e 0002 3100  0020 0002 0001  0020 0002 0002  0021 0001 02  0063 0000",
                "RECORDS_EVENT Records=[{AgentID=\"1\" Teams=[1, 2] tag99=}] [3]",
                "01  001e 0002 3100  0020 0004 0001 0002  0021 0001 02  0063 0000",
                OK,
            ),
            (
                "each record has its own",
                V20,
                "02  001e 0002 3100  0063 0000  001e 0002 3200  0020 0002 0001  0020 0002 0002 \
                 0021 0001 02  0063 0001 07",
                "RECORDS_EVENT Records=[{AgentID=\"1\" tag99=}, \
                 {AgentID=\"2\" Teams=[1, 2] tag99=07}] [1] [3]",
                "02  001e 0002 3100  0063 0000  001e 0002 3200  0020 0004 0001 0002 \
                 0021 0001 02  0063 0001 07",
                OK,
            ),
            (
                "of the message, an array becomes more fields",
                V14,
                "01  02 04 00010002  03 01 02  63 00  1e 02 3100",
                "RECORDS_EVENT Numbers=[1, 2] Records=[{AgentID=\"1\"}] tag99= [2]",
                "01  03 01 02  02 02 0001  63 00  02 02 0002  1e 02 3100",
                OK,
            ),
            (
                "of the message, behind fields of records: as many are before it in the end",
                V14,
                "01  1e 02 3100  25 02 6100  03 02 0000  01 02 7400  03 01 00",
                "RECORDS_EVENT Title=\"t\" Numbers=[] \
                 Records=[{AgentID=\"1\" Extension=\"a\"}] tag3=0000 [2]",
                "01  01 02 7400  03 01 00  03 02 0000  1e 02 3100  25 02 6100",
                "RECORDS_EVENT, NumNumbers: 2 bytes of data cannot be a value of the field's \
                 type (at byte 17)",
            ),
            (
                "of the message, before its records",
                V20,
                "01  0002 0002 0001  0002 0002 0002  0003 0001 02  0063 0000  001e 0002 3100",
                "RECORDS_EVENT Numbers=[1, 2] Records=[{AgentID=\"1\"}] tag99= [2]",
                "01  0003 0001 02  0002 0004 0001 0002  0063 0000  001e 0002 3100",
                OK,
            ),
        ]
    );
}

#[test]
fn records_are_checked_one_by_one() {
    assert_readings!(
        RecordsEvent,
        &[
            (
                "a count that disagrees",
                V14,
                "02  1e 02 3100",
                "RECORDS_EVENT Records=[{AgentID=\"1\"}]",
                "01  1e 02 3100",
                "RECORDS_EVENT, NumRecords: the count announces 2 entries, but there is 1 (at \
                 byte 13)",
            ),
            (
                "a count without records",
                V14,
                "02",
                "RECORDS_EVENT Records=[]",
                "00",
                "RECORDS_EVENT, NumRecords: the count announces 2 entries, but there are 0 (at \
                 byte 9)",
            ),
            (
                "one record more than the guide allows",
                V14,
                "04  1e 02 3100  1e 02 3200  1e 02 3300  1e 02 3400",
                "RECORDS_EVENT Records=[{AgentID=\"1\"}, {AgentID=\"2\"}, {AgentID=\"3\"}, \
                 {AgentID=\"4\"}]",
                SAME,
                "RECORDS_EVENT, Records: the list has more than 3 entries (at byte 21)",
            ),
            (
                "one record more than the guide allows, opened by what is refused for itself",
                V14,
                "04  1e 02 3100  1e 02 3200  1e 02 3300  1e 05 6162636400",
                "RECORDS_EVENT Records=[{AgentID=\"1\"}, {AgentID=\"2\"}, {AgentID=\"3\"}, \
                 {AgentID=\"abcd\"}]",
                SAME,
                "RECORDS_EVENT, AgentID: the field has 5 bytes of data, but at most 4 are \
                 allowed (at byte 21)",
            ),
            (
                "as many records as are allowed",
                V14,
                "03  1e 02 3100  1e 02 3200  1e 02 3300",
                "RECORDS_EVENT Records=[{AgentID=\"1\"}, {AgentID=\"2\"}, {AgentID=\"3\"}]",
                SAME,
                OK,
            ),
            (
                "a version that lacks the list",
                V13,
                "1e 02 3100",
                "RECORDS_EVENT Records=[{AgentID=\"1\"}]",
                SAME,
                "RECORDS_EVENT, Records: the field does not exist in this protocol version (at \
                 byte 8)",
            ),
            (
                "a field that is too long",
                V14,
                "01  1e 05 3132333400",
                "RECORDS_EVENT Records=[{AgentID=\"1234\"}]",
                SAME,
                "RECORDS_EVENT, AgentID: the field has 5 bytes of data, but at most 4 are \
                 allowed (at byte 9)",
            ),
            (
                "the last record lacks what is required",
                V14,
                "02  1e 02 3100  25 02 6100  25 02 6200",
                "RECORDS_EVENT Records=[{AgentID=\"1\" Extension=\"a\"}, {Extension=\"b\"}]",
                "02  1e 02 3100  25 02 6100  25 02 6200",
                "RECORDS_EVENT, AgentID: the required field is missing (at byte 21)",
            ),
            (
                "the first record has a list without its count",
                V14,
                "02  1e 02 3100  20 02 0001  1e 02 3200",
                "RECORDS_EVENT Records=[{AgentID=\"1\" Teams=[1]}, {AgentID=\"2\"}]",
                "02  1e 02 3100  20 02 0001  21 01 01  1e 02 3200",
                "RECORDS_EVENT, NumTeams: the required field is missing (at byte 17)",
            ),
        ]
    );
}

#[test]
fn a_record_that_its_first_field_does_not_open_starts_with_another() {
    const MISSING: &str = "RECORDS_EVENT, AgentID: the required field is missing";
    let missing = |at: usize| format!("{MISSING} (at byte {at})");
    assert_readings!(
        RecordsEvent,
        &[
            (
                "a field that both have",
                V14,
                "02  25 02 6100  25 02 6200  1e 02 3200",
                "RECORDS_EVENT Records=[{Extension=\"a\"}, {AgentID=\"2\" Extension=\"b\"}]",
                SAME,
                &missing(13),
            ),
            (
                "the rest comes in order, and once",
                V14,
                "02  25 02 6100  25 02 6200  1e 02 3200  1f 01 01  14 04 00000007  20 02 0001 \
                 21 01 01  22 02 7800  23 01 01  0a 04 00000001  24 01 01",
                "RECORDS_EVENT Records=[{Extension=\"a\"}, {AgentID=\"2\" \
                 Skills=[{SkillNumber=7}] Teams=[1] Notes=[\"x\"] Parties=[{CallID=1}] \
                 Extension=\"b\"}]",
                SAME,
                &missing(13),
            ),
            (
                "a count that both have",
                V14,
                "02  21 01 00  21 01 00  1e 02 3200",
                "RECORDS_EVENT Records=[{Teams=[]}, {AgentID=\"2\" Teams=[]}]",
                SAME,
                &missing(12),
            ),
            (
                "unknown fields keep their places",
                V14,
                "02  25 02 6100  25 02 6200  63 00  1e 02 3200",
                "RECORDS_EVENT Records=[{Extension=\"a\"}, \
                 {AgentID=\"2\" Extension=\"b\" tag99=}] [1]",
                SAME,
                &missing(13),
            ),
            (
                "and the record after that is as usual",
                V14,
                "03  25 02 6100  25 02 6200  1e 02 3200  1e 02 3300",
                "RECORDS_EVENT Records=[{Extension=\"a\"}, {AgentID=\"2\" Extension=\"b\"}, \
                 {AgentID=\"3\"}]",
                SAME,
                &missing(13),
            ),
        ]
    );
}

#[test]
fn the_count_of_records_may_stand_in_the_floating_part() {
    assert_readings!(
        CountedRecordsEvent,
        &[
            (
                "a count and a record",
                V14,
                "01 01 01  1e 02 3100",
                "COUNTED_RECORDS_EVENT Records=[{AgentID=\"1\"}]",
                SAME,
                OK,
            ),
            ("no count", V14, "", "COUNTED_RECORDS_EVENT ", SAME, OK),
            (
                "a count of 0",
                V14,
                "01 01 00",
                "COUNTED_RECORDS_EVENT Records=[]",
                SAME,
                OK
            ),
            (
                "a count that comes in a record belongs to the message",
                V14,
                "1e 02 3100  01 01 02  1e 02 3200",
                "COUNTED_RECORDS_EVENT Records=[{AgentID=\"1\"}, {AgentID=\"2\"}]",
                "01 01 02  1e 02 3100  1e 02 3200",
                OK,
            ),
            (
                "records without a count",
                V14,
                "1e 02 3100",
                "COUNTED_RECORDS_EVENT Records=[{AgentID=\"1\"}]",
                "01 01 01  1e 02 3100",
                "COUNTED_RECORDS_EVENT, NumRecords: the required field is missing (at byte 12)",
            ),
        ]
    );
}

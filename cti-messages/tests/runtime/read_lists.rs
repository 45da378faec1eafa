//! Reading lists: which entry a field belongs to, counts, limits, versions.

use cti_messages::{DecodeOptions, EncodeOptions, ProtocolVersion, TypedMessage};

use crate::fixture::{ArrayEvent, ColumnsEvent, CountedEvent, OrderedEvent, SinglesEvent};
use crate::tables::{OK, SAME, assert_readings};

const V13: ProtocolVersion = ProtocolVersion::V13;
const V14: ProtocolVersion = ProtocolVersion::V14;
const V15: ProtocolVersion = ProtocolVersion::V15;
const V19: ProtocolVersion = ProtocolVersion::V19;
const V20: ProtocolVersion = ProtocolVersion::V20;

#[test]
fn every_field_is_an_entry() {
    assert_readings!(
        SinglesEvent,
        &[
            (
                "entries of every form",
                V15,
                "01 01 02  01 02 6100  01 02 6200  02 04 6100 6200  03 05 07 6100 6200  04 01 09",
                "SINGLES_EVENT Names=[\"a\", \"b\"] Variables=[a=\"b\"] Elements=[a[7]=\"b\"] \
                                                                                            Note=9",
                SAME,
                OK,
            ),
            (
                "another field between entries closes nothing",
                V20,
                "00 00 02  0001 0002 6100  0004 0001 09  0063 0000  0001 0002 6200",
                "SINGLES_EVENT Names=[\"a\", \"b\"] Variables=[] Elements=[] Note=9 tag99= [2]",
                "00 00 02  0001 0002 6100  0001 0002 6200  0063 0000  0004 0001 09",
                OK,
            ),
            (
                "the entries win over a count that is too small",
                V15,
                "00 00 01  01 02 6100  01 02 6200",
                "SINGLES_EVENT Names=[\"a\", \"b\"] Variables=[] Elements=[]",
                "00 00 02  01 02 6100  01 02 6200",
                "SINGLES_EVENT, NumNames: the count announces 1 entry, but there are 2 (at byte \
                 19)",
            ),
            (
                "the entries win over a count that is too large",
                V15,
                "02 00 00  02 04 6100 6200",
                "SINGLES_EVENT Names=[] Variables=[a=\"b\"] Elements=[]",
                "01 00 00  02 04 6100 6200",
                "SINGLES_EVENT, NumVariables: the count announces 2 entries, but there is 1 (at \
                 byte 17)",
            ),
            (
                "a count without entries",
                V15,
                "00 ff 00",
                "SINGLES_EVENT Names=[] Variables=[] Elements=[]",
                "00 00 00",
                "SINGLES_EVENT, NumElements: the count announces 255 entries, but there are 0 \
                 (at byte 11)",
            ),
            (
                "one entry more than the guide allows",
                V15,
                "00 00 03  01 02 6100  01 02 6200  01 02 6300",
                "SINGLES_EVENT Names=[\"a\", \"b\", \"c\"] Variables=[] Elements=[]",
                SAME,
                "SINGLES_EVENT, Names: the list has more than 2 entries (at byte 19)",
            ),
            (
                "a version that lacks the list, and its count",
                V14,
                "01 00  01 02 6100  02 04 6100 6200",
                "SINGLES_EVENT Names=[\"a\"] Variables=[a=\"b\"] Elements=[]",
                SAME,
                "SINGLES_EVENT, Name: the field does not exist in this protocol version (at \
                 byte 10)",
            ),
            (
                "as long as the maximum",
                V15,
                "00 00 01  01 04 61626300",
                "SINGLES_EVENT Names=[\"abc\"] Variables=[] Elements=[]",
                SAME,
                OK,
            ),
            (
                "longer than the maximum",
                V15,
                "00 00 01  01 05 6162636400",
                "SINGLES_EVENT Names=[\"abcd\"] Variables=[] Elements=[]",
                SAME,
                "SINGLES_EVENT, Name: the field has 5 bytes of data, but at most 4 are allowed \
                 (at byte 11)",
            ),
            (
                "data that fit no entry",
                V15,
                "01 00 00  02 01 61  02 04 6100 6200",
                "SINGLES_EVENT Names=[] Variables=[a=\"b\"] Elements=[] tag2=61 [0]",
                SAME,
                "SINGLES_EVENT, Variable: 1 byte of data cannot be a value of the field's type \
                 (at byte 11)",
            ),
            (
                "the parts of a variable in a list",
                V15,
                "01 00 00  02 06 61626364 0000",
                "SINGLES_EVENT Names=[] Variables=[abcd=\"\"] Elements=[]",
                SAME,
                "SINGLES_EVENT, Variable: the name of the variable has 5 bytes, but at most 4 \
                 are allowed (at byte 11)",
            ),
            (
                "a cut entry",
                V15,
                "01 00 00  02 04 610062",
                "SINGLES_EVENT, Variable: the floating field is truncated: its length announces \
                 4 bytes of data, but 3 bytes are left (at byte 11)",
                "",
                "SINGLES_EVENT, Variable: the floating field is truncated: its length announces \
                 4 bytes of data, but 3 bytes are left (at byte 11)",
            ),
        ]
    );
}

#[test]
fn lists_have_a_limit_together() {
    assert_readings!(
        SinglesEvent,
        &[
            (
                "as much as is allowed: only the data of the two lists count",
                V15,
                "02 01 01  01 02 6100  02 0a 6100 3132333435363700  02 0a 6200 3132333435363700 \
                 03 04 07 6300 00  04 01 09  63 09 000000000000000000",
                "SINGLES_EVENT Names=[\"a\"] Variables=[a=\"1234567\", b=\"1234567\"] \
                 Elements=[c[7]=\"\"] Note=9 tag99=000000000000000000 [5]",
                SAME,
                OK,
            ),
            (
                "one byte more, at the field that brings it",
                V15,
                "02 01 00  02 0a 6100 3132333435363700  02 0a 6200 3132333435363700 \
                 03 05 07 6300 3100",
                "SINGLES_EVENT Names=[] Variables=[a=\"1234567\", b=\"1234567\"] \
                 Elements=[c[7]=\"1\"]",
                SAME,
                "SINGLES_EVENT: the lists together have more than 24 bytes of data (at byte 35)",
            ),
        ]
    );
}

#[test]
fn values_travel_as_an_array_or_one_by_one() {
    assert_readings!(
        ArrayEvent,
        &[
            (
                "an array",
                V20,
                "0002  0001 0001 05  0002 0004 0001 0002  0003 0001 06",
                "ARRAY_EVENT Before=5 Numbers=[1, 2] After=6",
                SAME,
                OK,
            ),
            (
                "one by one, in a version with arrays",
                V20,
                "0002  0001 0001 05  0002 0002 0001  0003 0001 06  0002 0002 0002",
                "ARRAY_EVENT Before=5 Numbers=[1, 2] After=6",
                "0002  0001 0001 05  0002 0004 0001 0002  0003 0001 06",
                OK,
            ),
            (
                "one by one",
                V19,
                "0002  01 01 05  02 02 0001  02 02 0002  03 01 06",
                "ARRAY_EVENT Before=5 Numbers=[1, 2] After=6",
                SAME,
                OK,
            ),
            (
                "an array, in a version without",
                V19,
                "0002  02 04 0001 0002",
                "ARRAY_EVENT Numbers=[1, 2]",
                "0002  02 02 0001  02 02 0002",
                OK,
            ),
            (
                "an array without values",
                V20,
                "0000  0002 0000",
                "ARRAY_EVENT Numbers=[]",
                "0000",
                OK,
            ),
            (
                "half a value",
                V20,
                "0000  0002 0003 000102",
                "ARRAY_EVENT Numbers=[] tag2=000102 [0]",
                SAME,
                "ARRAY_EVENT, Number: 3 bytes of data cannot be a value of the field's type (at \
                 byte 10)",
            ),
            (
                "as many values as are allowed",
                V20,
                "0003  0002 0006 0001 0002 0003",
                "ARRAY_EVENT Numbers=[1, 2, 3]",
                SAME,
                OK,
            ),
            (
                "one value more, in another field",
                V20,
                "0004  0002 0004 0001 0002  0002 0004 0003 0004",
                "ARRAY_EVENT Numbers=[1, 2, 3, 4]",
                "0004  0002 0008 0001 0002 0003 0004",
                "ARRAY_EVENT, Numbers: the list has more than 3 entries (at byte 18)",
            ),
            (
                "a version that lacks the list",
                V14,
                "02 02 0001",
                "ARRAY_EVENT Numbers=[1]",
                SAME,
                "ARRAY_EVENT, Number: the field does not exist in this protocol version (at \
                 byte 8)",
            ),
            (
                "places count the fields of the canonical form: one for all values",
                V20,
                "0002  0002 0002 0001  0002 0002 0002  0063 0000  0003 0001 06",
                "ARRAY_EVENT Numbers=[1, 2] After=6 tag99= [2]",
                "0002  0002 0004 0001 0002  0003 0001 06  0063 0000",
                OK,
            ),
            (
                "a place beyond the last field is behind it",
                V20,
                "0003  0002 0002 0001  0002 0002 0002  0002 0002 0003  0063 0000",
                "ARRAY_EVENT Numbers=[1, 2, 3] tag99= [1]",
                "0003  0002 0006 0001 0002 0003  0063 0000",
                OK,
            ),
        ]
    );
}

#[test]
fn members_in_order_open_entries() {
    assert_readings!(
        OrderedEvent,
        &[
            (
                "the place of the last member opens an entry",
                V14,
                "02  0a 04 00000001  0b 02 7800  0b 02 7900",
                "ORDERED_EVENT Parties=[{CallID=1 DeviceID=\"x\"}, {DeviceID=\"y\"}]",
                SAME,
                OK,
            ),
            (
                "an earlier place opens an entry",
                V14,
                "02  0b 02 7800  0a 04 00000001",
                "ORDERED_EVENT Parties=[{DeviceID=\"x\"}, {CallID=1}]",
                SAME,
                OK,
            ),
            (
                "a later place opens none, though a member is skipped",
                V20,
                "01  000a 0004 00000001  000c 0002 0000",
                "ORDERED_EVENT Parties=[{CallID=1 DeviceMood=MOOD_GOOD}]",
                SAME,
                OK,
            ),
            (
                "fields of no list close nothing",
                V14,
                "01  0a 04 00000001  01 01 09  63 00  0b 02 7800",
                "ORDERED_EVENT Parties=[{CallID=1 DeviceID=\"x\"}] Note=9 tag99= [2]",
                "01  0a 04 00000001  0b 02 7800  63 00  01 01 09",
                OK,
            ),
            (
                "what does not fit a member closes nothing",
                V14,
                "01  0a 04 00000001  0a 03 000002  0b 02 7800",
                "ORDERED_EVENT Parties=[{CallID=1 DeviceID=\"x\"}] tag10=000002 [1]",
                SAME,
                "ORDERED_EVENT, CallID: 3 bytes of data cannot be a value of the field's type \
                 (at byte 15)",
            ),
            (
                "a member that the version lacks",
                V19,
                "01  0a 04 00000001  0c 02 0002",
                "ORDERED_EVENT Parties=[{CallID=1 DeviceMood=MOOD_BAD}]",
                SAME,
                "ORDERED_EVENT, DeviceMood: the field does not exist in this protocol version \
                 (at byte 15)",
            ),
            (
                "a member that is too long",
                V14,
                "01  0b 05 6162636400",
                "ORDERED_EVENT Parties=[{DeviceID=\"abcd\"}]",
                SAME,
                "ORDERED_EVENT, DeviceID: the field has 5 bytes of data, but at most 4 are \
                 allowed (at byte 9)",
            ),
            (
                "a member that is too long, of an entry that there was room for",
                V14,
                "02  0a 04 00000001  0a 04 00000002  0b 05 6162636400",
                "ORDERED_EVENT Parties=[{CallID=1}, {CallID=2 DeviceID=\"abcd\"}]",
                SAME,
                "ORDERED_EVENT, DeviceID: the field has 5 bytes of data, but at most 4 are \
                 allowed (at byte 21)",
            ),
            (
                "one entry more than the guide allows",
                V14,
                "03  0a 04 00000001  0a 04 00000002  0a 04 00000003",
                "ORDERED_EVENT Parties=[{CallID=1}, {CallID=2}, {CallID=3}]",
                SAME,
                "ORDERED_EVENT, Parties: the list has more than 2 entries (at byte 21)",
            ),
            (
                "a version that lacks the list",
                V13,
                "0a 04 00000001",
                "ORDERED_EVENT Parties=[{CallID=1}]",
                SAME,
                "ORDERED_EVENT, Parties: the field does not exist in this protocol version (at \
                 byte 8)",
            ),
            (
                "a count that disagrees",
                V14,
                "02  0a 04 00000001",
                "ORDERED_EVENT Parties=[{CallID=1}]",
                "01  0a 04 00000001",
                "ORDERED_EVENT, NumParties: the count announces 2 entries, but there is 1 (at \
                 byte 15)",
            ),
        ]
    );
}

#[test]
fn columns_are_put_together_by_place() {
    assert_readings!(
        ColumnsEvent,
        &[
            (
                "a column each",
                V20,
                "02  0014 0008 00000001 00000002  0015 0004 0003 0004",
                "COLUMNS_EVENT Skills=[{SkillNumber=1 SkillPriority=3}, \
                 {SkillNumber=2 SkillPriority=4}]",
                SAME,
                OK,
            ),
            (
                "field by field",
                V19,
                "02  14 04 00000001  15 02 0003  14 04 00000002  15 02 0004",
                "COLUMNS_EVENT Skills=[{SkillNumber=1 SkillPriority=3}, \
                 {SkillNumber=2 SkillPriority=4}]",
                SAME,
                OK,
            ),
            (
                "columns in a version without",
                V19,
                "02  14 08 00000001 00000002  15 04 0003 0004",
                "COLUMNS_EVENT Skills=[{SkillNumber=1 SkillPriority=3}, \
                 {SkillNumber=2 SkillPriority=4}]",
                "02  14 04 00000001  15 02 0003  14 04 00000002  15 02 0004",
                OK,
            ),
            (
                "field by field in a version with columns",
                V20,
                "02  0014 0004 00000001  0015 0002 0003  0014 0004 00000002  0015 0002 0004",
                "COLUMNS_EVENT Skills=[{SkillNumber=1 SkillPriority=3}, \
                 {SkillNumber=2 SkillPriority=4}]",
                "02  0014 0008 00000001 00000002  0015 0004 0003 0004",
                OK,
            ),
            (
                "a column that is shorter",
                V20,
                "02  0014 0008 00000001 00000002  0015 0002 0003",
                "COLUMNS_EVENT Skills=[{SkillNumber=1 SkillPriority=3}, {SkillNumber=2}]",
                SAME,
                OK,
            ),
            (
                "a column that is longer, and comes first; the other in two pieces",
                V20,
                "03  0015 0006 0003 0004 0005  0014 0004 00000001  0014 0004 00000002",
                "COLUMNS_EVENT Skills=[{SkillNumber=1 SkillPriority=3}, \
                 {SkillNumber=2 SkillPriority=4}, {SkillPriority=5}]",
                "03  0014 0008 00000001 00000002  0015 0006 0003 0004 0005",
                OK,
            ),
            (
                "half a value",
                V20,
                "01  0014 0004 00000001  0015 0003 000304",
                "COLUMNS_EVENT Skills=[{SkillNumber=1}] tag21=000304 [1]",
                SAME,
                "COLUMNS_EVENT, SkillPriority: 3 bytes of data cannot be a value of the field's \
                 type (at byte 17)",
            ),
            (
                "a column without values",
                V20,
                "00  0014 0000",
                "COLUMNS_EVENT Skills=[]",
                "00",
                OK,
            ),
            (
                "as many entries as are allowed, in every column",
                V20,
                "03  0014 000c 000000010000000200000003  0015 0006 000100020003",
                "COLUMNS_EVENT Skills=[{SkillNumber=1 SkillPriority=1}, \
                 {SkillNumber=2 SkillPriority=2}, {SkillNumber=3 SkillPriority=3}]",
                SAME,
                OK,
            ),
            (
                "one entry more, in the second column",
                V20,
                "04  0014 0004 00000001  0015 0008 0001000200030004",
                "COLUMNS_EVENT Skills=[{SkillNumber=1 SkillPriority=1}, {SkillPriority=2}, \
                 {SkillPriority=3}, {SkillPriority=4}]",
                SAME,
                "COLUMNS_EVENT, Skills: the list has more than 3 entries (at byte 17)",
            ),
            (
                "a version that lacks the list",
                V13,
                "14 04 00000001",
                "COLUMNS_EVENT Skills=[{SkillNumber=1}]",
                SAME,
                "COLUMNS_EVENT, Skills: the field does not exist in this protocol version (at \
                 byte 8)",
            ),
            (
                "a version that lacks the list, of which no values come",
                V13,
                "14 00",
                "COLUMNS_EVENT Skills=[]",
                "",
                "COLUMNS_EVENT, Skills: the field does not exist in this protocol version (at \
                 byte 8)",
            ),
            (
                "a version that lacks the member",
                V13,
                "15 02 0001",
                "COLUMNS_EVENT Skills=[{SkillPriority=1}]",
                SAME,
                "COLUMNS_EVENT, SkillPriority: the field does not exist in this protocol \
                 version (at byte 8)",
            ),
            (
                "places count the fields of the canonical form: one for each column",
                V20,
                "02  0014 0004 00000001  0015 0002 0003  0014 0004 00000002  0063 0000  0001 \
                 0001 09",
                "COLUMNS_EVENT Skills=[{SkillNumber=1 SkillPriority=3}, {SkillNumber=2}] Note=9 \
                 tag99= [3]",
                "02  0014 0008 00000001 00000002  0015 0002 0003  0001 0001 09  0063 0000",
                OK,
            ),
        ]
    );
}

#[test]
fn counts_may_stand_in_the_floating_part() {
    assert_readings!(
        CountedEvent,
        &[
            (
                "every count, at its place",
                V20,
                "0002 0002 0001  0001 0002 7800  0003 0001 09  0004 0004 00010002  0005 0001 02 \
                 00ff 0002 0001  012c 0004 00000001  000a 0004 00000001  0014 0004 00000005",
                "COUNTED_EVENT Names=[\"x\"] Between=9 Numbers=[1, 2] Parties=[{CallID=1}] \
                 Skills=[{SkillNumber=5}]",
                SAME,
                OK,
            ),
            ("no count, no list", V20, "", "COUNTED_EVENT ", SAME, OK),
            (
                "a count of 0 is an empty list",
                V20,
                "0002 0002 0000  0005 0001 00  00ff 0002 0000  012c 0004 00000000",
                "COUNTED_EVENT Names=[] Numbers=[] Parties=[] Skills=[]",
                SAME,
                OK,
            ),
            (
                "the count comes behind the entries",
                V20,
                "0001 0002 7800  0002 0002 0001",
                "COUNTED_EVENT Names=[\"x\"]",
                "0002 0002 0001  0001 0002 7800",
                OK,
            ),
            (
                "entries without a count",
                V20,
                "0001 0002 7800",
                "COUNTED_EVENT Names=[\"x\"]",
                "0002 0002 0001  0001 0002 7800",
                "COUNTED_EVENT, NumNames: the required field is missing (at byte 14)",
            ),
            (
                "an array without values or count is an empty list",
                V20,
                "0004 0000",
                "COUNTED_EVENT Numbers=[]",
                "0005 0001 00",
                OK,
            ),
            (
                "a column without values or count is an empty list",
                V20,
                "0014 0000",
                "COUNTED_EVENT Skills=[]",
                "00ff 0002 0000",
                OK,
            ),
            (
                "a count that disagrees",
                V20,
                "0005 0001 03  0004 0004 00010002",
                "COUNTED_EVENT Numbers=[1, 2]",
                "0004 0004 00010002  0005 0001 02",
                "COUNTED_EVENT, NumNumbers: the count announces 3 entries, but there are 2 (at \
                 byte 21)",
            ),
            (
                "a count of another width",
                V20,
                "0002 0001 01",
                "COUNTED_EVENT tag2=01 [0]",
                SAME,
                "COUNTED_EVENT, NumNames: 1 byte of data cannot be a value of the field's type \
                 (at byte 8)",
            ),
            (
                "the first of two counts is taken",
                V20,
                "0002 0002 0000  0002 0002 0001",
                "COUNTED_EVENT Names=[] tag2=0001 [1]",
                SAME,
                "COUNTED_EVENT, NumNames: the field is repeated (at byte 14)",
            ),
            (
                "a count that comes again stays behind the count, wherever that is written",
                V20,
                "0005 0001 01  0005 0001 02  0003 0001 09  0004 0002 0007",
                "COUNTED_EVENT Between=9 Numbers=[7] tag5=02 [3]",
                "0003 0001 09  0004 0002 0007  0005 0001 01  0005 0001 02",
                "COUNTED_EVENT, NumNumbers: the field is repeated (at byte 13)",
            ),
            (
                "a version that lacks the count",
                V14,
                "02 02 0000",
                "COUNTED_EVENT Names=[]",
                SAME,
                "COUNTED_EVENT, NumNames: the field does not exist in this protocol version (at \
                 byte 8)",
            ),
            (
                "the first version that has it",
                V15,
                "02 02 0000",
                "COUNTED_EVENT Names=[]",
                SAME,
                OK,
            ),
            (
                "a version whose tags cannot carry the count of the entries",
                V19,
                "0a 04 00000001",
                "COUNTED_EVENT Parties=[{CallID=1}]",
                SAME,
                "COUNTED_EVENT, NumParties: the required field is missing (at byte 14)",
            ),
            (
                "the widest tag of one byte can be carried",
                V19,
                "14 04 00000005",
                "COUNTED_EVENT Skills=[{SkillNumber=5}]",
                "ff 02 0001  14 04 00000005",
                "COUNTED_EVENT, NumSkills: the required field is missing (at byte 14)",
            ),
            (
                "a cut count",
                V20,
                "0002 0002 00",
                "COUNTED_EVENT, NumNames: the floating field is truncated: its length announces \
                 2 bytes of data, but 1 byte is left (at byte 8)",
                "",
                "COUNTED_EVENT, NumNames: the floating field is truncated: its length announces \
                 2 bytes of data, but 1 byte is left (at byte 8)",
            ),
            (
                "a cut member of an entry",
                V20,
                "000b 0002 00",
                "COUNTED_EVENT, DeviceID: the floating field is truncated: its length announces \
                 2 bytes of data, but 1 byte is left (at byte 8)",
                "",
                "COUNTED_EVENT, DeviceID: the floating field is truncated: its length announces \
                 2 bytes of data, but 1 byte is left (at byte 8)",
            ),
        ]
    );
}

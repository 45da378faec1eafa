//! Layouts: what they name, and what they make of the members.

use super::message_errors;

#[test]
fn layouts_name_members() {
    message_errors!([layout(until = 19, fields(a, a, c)), layout(since = 20, body(8), body(8, d), fields(a))] {
        #[cti(fixed, name = "A")] a: u16,
    }
        "`a` is in this layout already",
        "there is no `fixed` member `c`",
        "there is no `field` member `d`");
}

#[test]
fn members_are_in_layouts() {
    message_errors!([layout(until = 19, fields(a, b)), layout(since = 20, fields(a))] {
        #[cti(fixed, name = "A")] a: Option<u16>,
        #[cti(fixed, name = "B")] b: u16,
        #[cti(fixed, name = "C", since = 14)] c: u16,
    }
        "every layout has the field: leave out the `Option`",
        "some layout lacks the field: make it an `Option<…>`",
        "in a message with layouts the layouts have the versions, not the members",
        "`c` is in no layout");
}

#[test]
fn layouts_have_a_form() {
    message_errors!([layout(until = 19)] {} "`layout(…)` needs `fields(invoke_id, status as u16)`");
    message_errors!([layout(fields(a as u64))] { #[cti(fixed, name = "A")] a: u16, }
        "expected one of `u8`, `u16`, `u32`");
    message_errors!([layout(body(a), fields(a))] { #[cti(fixed, name = "A")] a: u16, }
        "`body(…)` needs a value first, as in `body(8, customer_id)`");
    message_errors!([layout(body(8, a, b), fields(a))] { #[cti(fixed, name = "A")] a: u16, }
        "`body(…)` takes at most one field; write one more `body(…)` for another",
        "there is no `field` member `a`");
}

#[test]
fn a_field_tells_the_form_near_the_start() {
    message_errors!([layout(body(48, b), fields(a)), layout(body(49), fields(a)), layout(fields(a))] {
        #[cti(fixed, name = "A")] a: u16,
        #[cti(field, name = "B", tag = 1)] b: Option<u16>,
    });
    message_errors!([layout(body(49, b), fields(a)), layout(fields(a))] {
        #[cti(fixed, name = "A")] a: u16,
        #[cti(field, name = "B", tag = 1)] b: Option<u16>,
    }
        "a form recognised by a field has at most 48 bytes of fixed fields");
}

#[test]
fn raw_identifiers_name_members() {
    message_errors!([layout(body(2, r#match), body(2, while), fields(r#type)), layout(fields(type, r#plain))] {
        #[cti(fixed, name = "Type")] r#type: u16,
        #[cti(fixed, name = "Plain")] plain: Option<u16>,
        #[cti(field, name = "Match", tag = 1)] r#match: Option<u16>,
        #[cti(field, name = "While", tag = 2)] r#while: Option<u16>,
    });
}

#[test]
fn layouts_have_no_counts() {
    message_errors!([layout(fields(a))] {
        #[cti(fixed, name = "A")] a: u16,
        #[cti(list, name = "Bs", member = "B", tag = 2, count(name = "NumBs", at = 0))] b: Vec<u16>,
    } "a message with layouts cannot have a count in its fixed part");
}

#[test]
fn layouts_can_be_reached() {
    message_errors!([layout(fields(a)), layout(since = 19, body(2), fields(a))] { #[cti(fixed, name = "A")] a: u16, }
        "never reached: a layout before it takes any body of the same versions");
    message_errors!([layout(until = 18, fields(a)), layout(since = 18, fields(a))] {
        #[cti(fixed, name = "A")] a: u16,
    });
}

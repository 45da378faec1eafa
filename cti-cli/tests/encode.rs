//! `encode` from outside.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod command;

use command::Run;

#[test]
fn lines_become_hexadecimal_lines() {
    let input = r#"
        {"message":"HEARTBEAT_REQ","type":5,"protocol":24,"fields":{"InvokeID":10}}

{"type":5,"fields":{"InvokeID":255}}
{"message":null,"type":1000000,"body":"0102"}"#;
    let run = Run::new(&["encode"], input.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(
        run.out,
        "00000004000000050000000a\n0000000400000005000000ff\n00000002000f42400102\n"
    );
}

#[test]
fn the_protocol_of_the_line_wins() {
    let line = |protocol: &str| {
        let unknown = r#""unknown":[{"tag":200,"hex":"","after":0}]"#;
        format!(r#"{{"type":5,{protocol}"fields":{{"InvokeID":1,{unknown}}}}}"#)
    };
    let input = [
        line(""),
        line(r#""protocol":13,"#),
        line(r#""protocol":25,"#),
    ]
    .join("\n");
    let (narrow, wide) = (
        "000000060000000500000001c800",
        "00000008000000050000000100c80000",
    );
    let run = Run::new(&["encode"], input.as_bytes());
    assert_eq!(run.out.lines().collect::<Vec<_>>(), [wide, narrow, wide]);
    let run = Run::new(&["encode", "--protocol", "19"], input.as_bytes());
    assert_eq!(run.out.lines().collect::<Vec<_>>(), [narrow, narrow, wide]);
    assert_eq!(Run::new(&["encode", "--protocol", "99"], b"").code, 2);
}

#[test]
fn errors_have_line_numbers_and_the_run_goes_on() {
    let beat = r#"{"type":5,"fields":{"InvokeID":1}}"#;
    let input = [
        beat,
        r#"{"error":"line 2: cut","offset":8}"#,
        r#"{"type":5,"fields":{}}"#,
        r#"{"type":5,"fields":{"InvokeId":1}}"#,
        r#"{"type":5,"#,
        "[]",
        r#"{"type":5,"protocol":13,"fields":{"InvokeID":1,"unknown":[{"tag":256,"hex":"","after":0}]}}"#,
        beat,
    ]
    .join("\n");
    let run = Run::new(&["encode"], input.as_bytes());
    assert_eq!(run.code, 1);
    assert_eq!(run.out, "000000040000000500000001\n".repeat(2));
    assert_eq!(
        run.err.lines().collect::<Vec<_>>(),
        [
            r#"error: line 2: this line is an error, not a message: "line 2: cut""#,
            "error: line 3: fields.InvokeID: the fixed field is missing",
            "error: line 4: fields.InvokeId: unknown key; did you mean InvokeID?",
            "error: line 5: invalid JSON: EOF while parsing a value (column 10)",
            "error: line 6: expected an object, found an array",
            "error: line 7: HEARTBEAT_REQ: tag 256 does not fit the one-byte tags of this protocol version",
            // The last line is fine.
        ]
    );
}

#[test]
fn what_is_wrong_is_told_on_one_line() {
    // A key, a name and an error that would end the line, or clear the screen.
    let input = [
        r#"{"type":5,"fields":{"InvokeID\nerror: line 7":1}}"#,
        r#"{"message":"\u001b[2J"}"#,
        r#"{"error":"\u009b2J\u2028"}"#,
    ]
    .join("\n");
    let run = Run::new(&["encode"], input.as_bytes());
    assert_eq!(run.code, 1);
    assert_eq!(
        run.err.lines().collect::<Vec<_>>(),
        [
            r"error: line 1: fields.InvokeID\u{a}error: line 7: unknown key",
            r"error: line 2: message: no message has the name \u{1b}[2J",
            r#"error: line 3: this line is an error, not a message: "\u009b2J\u2028""#,
        ]
    );
}

#[test]
fn a_duplicate_key_is_an_error() {
    let input = [
        r#"{"type":5,"type":6,"fields":{"InvokeID":1}}"#,
        r#"{"type":5,"fields":{"InvokeID":1,"InvokeID":2}}"#,
        r#"{"type":5,"fields":{"InvokeID":1,"unknown":[{"tag":200,"hex":"","hex":"00","after":0}]}}"#,
    ]
    .join("\n");
    let run = Run::new(&["encode"], input.as_bytes());
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert_eq!(
        run.err.lines().collect::<Vec<_>>(),
        [
            r#"error: line 1: duplicate key "type" (column 16)"#,
            r#"error: line 2: duplicate key "InvokeID" (column 43)"#,
            r#"error: line 3: duplicate key "hex" (column 69)"#,
        ]
    );
}

#[test]
fn what_decode_writes_comes_back() {
    let frames = "000000040000000500000001\n00000003000f4240ff00fe\n";
    let json = Run::new(&["decode", "--format", "json"], frames.as_bytes());
    let back = Run::new(&["encode"], json.out.as_bytes());
    assert_eq!((back.code, back.out.as_str()), (0, frames));
}

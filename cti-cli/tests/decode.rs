//! `decode` from outside.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod command;

use std::io::Write;

use command::Run;
use cti_messages::ProtocolVersion;
use serde_json::{Value, json};

/// OPEN_REQ of so many bytes of floating part, asking for a version.
fn open_req(version: u8, floating: &str) -> String {
    let length = 44 + floating.len() / 2;
    let rest = "ffffffff".to_owned() + &"00".repeat(28);
    format!("{length:08x}0000000300000001000000{version:02x}00000078{rest}{floating}")
}

const HEARTBEAT: &str = "000000040000000500000001";

/// The latest version, by which an OPEN_REQ of a later one is read.
const LAST: u8 = ProtocolVersion::LATEST.number();

fn json_lines(run: &Run) -> Vec<Value> {
    run.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn lines_may_have_blanks_and_comments() {
    let input = format!(
        "# a session\n\n{HEARTBEAT}\n   \t\r\n  0000 0004 00000005\t0000 000A  # ten\r\n{}#\n",
        HEARTBEAT.to_uppercase()
    );
    let run = Run::new(&["decode", "--format", "json"], input.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let beat = |id: u32| json!({ "message": "HEARTBEAT_REQ", "type": 5, "protocol": 24, "fields": { "InvokeID": id } });
    assert_eq!(json_lines(&run), [beat(1), beat(10), beat(1)]);
    assert!(run.out.starts_with(
        r#"{"message":"HEARTBEAT_REQ","type":5,"protocol":24,"fields":{"InvokeID":1}}"#
    ));
}

#[test]
fn text_is_for_people() {
    let run = Run::new(&["decode"], HEARTBEAT.as_bytes());
    assert_eq!(run.code, 0);
    assert_eq!(
        run.out,
        "#1 HEARTBEAT_REQ (5) client -> server\n    InvokeID  1\n\n"
    );
    let run = Run::new(&["decode"], b"00000002 000f4240 0102\n00000004 00000005 00");
    assert_eq!(run.code, 1);
    assert_eq!(
        run.out,
        "#1 message type 1000000, not known\n    body  0102\n\n\
         error: line 2: HEARTBEAT_REQ: the header announces a body of 4 bytes, but 1 byte follows (at byte 0)\n\n"
    );
}

#[test]
fn an_empty_input_has_no_messages() {
    for input in ["", "\n\n", "# nothing\n"] {
        let run = Run::new(&["decode"], input.as_bytes());
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    }
}

#[test]
fn an_error_stands_in_place_of_its_message_and_the_run_goes_on() {
    let long = "00".repeat(40_000);
    let cut_field = "0000000600000005 00000001 00d9";
    let input = format!(
        "{HEARTBEAT}\n0000000400g\n000\n00000000 00000005\n{cut_field}\n{long}\n{HEARTBEAT}\n"
    );
    let run = Run::new(&["decode", "--format", "json"], input.as_bytes());
    assert_eq!(run.code, 1);
    let lines = json_lines(&run);
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[0], lines[6]);
    let error = |text: &str, offset: usize| json!({ "error": text, "offset": offset });
    assert_eq!(lines[1], error("line 2: 'g' is not a hexadecimal digit", 5));
    assert_eq!(
        lines[2],
        error("line 3: the last byte has only one hexadecimal digit", 1)
    );
    assert_eq!(lines[3]["offset"], 8);
    assert_eq!(lines[4]["offset"], 12);
    assert_eq!(
        lines[5],
        error("line 6: the line has more than 65536 bytes", 0)
    );
}

#[test]
fn open_req_sets_the_version_of_the_lines_after_it() {
    // Tag 1, length 2, in tags of one byte and of two.
    let (narrow, wide) = ("01024100", "000100024100");
    let input = [
        HEARTBEAT,
        &open_req(13, narrow),
        HEARTBEAT,
        &open_req(22, wide),
        HEARTBEAT,
        &open_req(99, wide),
        HEARTBEAT,
    ]
    .join("\n");
    let versions = |arguments: &[&str]| -> Vec<Value> {
        let run = Run::new(arguments, input.as_bytes());
        assert_eq!(run.code, 0);
        let lines = json_lines(&run);
        let ids = lines
            .iter()
            .filter_map(|line| line["fields"].get("ClientID"));
        assert!(ids.eq(["A", "A", "A"].iter()));
        lines.iter().map(|line| line["protocol"].clone()).collect()
    };
    assert_eq!(
        versions(&["decode", "--format=json"]),
        [24, 13, 13, 22, 22, LAST, LAST]
    );
    // An OPEN_REQ itself is read by the version that it names, whatever the option says.
    assert_eq!(
        versions(&["decode", "--format=json", "--protocol=17"]),
        [17, 13, 17, 22, 17, LAST, 17]
    );
}

#[test]
fn an_open_req_that_is_refused_sets_the_version_too() {
    let versions = |arguments: &[&str], open: &str| -> Vec<Value> {
        let input = [HEARTBEAT, open, HEARTBEAT].join("\n");
        let run = Run::new(arguments, input.as_bytes());
        assert_eq!(run.code, 1);
        let lines = json_lines(&run);
        assert!(lines[1].get("error").is_some(), "{}", lines[1]);
        lines.iter().map(|line| line["protocol"].clone()).collect()
    };
    let json = ["decode", "--format=json"];
    let none = || Value::Null;
    // A floating field of which one byte is there.
    assert_eq!(
        versions(&json, &open_req(13, "01")),
        [json!(24), none(), json!(13)]
    );
    let strict = ["decode", "--format=json", "--strict"];
    // The ClientID is missing; the version is not modelled.
    for (version, then) in [(19, 19), (12, 13), (0, 13), (99, LAST)] {
        let found = versions(&strict, &open_req(version, ""));
        assert_eq!(found, [json!(24), none(), json!(then)]);
    }
    let set = ["decode", "--format=json", "--protocol=17"];
    assert_eq!(
        versions(&set, &open_req(13, "01")),
        [json!(17), none(), json!(17)]
    );
    // Cut before its version, it names none.
    assert_eq!(
        versions(&json, "00000006000000030000000100ff"),
        [json!(24), none(), json!(24)]
    );
}

#[test]
fn help_tells_how_an_open_req_of_another_version_is_read() {
    let help = Run::new(&["decode", "--help"], b"").out;
    let words: Vec<&str> = help.split_whitespace().collect();
    let words = words.join(" ");
    assert!(
        words.contains(&format!(
            "An OPEN_REQ is always read by the version that it names; if that is not one of \
             13 to {LAST}, by the nearest of them, and with --strict it is an error."
        )),
        "{help}"
    );
    assert!(
        words.contains(&format!("Protocol version of all messages, 13 to {LAST}.")),
        "{help}"
    );
    assert!(words.contains("The default is 24,"), "{help}");
}

#[test]
fn help_has_one_line_for_each_command_and_ends_with_examples() {
    let program = Run::new(&["--help"], b"").out;
    for line in [
        "  decode  Decode captures, binary streams and hexadecimal text to text, JSON or \
         diagrams\n",
        "  encode  Encode messages in JSON to hexadecimal text\n",
        "  spec    Work with specifications of the protocol\n",
    ] {
        assert!(program.contains(line), "{program}");
    }
    for (command, example) in [
        (&["decode"][..], "cti decode capture.pcapng"),
        (&["encode"], "cti encode messages.jsonl"),
        (&["spec", "check"], "cti spec check"),
        (&["spec", "show"], "cti spec show OPEN_REQ"),
        (&["spec", "diff"], "cti spec diff 19 24"),
    ] {
        let help = Run::new(&[command, &["--help"]].concat(), b"").out;
        let (_, examples) = help.split_once("\nExamples:\n").unwrap();
        assert!(
            examples.lines().any(|line| line.trim() == example),
            "{help}"
        );
        assert!(
            examples.lines().all(|line| line.starts_with("  ")),
            "{help}"
        );
        let usage = format!("Usage: cti {}", command.join(" "));
        assert!(help.contains(&usage), "{help}");
    }
    for arguments in [&["--help"][..], &["decode", "--help"]] {
        let help = Run::new(arguments, b"").out;
        let words: Vec<&str> = help.split_whitespace().collect();
        assert!(
            words
                .join(" ")
                .contains("cargo install --locked --path cti-cli"),
            "{help}"
        );
    }
}

#[test]
fn a_hyphen_is_standard_input() {
    for arguments in [&["decode", "-"][..], &["decode", "--follow", "-"]] {
        let run = Run::new(arguments, HEARTBEAT.as_bytes());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
        assert!(run.out.starts_with("#1 HEARTBEAT_REQ"), "{}", run.out);
    }
    let line = br#"{"type":5,"fields":{"InvokeID":1}}"#;
    let run = Run::new(&["encode", "-"], line);
    assert_eq!(run.out.trim_end(), HEARTBEAT);
}

#[test]
fn blocks_and_errors_have_the_number_of_their_line() {
    let input = format!("# one\n\n{HEARTBEAT}\n00\n\n{HEARTBEAT}\n");
    let run = Run::new(&["decode"], input.as_bytes());
    let heads: Vec<&str> = run.out.lines().filter(|line| is_head(line)).collect();
    assert_eq!(heads.len(), 3);
    assert_eq!(heads[0], "#3 HEARTBEAT_REQ (5) client -> server");
    assert!(heads[1].starts_with("error: line 4: "), "{}", heads[1]);
    assert_eq!(heads[2], "#6 HEARTBEAT_REQ (5) client -> server");
}

#[test]
fn blocks_and_errors_have_the_number_of_their_message_in_a_stream() {
    let beat = [0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 1];
    let bad = [0, 0, 0, 0, 0, 0, 0, 5];
    let run = Run::new(&["decode"], &[&beat[..], &bad, &beat, &[0]].concat());
    let heads: Vec<&str> = run.out.lines().filter(|line| is_head(line)).collect();
    assert_eq!(heads.len(), 4);
    assert_eq!(heads[0], "#1 HEARTBEAT_REQ (5) client -> server");
    assert!(
        heads[1].starts_with("error: message 2, byte 12 of the stream: "),
        "{}",
        heads[1]
    );
    assert_eq!(heads[2], "#3 HEARTBEAT_REQ (5) client -> server");
    assert_eq!(
        heads[3],
        "error: message 4, byte 32 of the stream: the stream ends inside the message"
    );
}

/// Whether a line of text starts a message or is an error.
fn is_head(line: &str) -> bool {
    !line.is_empty() && !line.starts_with(' ')
}

#[test]
fn json_lines_hold_no_control_characters() {
    // A ClientID of U+007F, U+0085 and U+2028.
    let open = open_req(24, "000100077fc285e280a800");
    let run = Run::new(&["decode", "--format=json"], open.as_bytes());
    assert_eq!(run.code, 0);
    let id = r#""ClientID":"\u007f\u0085\u2028""#;
    assert!(run.out.contains(id), "{}", run.out);
    assert_eq!(
        json_lines(&run)[0]["fields"]["ClientID"],
        "\u{7f}\u{85}\u{2028}"
    );
    let back = Run::new(&["encode"], run.out.as_bytes());
    assert_eq!((back.code, back.out.trim_end()), (0, open.as_str()));
}

#[test]
fn strict_refuses_what_the_guide_forbids() {
    let input = open_req(24, "");
    assert_eq!(Run::new(&["decode"], input.as_bytes()).code, 0);
    let run = Run::new(&["decode", "--strict"], input.as_bytes());
    assert_eq!(run.code, 1);
    assert!(
        run.out.starts_with("error: line 1: OPEN_REQ, ClientID: "),
        "{}",
        run.out
    );
}

#[test]
fn a_binary_stream_is_split() {
    let beat = [0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 1];
    let bad = [0, 0, 0, 0, 0, 0, 0, 5];
    let decode = |stream: &[u8]| {
        let run = Run::new(&["decode", "--format", "json"], stream);
        (run.code, json_lines(&run))
    };
    let (code, lines) = decode(&beat.repeat(1_000));
    assert_eq!((code, lines.len()), (0, 1_000));

    // A frame that cannot be decoded ends nothing.
    let (code, lines) = decode(&[&beat[..], &bad, &beat].concat());
    assert_eq!((code, lines.len()), (1, 3));
    assert_eq!(lines[0], lines[2]);
    assert_eq!(lines[1]["offset"], 8);

    // A length beyond the limit does, and so does the end of the stream.
    let (code, lines) = decode(&[&beat[..], &[0, 0x10, 0, 0, 0, 0, 0, 5], &beat].concat());
    assert_eq!((code, lines.len()), (1, 2));
    assert_eq!(
        lines[1]["error"],
        "message 2, byte 12 of the stream: HEARTBEAT_REQ: the message has 1048584 bytes, but \
         the limit is 12500 (at byte 0)"
    );
    for cut in 1..beat.len() {
        let (code, lines) = decode(&[&beat[..], &beat[..cut]].concat());
        assert_eq!((code, lines.len()), (1, 2));
        let name = if cut < 8 { "" } else { "HEARTBEAT_REQ: " };
        let error =
            format!("message 2, byte 12 of the stream: {name}the stream ends inside the message");
        assert_eq!(lines[1], json!({ "error": error, "offset": cut }));
    }
}

#[test]
fn hostile_input_never_panics() {
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let mut stream = vec![0];
    stream.extend((0..50_000).map(|_| noise()));
    for input in [&stream, &stream[1..]] {
        let run = Run::new(&["decode"], input);
        assert_eq!((run.code, run.err.as_str()), (1, ""));
    }
}

#[test]
fn arguments_are_checked() {
    let next = (LAST + 1).to_string();
    for version in ["12", &next, "-1", "x", ""] {
        let run = Run::new(&["decode", "--protocol", version], b"");
        assert_eq!(run.code, 2, "{version}");
        assert!(!run.err.is_empty());
    }
    let run = Run::new(&["decode", "--protocol", "12"], b"");
    assert!(
        run.err
            .contains(&format!("the protocol versions 13 to {LAST} are supported")),
        "{}",
        run.err
    );
    let run = Run::new(&["decode", "/does/not/exist"], b"");
    assert_eq!(run.code, 1);
    assert!(
        run.err.starts_with("error: cannot open /does/not/exist: "),
        "{}",
        run.err
    );
    let run = Run::new(&["decode", env!("CARGO_MANIFEST_DIR")], b"");
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("error: cannot decode "), "{}", run.err);
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let input = format!("{HEARTBEAT}\n").repeat(50_000);
    let mut child = command::spawn(&["decode"]);
    drop(child.stdout.take());
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}

/// Errors of the output are told apart from those of the input.
#[test]
#[cfg(unix)]
fn a_full_disk_is_an_error_of_the_output() {
    use std::fs::File;
    use std::process::{Command, Stdio};

    let Ok(full) = File::options().write(true).open("/dev/full") else {
        eprintln!("skipped: /dev/full does not exist");
        return;
    };
    let json = r#"{"type":5,"fields":{"InvokeID":1}}"#;
    for (arguments, input) in [
        (&["decode"][..], HEARTBEAT),
        (&["decode", "--format", "svg"], HEARTBEAT),
        (&["encode"], json),
        (&["spec", "check"], ""),
        (&["spec", "show", "OPEN_REQ"], ""),
        (&["spec", "diff", "19", "20"], ""),
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cti"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(full.try_clone().unwrap())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // `spec` reads no input, and may have ended.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        let output = child.wait_with_output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {error}");
        assert!(
            error.starts_with("error: cannot write the output: "),
            "{arguments:?}: {error}"
        );
    }
    // Errors that cannot be shown either leave the exit code.
    let mut child = Command::new(env!("CARGO_BIN_EXE_cti"))
        .arg("encode")
        .stdin(Stdio::piped())
        .stderr(full)
        .spawn()
        .unwrap();
    drop(child.stdin.take().unwrap().write_all(b"{"));
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn colours_come_when_they_are_asked_for() {
    let input = HEARTBEAT.as_bytes();
    let plain = Run::new(&["decode"], input);
    assert!(!plain.out.contains('\u{1b}'), "{}", plain.out);
    let coloured = Run::new(&["decode", "--color", "always"], input);
    assert!(
        coloured.out.contains("\u{1b}[1mHEARTBEAT_REQ"),
        "{}",
        coloured.out
    );
    let json = Run::new(&["decode", "--color", "always", "--format", "json"], input);
    assert!(!json.out.contains('\u{1b}'), "{}", json.out);
}

#[test]
fn filters_hold_for_lines_and_streams_too() {
    let close = "000000080000000700000002000000000";
    let input = format!("{HEARTBEAT}\n{}\n", &close[..32]);
    for (filter, shown) in [
        (&["--message", "CLOSE_REQ"][..], 1),
        (&["--message", "CLOSE_REQ", "--message", "5"], 2),
        (&["--from", "client"], 2),
        (&["--from", "server"], 0),
        (&["--call", "1"], 0),
    ] {
        let run = Run::new(
            &[&["decode", "--format", "json"], filter].concat(),
            input.as_bytes(),
        );
        assert_eq!(
            (run.code, run.out.lines().count()),
            (0, shown),
            "{filter:?}"
        );
    }
    let run = Run::new(&["decode", "--message", "CLOSE_RQ"], b"");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean CLOSE_REQ?"), "{}", run.err);
}

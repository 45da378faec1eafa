//! The specification as data: `generated/json` against its schema and the model.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use cti_spec::json::read;
use cti_tests::cases::{cases, config};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| text("ged188.json").parse().expect("JSON"));

static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema: Value = text("ged188.schema.json").parse().expect("JSON");
    jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{error}"))
});

/// The places of all values in the document, the document itself first, as JSON pointers.
static PLACES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut places = Vec::new();
    pointers(&DOCUMENT, String::new(), &mut places);
    places
});

fn text(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/json");
    fs::read_to_string(folder.join(file)).expect("a generated file")
}

fn pointers(value: &Value, place: String, places: &mut Vec<String>) {
    places.push(place.clone());
    match value {
        Value::Object(object) => object
            .iter()
            .for_each(|(key, value)| pointers(value, format!("{place}/{key}"), places)),
        Value::Array(array) => array
            .iter()
            .enumerate()
            .for_each(|(index, value)| pointers(value, format!("{place}/{index}"), places)),
        _ => {}
    }
}

#[test]
fn the_document_is_the_specification() {
    let found = read(&text("ged188.json")).unwrap_or_else(|error| panic!("{error}"));
    let expected =
        cti_spec::load(&cti_spec::ged188_dir()).unwrap_or_else(|error| panic!("{error}"));
    assert!(found == expected);
}

#[test]
fn the_document_holds_to_its_schema() {
    let errors: Vec<String> = VALIDATOR
        .iter_errors(&DOCUMENT)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// What is done to a value.
#[derive(Debug, Clone)]
enum Damage {
    /// Another value takes its place.
    Replace(Value),
    /// It is gone from the object or array around it.
    Remove,
    /// It gets a key more, if it is an object.
    Surplus,
}

fn damage() -> impl Strategy<Value = Damage> {
    let others = vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(5_000_000_000_u64),
        json!("damaged"),
        json!([]),
        json!({}),
        json!([1, "x"]),
        json!({ "since": 20 }),
    ];
    prop_oneof![
        3 => proptest::sample::select(others).prop_map(Damage::Replace),
        2 => Just(Damage::Remove),
        1 => Just(Damage::Surplus),
    ]
}

/// Does the damage.
fn damaged(place: &str, damage: &Damage) -> Value {
    let mut document = DOCUMENT.clone();
    let value = document.pointer_mut(place).expect("a place");
    match (damage, value) {
        (Damage::Replace(other), value) => *value = other.clone(),
        (Damage::Surplus, Value::Object(object)) => {
            object.insert("surplus".to_owned(), json!(1));
        }
        (Damage::Surplus, _) => {}
        (Damage::Remove, _) => {
            let Some((around, last)) = place.rsplit_once('/') else {
                return json!(null);
            };
            match document.pointer_mut(around) {
                Some(Value::Object(object)) => drop(object.shift_remove(last)),
                Some(Value::Array(array)) => drop(array.remove(last.parse().expect("an index"))),
                _ => unreachable!("nothing else holds values"),
            }
        }
    }
    document
}

/// A JSON pointer as errors write it: `messages[3].body`.
fn path(pointer: &str) -> String {
    let keys = pointer.split('/').skip(1);
    let path: String = keys
        .map(|key| match key.parse::<usize>() {
            Ok(index) => format!("[{index}]"),
            Err(_) => format!(".{key}"),
        })
        .collect();
    path.trim_start_matches('.').to_owned()
}

/// What the schema refuses, the reader refuses too, and it says where; on nothing does it panic.
fn check(place: &str, damage: &Damage) {
    let document = damaged(place, damage);
    let found = read(&document.to_string());
    if VALIDATOR.is_valid(&document) {
        return;
    }
    let error = found.expect_err("the schema refuses it");
    // At the value, or at what stands around it and lacks it or has too many keys.
    let (around, _) = place.rsplit_once('/').unwrap_or_default();
    let found = error.path();
    assert!(found.starts_with(&path(around)), "{place}: {error}");
    assert!(
        !found.is_empty() || path(around).is_empty(),
        "{place}: {error}"
    );
}

proptest! {
    #![proptest_config(config(cases(200)))]

    #[test]
    fn damaged_documents_are_refused(place in any::<Index>(), damage in damage()) {
        check(&PLACES[place.index(PLACES.len())], &damage);
    }
}

/// Most places are deep in messages; each key of the document has its turn here.
#[test]
fn damage_at_the_top_is_refused() {
    for place in PLACES
        .iter()
        .filter(|place| place.matches('/').count() == 1)
    {
        for damage in [
            Damage::Remove,
            Damage::Replace(json!(null)),
            Damage::Replace(json!(1.5)),
        ] {
            check(place, &damage);
        }
    }
    check("", &Damage::Surplus);
    check("", &Damage::Remove);
}

/// What serde would take and the schema does not.
#[test]
fn the_reader_takes_no_other_form_than_the_schema() {
    for (place, other) in [
        ("/messages/0/versions", json!(null)),
        ("/messages/0/body/parts/layouts/0/versions", json!([20])),
        ("/messages/0/body", json!({ "unpublished": null })),
    ] {
        let mut document = DOCUMENT.clone();
        let (around, key) = place.rsplit_once('/').expect("a key");
        document.pointer_mut(around).expect("a place")[key] = other;
        assert!(!VALIDATOR.is_valid(&document), "{place}");
        let error = read(&document.to_string()).expect_err(place);
        assert_eq!(error.path(), path(place), "{error}");
    }
}

/// Text that is cut anywhere is no document.
#[test]
fn cut_text_is_refused() {
    let text = text("ged188.json");
    for end in (0..text.len() - 2).step_by(text.len() / 40) {
        let cut = String::from_utf8_lossy(&text.as_bytes()[..end]).into_owned();
        assert!(read(&cut).is_err(), "{end}");
    }
}

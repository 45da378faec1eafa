//! The features of cti-messages are the services of the specification.

use std::collections::BTreeSet;
use std::process::Command;

use cti_tests::spec;
use serde_json::Value;

/// The features of cti-messages that are no service.
const OTHERS: [&str; 6] = ["arbitrary", "default", "proptest", "serde", "std", "tokio"];

fn words(values: &Value) -> BTreeSet<String> {
    let values = values.as_array().expect("a list").iter();
    values
        .map(|value| value.as_str().expect("a name").to_owned())
        .collect()
}

#[test]
fn each_service_is_a_feature_that_is_on_by_default() {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo can be run");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages
        .iter()
        .find(|package| package["name"] == "cti-messages")
        .expect("it is in the workspace");
    let features = package["features"].as_object().expect("features");

    let protocol = spec::protocol();
    let services: BTreeSet<String> = spec::messages()
        .map(|message| protocol[message.service].name.words.join("-"))
        .collect();
    let declared: BTreeSet<String> = features
        .keys()
        .filter(|name| !OTHERS.contains(&name.as_str()))
        .cloned()
        .collect();
    assert_eq!(declared, services);
    let mut default = words(&features["default"]);
    assert!(default.remove("std"));
    assert_eq!(default, services);
    for service in services {
        assert!(words(&features[&service]).is_empty(), "{service}");
    }
}

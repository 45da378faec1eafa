//! The output of the derives raises no lint, and has no `#[allow(…)]`, which is an error where the lint is forbidden.
//!
//! Clippy's lints are looked at when clippy looks at this file, as CI does.

// Only to be forbidden for a whole crate.
#![forbid(future_incompatible, rust_2021_compatibility, rust_2024_compatibility)]
// Few of the items are used.
#![allow(dead_code)]

/// With each lint forbidden that a crate may forbid and still declare these items.
pub mod forbidden {
    #![forbid(
        keyword_idents,
        let_underscore,
        nonstandard_style,
        refining_impl_trait,
        rust_2018_compatibility,
        rust_2018_idioms,
        // The group `unused`, but for `dead_code`.
        map_unit_fn,
        path_statements,
        redundant_semicolons,
        unreachable_code,
        unreachable_patterns,
        unused_allocation,
        unused_assignments,
        unused_attributes,
        unused_braces,
        unused_doc_comments,
        unused_extern_crates,
        unused_features,
        unused_imports,
        unused_labels,
        unused_macro_rules,
        unused_macros,
        unused_must_use,
        unused_mut,
        unused_parens,
        unused_unsafe,
        unused_variables,
        // In no group, or not on by default.
        absolute_paths_not_starting_with_crate,
        ambiguous_negative_literals,
        deprecated,
        deprecated_in_future,
        explicit_outlives_requirements,
        ffi_unwind_calls,
        macro_use_extern_crate,
        meta_variable_misuse,
        closure_returning_async_block,
        impl_trait_redundant_captures,
        missing_abi,
        missing_copy_implementations,
        missing_debug_implementations,
        missing_docs,
        redundant_imports,
        redundant_lifetimes,
        single_use_lifetimes,
        trivial_casts,
        trivial_numeric_casts,
        unit_bindings,
        unnameable_types,
        unreachable_pub,
        unsafe_code,
        unstable_features,
        unused_import_braces,
        unused_lifetimes,
        unused_qualifications,
        unused_results,
        variant_size_differences,
        clippy::all,
        clippy::cargo,
        clippy::nursery,
        clippy::pedantic,
        clippy::same_name_method
    )]
    #![deny(warnings)]

    /// Each derive, and messages with each kind of member.
    pub mod every_kind {
        include!("lints/every_kind.rs");
    }

    /// Each thing that may be deprecated.
    pub mod old {
        include!("lints/old.rs");
    }
}

/// With clippy's lints that contradict each other and the usual style, but for those that are raised by the items
/// themselves.
pub mod restricted {
    #![deny(clippy::restriction, warnings)]
    #![allow(
        clippy::arbitrary_source_item_ordering,
        clippy::blanket_clippy_restriction_lints,
        clippy::exhaustive_structs,
        clippy::module_name_repetitions,
        clippy::single_char_lifetime_names,
        reason = "the items themselves raise them"
    )]

    /// Each derive, and messages with each kind of member.
    pub mod every_kind {
        include!("lints/every_kind.rs");
    }

    /// Each thing that may be deprecated.
    pub mod old {
        include!("lints/old.rs");
    }
}

#[test]
fn items_work_where_lints_are_forbidden() {
    use cti_messages::{ProtocolVersion, TypedMessage as _};
    use forbidden::every_kind::{Column, Kind, NoteReq};

    let request = NoteReq {
        kind: Some(Kind::SHORT),
        text: Some("read this".into()),
        columns: vec![Column {
            title: Some("waiting".into()),
            width: None,
        }],
        ..Default::default()
    };
    let mut frame = Vec::new();
    request.encode(ProtocolVersion::V24, &mut frame).unwrap();
    assert_eq!(NoteReq::decode(&frame, ProtocolVersion::V24), Ok(request));
}

//! Every name that the output introduces. All stand in a block of their own, but the types of the user's members are
//! named in that block too: so each begins with `__`. Variables and parameters do so as well: a constant of the user
//! with the name of a variable would turn its binding into a pattern, and `Span::mixed_site()` does not help, as
//! constants are looked up where the derive was called in any case.
//!
//! | name | what it is |
//! | --- | --- |
//! | `__rt` | the runtime |
//! | `__if_cti_messages_is_…` | [`HINT_AT_CRATE`] |
//! | `__INFO` | what is known of the type |
//! | `__MEMBERS` | what is known of the members in the fixed part |
//! | `__MEMBER_0` … | what is known of one floating member |
//! | `__FIXED_0` … | the fields of the fixed part; one table for each layout |
//! | `__fixed_part` | the fixed part that a body has |
//! | `__CHUNK_0` … | the size of a run of fixed fields that is read and written at once |
//! | `__AT_0` … | the places of the fields in a chunk |
//! | `__LAYOUTS`, `__form_of` | the layouts, and how they are told apart |
//! | `__Progress` | what is remembered of lists while they are read |
//! | `__member_0` … | the value of a fixed member, before there is a struct |
//! | `'__frame`, `'__value`, `'__confirmation`, `__S`, `__W` | lifetimes and type parameters |
//! | `__body`, `__writer`, `__tag` … | variables and parameters |

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Lifetime;

/// The function of the runtime which is not found where the runtime is not: its name is what to do then.
pub(super) const HINT_AT_CRATE: &str =
    "__if_cti_messages_is_renamed_or_reexported_set_the_key_crate";

/// An expression for what is known of the member of the fixed part with an index.
pub(super) fn fixed_info(index: usize) -> TokenStream {
    quote!(__MEMBERS[#index])
}

/// What is known of the floating member with an index.
pub(super) fn member_info(index: usize) -> Ident {
    format_ident!("__MEMBER_{index}")
}

/// The fields of the fixed part in a layout.
pub(super) fn fixed_table(layout: usize) -> Ident {
    format_ident!("__FIXED_{layout}")
}

/// The size of a chunk.
pub(super) fn chunk_size(chunk: usize) -> Ident {
    format_ident!("__CHUNK_{chunk}")
}

/// The places of the fields in a chunk.
pub(super) fn offsets(chunk: usize) -> Ident {
    format_ident!("__AT_{chunk}")
}

/// An expression for the place of a field in a chunk.
pub(super) fn offset(chunk: usize, field: usize) -> TokenStream {
    let offsets = offsets(chunk);
    quote!(#offsets[#field])
}

/// The value of a fixed member.
pub(super) fn fixed_value(member: usize) -> Ident {
    format_ident!("__member_{member}")
}

/// The lifetime of the frame, for types that have none of their own.
pub(super) fn frame_lifetime() -> Lifetime {
    Lifetime::new("'__frame", Span::call_site())
}

//! The surroundings of an item in a file: the protocol, the imports of the file, the versions that
//! the item has anyway.

use cti_spec::model::{
    Element, EntryIndex, FieldType, Floating, ListStyle, Meaning, Protocol, Window, WireForm,
};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::source::Imports;
use super::tokens::integer;
use crate::facts;

/// The modules of generated items, as seen from a generated file.
pub(super) const ENTRIES: &str = "crate::entries";
const ENUMERATIONS: &str = "crate::enumerations";
const IDS: &str = "crate::ids";
const MASKS: &str = "crate::masks";

/// The surroundings of an item.
#[derive(Debug)]
pub(super) struct Scope<'p> {
    pub(super) protocol: &'p Protocol,
    pub(super) imports: Imports,
    /// The versions of the item; bounds of its members that say no more are left out.
    pub(super) window: Window,
}

impl<'p> Scope<'p> {
    /// The scope of an item that has a file to itself.
    pub(super) fn of_item(protocol: &'p Protocol, name: &str, window: Window) -> Self {
        Self::of_file(protocol, &[name], window)
    }

    /// The scope of a file that defines these names.
    pub(super) fn of_file(protocol: &'p Protocol, names: &[&str], window: Window) -> Self {
        Self {
            protocol,
            imports: Imports::of_file_with(names),
            window,
        }
    }

    /// The bounds of a member that say more than those of the item.
    pub(super) fn narrowed(&self, window: Window) -> Window {
        facts::narrowed(self.protocol, window, self.window)
    }

    /// The Rust type of a value. `size` is that of a fixed field.
    pub(super) fn value_type(&mut self, ty: &FieldType, size: Option<u32>) -> TokenStream {
        let protocol = self.protocol;
        match (ty.meaning, ty.form) {
            (Some(Meaning::Id(index)), _) => self.imports.item(IDS, &protocol[index].name.pascal()),
            (Some(Meaning::Enumeration(index)), _) => self
                .imports
                .item(ENUMERATIONS, &protocol[index].name.pascal()),
            (Some(Meaning::Mask(index)), _) => {
                self.imports.item(MASKS, &protocol[index].name.pascal())
            }
            (None, WireForm::Unsigned(_) | WireForm::Signed(_)) => {
                integer(ty.form).into_token_stream()
            }
            (None, WireForm::Bool) => self.imports.runtime("Bool"),
            (None, WireForm::Time) => self.imports.runtime("Time"),
            (None, WireForm::Bytes) if size.is_some() => {
                let size = Literal::u32_unsuffixed(size.unwrap_or_default());
                quote!([u8; #size])
            }
            (None, WireForm::Text) => self.borrowing("Text"),
            (None, WireForm::Bytes) => self.borrowing("Bytes"),
            (None, WireForm::NamedVariable) => self.borrowing("NamedVariable"),
            (None, WireForm::NamedArray) => self.borrowing("NamedArray"),
        }
    }

    /// The same, not to be shown if it is secret.
    pub(super) fn shown_type(&mut self, ty: &FieldType, secret: bool) -> TokenStream {
        let value = self.value_type(ty, None);
        if secret {
            let wrapper = self.imports.runtime("Secret");
            quote!(#wrapper<#value>)
        } else {
            value
        }
    }

    /// The type of the entries that a list of this entry has.
    pub(super) fn entry_type(&mut self, index: EntryIndex) -> TokenStream {
        let name = self
            .imports
            .item(ENTRIES, &self.protocol[index].name.pascal());
        if entry_borrows(self.protocol, index) {
            quote!(#name<'a>)
        } else {
            name
        }
    }

    fn borrowing(&mut self, name: &str) -> TokenStream {
        let name = self.imports.runtime(name);
        quote!(#name<'a>)
    }
}

/// Whether a value of this form points into the frame.
pub(super) fn borrows(form: WireForm) -> bool {
    match form {
        WireForm::Text | WireForm::Bytes | WireForm::NamedVariable | WireForm::NamedArray => true,
        WireForm::Unsigned(_) | WireForm::Signed(_) | WireForm::Bool | WireForm::Time => false,
    }
}

/// Whether the struct of an entry has a lifetime.
pub(super) fn entry_borrows(protocol: &Protocol, index: EntryIndex) -> bool {
    let entry = &protocol[index];
    // Records keep what they do not understand.
    entry.style == ListStyle::Records
        || entry.members.iter().any(|member| match member {
            Floating::Field(field) => borrows(field.ty.form),
            Floating::Count(_) => false,
            Floating::List(list) => match &list.element {
                Element::Member(field) => borrows(field.ty.form),
                Element::Entry(index) => entry_borrows(protocol, *index),
            },
        })
}

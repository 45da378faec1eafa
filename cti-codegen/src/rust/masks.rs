//! The masks, one file each: bit flags that keep bits without a name.

use std::fmt::Write as _;
use std::path::Path;

use cti_spec::model::{Mask, Protocol, Window};
use quote::quote;

use super::docs::DocText;
use super::enumerations::{listed, value_doc};
use super::ident::{file_name, ident};
use super::ids::integer;
use super::scope::Scope;
use super::source::Source;
use crate::facts::{self, code};
use crate::{Error, GeneratedFile};

/// The file of a mask.
pub(super) fn file(protocol: &Protocol, mask: &Mask) -> Result<GeneratedFile, Error> {
    let type_name = mask.name.pascal();
    let guide = &mask.name.guide;
    let mut scope = Scope::of_item(protocol, &type_name, Window::default());
    let derive = scope.imports.runtime("Mask");
    let name = ident(&type_name);
    let integer = integer(mask.width);
    let listed = mask.bits.iter().map(|bit| listed(&scope, bit));
    let size = facts::bytes(u32::from(mask.width));
    let doc = DocText::of(&mask.doc)
        .paragraph(&format!(
            "{}, {size}. Bits without a name are legal and kept.",
            code(guide)
        ))
        .errata(protocol, &mask.errata)
        .outer();

    let path = Path::new("masks").join(file_name(&mask.name.snake()));
    let about = format!("The mask {}.", code(guide));
    let mut source = Source::new(path, DocText::default().paragraph(&about));
    source.item(quote! {
        #doc
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, #derive)]
        #[cti(name = #guide, bits(#(#listed),*))]
        pub struct #name(#integer);
    });
    source.text(flags(&scope, mask));
    source.imports(&scope.imports);
    source.finish()
}

/// The call of `bitflags!`, formatted here because no formatter looks into a macro call.
fn flags(scope: &Scope<'_>, mask: &Mask) -> String {
    let name = mask.name.pascal();
    let integer = integer(mask.width);
    let mut text = format!("::bitflags::bitflags! {{\n    impl {name}: {integer} {{\n");
    for bit in &mask.bits {
        for line in value_doc(scope, bit).attribute_values() {
            let _ = writeln!(text, "        ///{line}");
        }
        let value = facts::hexadecimal(bit.value, mask.width);
        let _ = writeln!(text, "        const {} = {value};\n", bit.rust_name);
    }
    // All other bits belong to the type as well, so that no operation drops them.
    text.push_str("        const _ = !0;\n    }\n}\n");
    text
}

//! The `use` items of a generated file.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

use super::ident::{ident, path};

/// Where the hand-written types and the derives are.
const RUNTIME: &str = "crate";

/// What the generated code uses from the prelude, so that nothing else may be called that.
const PRELUDE: [(&str, &str); 4] = [
    ("None", "core::option::Option"),
    ("Option", "core::option"),
    ("Result", "core::result"),
    ("Some", "core::option::Option"),
];

/// What a file refers to by its short name.
///
/// A name that means something else in the file already (the item that the file defines, one of
/// another module, `Option`) is written with its path, so no name of a specification can make the
/// generated code ambiguous.
#[derive(Debug)]
pub(super) struct Imports {
    meanings: BTreeMap<String, String>,
    modules: BTreeMap<String, BTreeSet<String>>,
}

impl Imports {
    /// The imports of a file that defines these names.
    pub(super) fn of_file_with(defined: &[&str]) -> Self {
        let prelude = PRELUDE.map(|(name, module)| (name.to_owned(), module.to_owned()));
        let own = defined
            .iter()
            .map(|name| ((*name).to_owned(), "self".to_owned()));
        Self {
            meanings: prelude.into_iter().chain(own).collect(),
            modules: BTreeMap::new(),
        }
    }

    /// A type or derive of the runtime.
    pub(super) fn runtime(&mut self, name: &str) -> TokenStream {
        self.item(RUNTIME, name)
    }

    /// `Vec`.
    pub(super) fn vec(&mut self) -> TokenStream {
        self.item("alloc::vec", "Vec")
    }

    /// `Option`, which is in scope without a `use`.
    pub(super) fn option(&self) -> TokenStream {
        match self.meanings.get("Option").map(String::as_str) {
            Some("core::option") => path("Option"),
            _ => path("core::option::Option"),
        }
    }

    /// An item of a module, by its short name where that is free.
    pub(super) fn item(&mut self, module: &str, name: &str) -> TokenStream {
        let meaning = self
            .meanings
            .entry(name.to_owned())
            .or_insert_with(|| module.to_owned());
        if meaning != module {
            return path(&format!("{module}::{name}"));
        }
        self.modules
            .entry(module.to_owned())
            .or_default()
            .insert(name.to_owned());
        let name = ident(name);
        quote::quote!(#name)
    }

    /// The `use` items, one per module, other crates first.
    pub(super) fn items(&self) -> Vec<TokenStream> {
        self.modules
            .iter()
            .map(|(module, names)| {
                let module = path(module);
                let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
                match names.as_slice() {
                    [name] => quote::quote!(use #module::#name;),
                    names => quote::quote!(use #module::{#(#names),*};),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_its_path() {
        let mut imports = Imports::of_file_with(&["Message", "Option"]);
        assert_eq!(imports.runtime("Message").to_string(), "crate :: Message");
        assert_eq!(imports.option().to_string(), "core :: option :: Option");
        assert_eq!(imports.item("crate::ids", "Text").to_string(), "Text");
        assert_eq!(imports.runtime("Text").to_string(), "crate :: Text");
        assert_eq!(imports.item("crate::ids", "Text").to_string(), "Text");
        let items: Vec<String> = imports.items().iter().map(ToString::to_string).collect();
        assert_eq!(items, ["use crate :: ids :: Text ;"]);
    }
}

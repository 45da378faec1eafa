//! The text of a generated file: module doc, imports, items.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cti_spec::name::Name;
use proc_macro2::TokenStream;
use quote::quote;

use super::docs::DocText;
use super::tokens::{file_name, ident, path};
use crate::error::Error;
use crate::facts::code;
use crate::files::GeneratedFile;

/// A generated file in the making.
#[derive(Debug)]
pub(super) struct Source {
    path: PathBuf,
    doc: DocText,
    attributes: TokenStream,
    items: Vec<TokenStream>,
    text: String,
}

impl Source {
    /// A file with the first words of its module doc.
    pub(super) fn new(path: impl Into<PathBuf>, doc: DocText) -> Self {
        Self {
            path: path.into(),
            doc,
            attributes: TokenStream::new(),
            items: Vec::new(),
            text: String::new(),
        }
    }

    /// The file of one item, in the folder of its kind.
    pub(super) fn of_item(folder: impl AsRef<Path>, kind: &str, name: &Name) -> Self {
        let about = format!("The {kind} {}.", code(&name.guide));
        let path = folder.as_ref().join(file_name(&name.snake()));
        Self::new(path, DocText::default().paragraph(&about))
    }

    /// Adds an attribute of the module itself.
    pub(super) fn attribute(&mut self, attribute: TokenStream) {
        self.attributes.extend(attribute);
    }

    /// Adds the `use` items; those of all items before and after it.
    pub(super) fn imports(&mut self, imports: &Imports) {
        self.items.splice(0..0, imports.items());
    }

    /// Adds items.
    pub(super) fn item(&mut self, tokens: TokenStream) {
        if !tokens.is_empty() {
            self.items.push(tokens);
        }
    }

    /// Adds items after all others, laid out as they are here.
    pub(super) fn text(&mut self, items: &str) {
        self.text.push_str(items);
    }

    /// The file. Fails if the items are not valid Rust, which is a mistake of the generator.
    pub(super) fn finish(self) -> Result<GeneratedFile, Error> {
        let text = self
            .render()
            .map_err(|error| Error::bug(&self.path, error))?;
        let path = self.path;
        Ok(GeneratedFile { path, text })
    }

    fn render(&self) -> syn::Result<String> {
        let mut text = String::new();
        for line in self.doc.attribute_values() {
            text.push_str("//!");
            text.push_str(&line);
            text.push('\n');
        }
        if !self.attributes.is_empty() {
            text.push('\n');
            let attributes = syn::parse2::<syn::File>(self.attributes.clone())?.attrs;
            text.push_str(&format(attributes, Vec::new()));
        }
        let mut last_keyword = "";
        for tokens in &self.items {
            for item in syn::parse2::<syn::File>(tokens.clone())?.items {
                let keyword = list_keyword(&item);
                // `use` and `mod` lines stand together, all else apart.
                if keyword.is_empty() || keyword != last_keyword {
                    text.push('\n');
                }
                last_keyword = keyword;
                text.push_str(&spaced(&format(Vec::new(), vec![item])));
            }
        }
        if !self.text.is_empty() {
            syn::parse_file(&self.text)?;
            text.push('\n');
            text.push_str(&self.text);
        }
        Ok(text)
    }
}

/// The text of the attributes of a file and of items, formatted.
fn format(attrs: Vec<syn::Attribute>, items: Vec<syn::Item>) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    })
}

/// The keyword of an item that stands in a list of its like.
fn list_keyword(item: &syn::Item) -> &'static str {
    match item {
        syn::Item::Use(item) => match item.vis {
            syn::Visibility::Public(_) => "pub use",
            _ => "use",
        },
        syn::Item::Mod(item) => match item.vis {
            // One list of modules, whoever may see them.
            syn::Visibility::Public(_) | syn::Visibility::Restricted(_) => "pub mod",
            _ => "mod",
        },
        _ => "",
    }
}

/// Puts an empty line before each documented member and function, so that a struct of forty
/// members can be read.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + text.len() / 16);
    let mut before = "{";
    for line in text.lines() {
        let start = line.trim_start();
        let opens = ["///", "#[", "fn ", "pub fn ", "pub const fn "]
            .iter()
            .any(|opening| start.starts_with(opening))
            // A condition of a case in a match.
            && !start.starts_with("#[cfg(");
        let belongs_to_before = before.starts_with("///")
            || before.starts_with("#[")
            || before.ends_with(['{', '('])
            || before == ")]";
        if opens && !belongs_to_before {
            spaced.push('\n');
        }
        spaced.push_str(line);
        spaced.push('\n');
        before = start;
    }
    spaced
}

/// Where the hand-written types and the derives are.
const RUNTIME: &str = "crate";

/// The names of the prelude that generated code uses; nothing else may have them.
const PRELUDE: [(&str, &str); 5] = [
    ("Default", "core::default"),
    ("None", "core::option::Option"),
    ("Option", "core::option"),
    ("Result", "core::result"),
    ("Some", "core::option::Option"),
];

/// The names that a file uses without their paths.
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
        self.prelude("core::option", "Option")
    }

    /// `Default`, which is in scope without a `use`.
    pub(super) fn default(&self) -> TokenStream {
        self.prelude("core::default", "Default")
    }

    /// A name of the prelude, with its path if it means something else in the file.
    fn prelude(&self, module: &str, name: &str) -> TokenStream {
        match self.meanings.get(name) {
            Some(meaning) if meaning == module => path(name),
            _ => path(&format!("{module}::{name}")),
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
        quote!(#name)
    }

    /// The `use` items, one per module, other crates first.
    pub(super) fn items(&self) -> Vec<TokenStream> {
        self.modules
            .iter()
            .map(|(module, names)| {
                let module = path(module);
                let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
                match names.as_slice() {
                    [name] => quote!(use #module::#name;),
                    names => quote!(use #module::{#(#names),*};),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_read_well() {
        let mut imports = Imports::of_file_with(&[]);
        imports.vec();
        imports.runtime("Text");
        let mut source = Source::new("a.rs", DocText::default().paragraph("All of A."));
        source.item(quote! {
            #[doc = " A."] #[derive(Debug)] pub struct A {
                #[doc = " b."] pub b: u8, #[doc = " c."] #[cti(fixed)] pub c: u8
            }
            impl X for A { fn y() {} fn z() {} }
        });
        source.imports(&imports);
        let text = source.finish().expect("is Rust").text;
        assert_eq!(
            text,
            "//! All of A.\n\nuse alloc::vec::Vec;\nuse crate::Text;\n\n/// A.\n#[derive(Debug)]\n\
             pub struct A {\n    /// b.\n    pub b: u8,\n\n    /// c.\n    #[cti(fixed)]\n    pub c: u8,\n}\n\n\
             impl X for A {\n    fn y() {}\n\n    fn z() {}\n}\n",
        );
    }

    #[test]
    fn a_mistake_of_the_generator_names_the_file() {
        let mut source = Source::new("a/b.rs", DocText::default());
        source.item(quote!(struct));
        let error = format!("{:#}", source.finish().expect_err("is no Rust"));
        assert!(error.starts_with("cannot generate a/b.rs"), "{error}");
    }

    #[test]
    fn a_taken_name_gets_its_path() {
        let mut imports = Imports::of_file_with(&["TypedMessage", "Option", "Default"]);
        assert_eq!(
            imports.runtime("TypedMessage").to_string(),
            "crate :: TypedMessage"
        );
        assert_eq!(imports.option().to_string(), "core :: option :: Option");
        assert_eq!(imports.default().to_string(), "core :: default :: Default");
        assert_eq!(imports.item("crate::ids", "Text").to_string(), "Text");
        assert_eq!(imports.runtime("Text").to_string(), "crate :: Text");
        assert_eq!(imports.item("crate::ids", "Text").to_string(), "Text");
        let items: Vec<String> = imports.items().iter().map(ToString::to_string).collect();
        assert_eq!(items, ["use crate :: ids :: Text ;"]);
    }
}

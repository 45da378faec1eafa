//! The dissector for Wireshark: one Lua file, which is copied into the folder of the plugins.
//!
//! | part of the file | made by |
//! | --- | --- |
//! | how to install and use it | `runtime/head.lua` |
//! | what can be filtered | `fields` |
//! | enumerations, masks, tags, entries, messages, and which message answers which | `messages` |
//! | everything that is done with these tables | `runtime/*.lua`, written by hand for any protocol |
//!
//! The parts share one chunk of Lua, because a plugin of several files would have to be installed as
//! a folder, and tshark's `-X lua_script:` takes one file.

mod fields;
mod lua;
mod messages;

use cti_spec::Protocol;

use crate::files::GeneratedFile;
use fields::Fields;
use lua::Lua;

#[cfg(test)]
use fields::RESERVED;

/// The start of the file, before the tables.
const HEAD: &str = include_str!("runtime/head.lua");

/// The code that works with the tables, each part after those that it needs.
const RUNTIME: &[&str] = &[
    include_str!("runtime/register.lua"),
    include_str!("runtime/versions.lua"),
    include_str!("runtime/nodes.lua"),
    include_str!("runtime/values.lua"),
    include_str!("runtime/fixed.lua"),
    include_str!("runtime/roles.lua"),
    include_str!("runtime/checks.lua"),
    include_str!("runtime/lists.lua"),
    include_str!("runtime/floating.lua"),
    include_str!("runtime/links.lua"),
    include_str!("runtime/message.lua"),
    include_str!("runtime/stream.lua"),
    include_str!("runtime/heuristic.lua"),
];

/// The dissector.
pub(crate) fn file(protocol: &Protocol) -> GeneratedFile {
    let abbreviation = protocol.name.to_lowercase();
    let fields = Fields::of(protocol);
    let mut lua = Lua::default();
    lua.embedded(HEAD);
    about(&mut lua, protocol, &abbreviation);
    messages::write_values(&mut lua, protocol);
    fields.write(&mut lua);
    messages::write(&mut lua, protocol, &fields);
    for part in RUNTIME {
        lua.line("");
        lua.embedded(part);
    }
    GeneratedFile {
        path: format!("{abbreviation}.lua").into(),
        text: lua.finish(),
    }
}

/// Writes the facts that hold for all messages.
fn about(lua: &mut Lua, protocol: &Protocol, abbreviation: &str) {
    let first_line = protocol.doc.lines.first().map_or("", |line| line.trim());
    let about = first_line.split(". ").next().unwrap_or_default();
    lua.open("local protocol = {");
    lua.line(&format!("name = {},", lua::text(&protocol.name)));
    lua.line(&format!("abbreviation = {},", lua::text(abbreviation)));
    lua.line(&format!("about = {},", lua::text(about)));
    lua.line(&format!("first_version = {},", protocol.first_version));
    lua.line(&format!("last_version = {},", protocol.last_version));
    lua.line(&format!("wide_tags_since = {},", protocol.wide_tags_since));
    lua.line(&format!("frame_limit = {},", protocol.frame_limit));
    lua.close("}");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The protocol that the repository generates from.
    fn dissector() -> String {
        let protocol = cti_spec::load(&cti_spec::ged188_dir()).expect("the specification");
        file(&protocol).text
    }

    #[test]
    fn the_names_of_the_runtime_are_reserved() {
        let text = RUNTIME.concat();
        let own = text.lines().filter(|line| line.contains(" = register(\""));
        let mut names: Vec<&str> = own
            .filter_map(|line| line.trim().split(" = ").next())
            .filter(|name| RESERVED.contains(name))
            .collect();
        names.sort_unstable();
        assert_eq!(names, RESERVED);
    }

    #[test]
    fn the_fields_of_the_info_column_exist() {
        let text = dissector();
        let preference = text
            .split_once("\"Fields in the Info column\",\n")
            .expect("it")
            .1;
        let names = preference.split('"').nth(1).expect("its default");
        for name in names.split(',') {
            assert!(text.contains(&format!("[\"{name}\"] = {{")), "{name}");
        }
    }

    #[test]
    fn a_name_with_several_types_says_the_rarer_one() {
        let text = dissector();
        // Most messages have it unsigned, CALL_QUEUED_EVENT has it signed (E11).
        assert!(text.contains("[\"skill_group_number\"] = { \"SkillGroupNumber\", "));
        assert!(
            text.contains("[\"skill_group_number_"),
            "the rarer one has a suffix"
        );
    }
}

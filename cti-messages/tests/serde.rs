//! What the key `serde` does, where the feature is on: types that ask for serde's traits have them, and others are
//! left alone, as in a crate that knows nothing of the feature which another one turned on.

use cti_messages::serialization::Versioned;
use cti_messages::{
    Enumeration, Id, Mask, PeripheralId, ProtocolVersion, TypedMessage, UnknownField,
};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};

/// A crate that writes its own form of its own values.
mod by_hand {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Eq, Default, Enumeration)]
    #[cti(name = "Mood", constants(GOOD = "MOOD_GOOD"))]
    pub(crate) struct Mood(pub(crate) u16);

    impl Mood {
        const GOOD: Self = Self(0);
    }

    impl Serialize for Mood {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str("hand")
        }
    }

    impl<'de> Deserialize<'de> for Mood {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            u16::deserialize(deserializer).map(Self)
        }
    }

    #[derive(Clone, Copy, PartialEq, Eq, Default, Mask)]
    #[cti(name = "Moods", bits(GOOD = "MOODS_GOOD"))]
    pub(crate) struct Moods(u16);

    impl Moods {
        const GOOD: Self = Self(1);
    }

    impl Serialize for Moods {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str("hands")
        }
    }

    #[derive(Clone, Copy, PartialEq, Eq, Default, Id)]
    #[cti(name = "MoodID")]
    pub(crate) struct MoodId(u32);

    impl Serialize for MoodId {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str("a hand")
        }
    }

    /// A message without `Default` as well, which only serde's traits need.
    #[derive(Debug, Clone, PartialEq, Eq, TypedMessage)]
    #[cti(name = "MOOD_EVENT", number = 9001, from = server)]
    pub(crate) struct MoodEvent<'a> {
        #[cti(fixed, name = "Mood")]
        pub(crate) mood: Mood,
        #[cti(fixed, name = "Moods")]
        pub(crate) moods: Moods,
        #[cti(fixed, name = "MoodID")]
        pub(crate) id: MoodId,
        #[cti(unknown)]
        pub(crate) unknown: Vec<UnknownField<'a>>,
    }

    impl Serialize for MoodEvent<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            (self.mood, self.moods, self.id).serialize(serializer)
        }
    }
}

/// A crate that asks for the forms of this one.
mod on_request {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Eq, Default, Enumeration)]
    #[cti(name = "Mood", constants(GOOD = "MOOD_GOOD"), serde)]
    pub(crate) struct Mood(pub(crate) u16);

    impl Mood {
        const GOOD: Self = Self(0);
    }

    #[derive(Clone, Copy, PartialEq, Eq, Default, Mask)]
    #[cti(serde, name = "Moods", bits(GOOD = "MOODS_GOOD"))]
    pub(crate) struct Moods(u16);

    impl Moods {
        pub(crate) const GOOD: Self = Self(1);
    }

    #[derive(Clone, Copy, PartialEq, Eq, Default, Id)]
    #[cti(name = "MoodID")]
    #[cfg_attr(feature = "serde", cti(serde))]
    pub(crate) struct MoodId(pub(crate) u32);

    #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
    #[cti(name = "MOOD_EVENT", number = 9001, from = server)]
    #[cfg_attr(feature = "serde", cti(serde))]
    pub(crate) struct MoodEvent<'a> {
        #[cti(fixed, name = "Mood")]
        pub(crate) mood: Mood,
        #[cti(fixed, name = "Moods")]
        pub(crate) moods: Moods,
        #[cti(fixed, name = "MoodID")]
        pub(crate) id: MoodId,
        /// Serde's traits are those of a message with its members: what these implement is not asked.
        #[cti(fixed, name = "OtherMood")]
        pub(crate) other: by_hand::Mood,
        #[cti(unknown)]
        pub(crate) unknown: Vec<UnknownField<'a>>,
    }
}

/// A crate that forbids what its own types would raise, if the implementations were uses of them.
#[allow(dead_code, reason = "they are here to be compiled")]
mod deprecated {
    #![forbid(deprecated, missing_docs, unused_qualifications)]

    use super::*;

    /// A message.
    #[deprecated]
    #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
    #[cti(name = "MOOD_EVENT", number = 9001, from = server, serde)]
    pub(crate) struct MoodEvent<'a> {
        /// What is left.
        #[cti(unknown)]
        pub(crate) unknown: Vec<UnknownField<'a>>,
    }

    /// A mask.
    #[deprecated]
    #[derive(Clone, Copy, PartialEq, Eq, Default, Mask)]
    #[cti(serde, name = "Moods", bits())]
    pub(crate) struct Moods(u16);
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("it can be written")
}

#[test]
fn a_type_may_implement_the_traits_by_itself() {
    assert_eq!(json(&by_hand::Mood::default()), r#""hand""#);
    let read: by_hand::Mood = serde_json::from_str("7").expect("it can be read");
    assert_eq!(read, by_hand::Mood(7));
    let event = by_hand::MoodEvent {
        mood: by_hand::Mood::default(),
        moods: by_hand::Moods::default(),
        id: by_hand::MoodId::default(),
        unknown: Vec::new(),
    };
    assert_eq!(json(&event), r#"["hand","hands","a hand"]"#);

    let mut frame = Vec::new();
    event
        .encode(ProtocolVersion::V24, &mut frame)
        .expect("it can be encoded");
    assert_eq!(
        by_hand::MoodEvent::decode(&frame, ProtocolVersion::V24),
        Ok(event)
    );
}

#[test]
fn a_type_that_asks_has_the_traits() {
    fn reads<T: DeserializeOwned + Serialize>(value: &T) -> T {
        serde_json::from_str(&json(value)).expect("it can be read")
    }

    let event = on_request::MoodEvent {
        mood: on_request::Mood(5),
        moods: on_request::Moods::GOOD,
        id: on_request::MoodId(7),
        ..Default::default()
    };
    assert_eq!(
        json(&event),
        r#"{"Mood":5,"Moods":["MOODS_GOOD"],"MoodID":7,"OtherMood":"MOOD_GOOD"}"#
    );
    assert_eq!(reads(&event), event);
    assert!(reads(&event.mood) == event.mood);
    assert!(reads(&event.moods) == event.moods);
    assert!(reads(&event.id) == event.id);

    let line = json(&Versioned::new(&event, ProtocolVersion::V24));
    assert!(line.contains(r#""protocol":24"#), "{line}");
    // The types of the guide ask by the same key.
    assert_eq!(json(&PeripheralId(5)), "5");
}

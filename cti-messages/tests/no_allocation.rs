//! To go through the fields of a message takes no memory.

use std::fmt::{self, Write};

use cti_messages::{AgentStateEvent, Message, SkillGroupState};

/// Takes text and keeps none.
struct Nowhere(usize);

impl Write for Nowhere {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

#[test]
fn fields_are_shown_found_and_compared_without_an_allocation() {
    let message = Message::from(AgentStateEvent {
        agent_id: Some("1001".into()),
        ..AgentStateEvent::default()
    });
    let mut shown = Nowhere(0);
    let used = allocation_counter::measure(|| {
        for field in message.fields() {
            write!(shown, "{field} ").expect("shown");
        }
        assert!(message.field("AgentID").is_some());
        assert!(message.fields().eq(message.fields()));
    });
    assert_eq!(used.count_total, 0);
    assert!(shown.0 > 100);
    // The counter counts.
    let used = allocation_counter::measure(|| drop(vec![SkillGroupState::default()]));
    assert!(used.count_total > 0);
}

//! QUERY_SKILL_GROUP_STATISTICS_CONF.

use cti_messages::{
    InvokeId, PeripheralId, ProtocolVersion, QuerySkillGroupStatisticsConf, SkillGroupId,
    SkillGroupNumber,
};

use super::ByHand;
use super::read::{Fixed, Floating};
use super::write;

/// The bytes of the fixed part: 149 numbers.
const FIXED: usize = 149 * 4;

impl<'a> ByHand<'a> for QuerySkillGroupStatisticsConf<'a> {
    fn read(body: &'a [u8], version: ProtocolVersion) -> Option<Self> {
        let (fixed, rest) = body.split_first_chunk::<FIXED>()?;
        let mut fixed = Fixed(fixed);
        let mut message = Self {
            invoke_id: InvokeId(fixed.uint()),
            peripheral_id: PeripheralId(fixed.uint()),
            skill_group_number: SkillGroupNumber(fixed.uint()),
            skill_group_id: SkillGroupId(fixed.uint()),
            agents_logged_on: fixed.uint(),
            agents_avail: fixed.uint(),
            agents_not_ready: fixed.uint(),
            agents_ready: fixed.uint(),
            agents_talking_in: fixed.uint(),
            agents_talking_out: fixed.uint(),
            agents_talking_other: fixed.uint(),
            agents_work_not_ready: fixed.uint(),
            agents_work_ready: fixed.uint(),
            agents_busy_other: fixed.uint(),
            agents_reserved: fixed.uint(),
            agents_hold: fixed.uint(),
            agents_icm_available: fixed.uint(),
            agents_application_available: fixed.uint(),
            agents_talking_auto_out: fixed.uint(),
            agents_talking_preview: fixed.uint(),
            agents_talking_reservation: fixed.uint(),
            router_calls_q_now: fixed.uint(),
            longest_router_call_q_now: fixed.uint(),
            calls_q_now: fixed.uint(),
            calls_q_time_now: fixed.uint(),
            longest_call_q_now: fixed.uint(),
            avail_time_to5: fixed.uint(),
            logged_on_time_to5: fixed.uint(),
            not_ready_time_to5: fixed.uint(),
            agent_out_calls_to5: fixed.uint(),
            agent_out_calls_talk_time_to5: fixed.uint(),
            agent_out_calls_time_to5: fixed.uint(),
            agent_out_calls_held_to5: fixed.uint(),
            agent_out_calls_held_time_to5: fixed.uint(),
            handled_calls_to5: fixed.uint(),
            handled_calls_talk_time_to5: fixed.uint(),
            handled_calls_after_call_time_to5: fixed.uint(),
            handled_calls_time_to5: fixed.uint(),
            incoming_calls_held_to5: fixed.uint(),
            incoming_calls_held_time_to5: fixed.uint(),
            internal_calls_rcvd_to5: fixed.uint(),
            internal_calls_rcvd_time_to5: fixed.uint(),
            internal_calls_held_to5: fixed.uint(),
            internal_calls_held_time_to5: fixed.uint(),
            auto_out_calls_to5: fixed.uint(),
            auto_out_calls_talk_time_to5: fixed.uint(),
            auto_out_calls_time_to5: fixed.uint(),
            auto_out_calls_held_to5: fixed.uint(),
            auto_out_calls_held_time_to5: fixed.uint(),
            preview_calls_to5: fixed.uint(),
            preview_calls_talk_time_to5: fixed.uint(),
            preview_calls_time_to5: fixed.uint(),
            preview_calls_held_to5: fixed.uint(),
            preview_calls_held_time_to5: fixed.uint(),
            reservation_calls_to5: fixed.uint(),
            reservation_calls_talk_time_to5: fixed.uint(),
            reservation_calls_time_to5: fixed.uint(),
            reservation_calls_held_to5: fixed.uint(),
            reservation_calls_held_time_to5: fixed.uint(),
            barge_in_calls_to5: fixed.uint(),
            intercept_calls_to5: fixed.uint(),
            monitor_calls_to5: fixed.uint(),
            whisper_calls_to5: fixed.uint(),
            emergency_calls_to5: fixed.uint(),
            calls_q5: fixed.uint(),
            calls_q_time5: fixed.uint(),
            longest_call_q5: fixed.uint(),
            avail_time_to_half: fixed.uint(),
            logged_on_time_to_half: fixed.uint(),
            not_ready_time_to_half: fixed.uint(),
            agent_out_calls_to_half: fixed.uint(),
            agent_out_calls_talk_time_to_half: fixed.uint(),
            agent_out_calls_time_to_half: fixed.uint(),
            agent_out_calls_held_to_half: fixed.uint(),
            agent_out_calls_held_time_to_half: fixed.uint(),
            handled_calls_to_half: fixed.uint(),
            handled_calls_talk_time_to_half: fixed.uint(),
            handled_calls_after_call_time_to_half: fixed.uint(),
            handled_calls_time_to_half: fixed.uint(),
            incoming_calls_held_to_half: fixed.uint(),
            incoming_calls_held_time_to_half: fixed.uint(),
            internal_calls_rcvd_to_half: fixed.uint(),
            internal_calls_rcvd_time_to_half: fixed.uint(),
            internal_calls_held_to_half: fixed.uint(),
            internal_calls_held_time_to_half: fixed.uint(),
            auto_out_calls_to_half: fixed.uint(),
            auto_out_calls_talk_time_to_half: fixed.uint(),
            auto_out_calls_time_to_half: fixed.uint(),
            auto_out_calls_held_to_half: fixed.uint(),
            auto_out_calls_held_time_to_half: fixed.uint(),
            preview_calls_to_half: fixed.uint(),
            preview_calls_talk_time_to_half: fixed.uint(),
            preview_calls_time_to_half: fixed.uint(),
            preview_calls_held_to_half: fixed.uint(),
            preview_calls_held_time_to_half: fixed.uint(),
            reservation_calls_to_half: fixed.uint(),
            reservation_calls_talk_time_to_half: fixed.uint(),
            reservation_calls_time_to_half: fixed.uint(),
            reservation_calls_held_to_half: fixed.uint(),
            reservation_calls_held_time_to_half: fixed.uint(),
            barge_in_calls_to_half: fixed.uint(),
            intercept_calls_to_half: fixed.uint(),
            monitor_calls_to_half: fixed.uint(),
            whisper_calls_to_half: fixed.uint(),
            emergency_calls_to_half: fixed.uint(),
            calls_q_half: fixed.uint(),
            calls_q_time_half: fixed.uint(),
            longest_call_q_half: fixed.uint(),
            avail_time_today: fixed.uint(),
            logged_on_time_today: fixed.uint(),
            not_ready_time_today: fixed.uint(),
            agent_out_calls_today: fixed.uint(),
            agent_out_calls_talk_time_today: fixed.uint(),
            agent_out_calls_time_today: fixed.uint(),
            agent_out_calls_held_today: fixed.uint(),
            agent_out_calls_held_time_today: fixed.uint(),
            handled_calls_today: fixed.uint(),
            handled_calls_talk_time_today: fixed.uint(),
            handled_calls_after_call_time_today: fixed.uint(),
            handled_calls_time_today: fixed.uint(),
            incoming_calls_held_today: fixed.uint(),
            incoming_calls_held_time_today: fixed.uint(),
            internal_calls_rcvd_today: fixed.uint(),
            internal_calls_rcvd_time_today: fixed.uint(),
            internal_calls_held_today: fixed.uint(),
            internal_calls_held_time_today: fixed.uint(),
            auto_out_calls_today: fixed.uint(),
            auto_out_calls_talk_time_today: fixed.uint(),
            auto_out_calls_time_today: fixed.uint(),
            auto_out_calls_held_today: fixed.uint(),
            auto_out_calls_held_time_today: fixed.uint(),
            preview_calls_today: fixed.uint(),
            preview_calls_talk_time_today: fixed.uint(),
            preview_calls_time_today: fixed.uint(),
            preview_calls_held_today: fixed.uint(),
            preview_calls_held_time_today: fixed.uint(),
            reservation_calls_today: fixed.uint(),
            reservation_calls_talk_time_today: fixed.uint(),
            reservation_calls_time_today: fixed.uint(),
            reservation_calls_held_today: fixed.uint(),
            reservation_calls_held_time_today: fixed.uint(),
            barge_in_calls_today: fixed.uint(),
            intercept_calls_today: fixed.uint(),
            monitor_calls_today: fixed.uint(),
            whisper_calls_today: fixed.uint(),
            emergency_calls_today: fixed.uint(),
            calls_q_today: fixed.uint(),
            calls_q_time_today: fixed.uint(),
            longest_call_q_today: fixed.uint(),
            unknown: Vec::new(),
        };
        let mut fields = Floating::new(rest, version);
        while let Some((tag, data)) = fields.next()? {
            fields.done(false, tag, data, &mut message.unknown);
        }
        Some(message)
    }

    fn write(&self, _version: ProtocolVersion, out: &mut Vec<u8>) -> Option<()> {
        if !self.unknown.is_empty() {
            return None;
        }
        let mut fixed = write::Fixed::<FIXED>::new();
        fixed.uint(self.invoke_id.0);
        fixed.uint(self.peripheral_id.0);
        fixed.uint(self.skill_group_number.0);
        fixed.uint(self.skill_group_id.0);
        fixed.uint(self.agents_logged_on);
        fixed.uint(self.agents_avail);
        fixed.uint(self.agents_not_ready);
        fixed.uint(self.agents_ready);
        fixed.uint(self.agents_talking_in);
        fixed.uint(self.agents_talking_out);
        fixed.uint(self.agents_talking_other);
        fixed.uint(self.agents_work_not_ready);
        fixed.uint(self.agents_work_ready);
        fixed.uint(self.agents_busy_other);
        fixed.uint(self.agents_reserved);
        fixed.uint(self.agents_hold);
        fixed.uint(self.agents_icm_available);
        fixed.uint(self.agents_application_available);
        fixed.uint(self.agents_talking_auto_out);
        fixed.uint(self.agents_talking_preview);
        fixed.uint(self.agents_talking_reservation);
        fixed.uint(self.router_calls_q_now);
        fixed.uint(self.longest_router_call_q_now);
        fixed.uint(self.calls_q_now);
        fixed.uint(self.calls_q_time_now);
        fixed.uint(self.longest_call_q_now);
        fixed.uint(self.avail_time_to5);
        fixed.uint(self.logged_on_time_to5);
        fixed.uint(self.not_ready_time_to5);
        fixed.uint(self.agent_out_calls_to5);
        fixed.uint(self.agent_out_calls_talk_time_to5);
        fixed.uint(self.agent_out_calls_time_to5);
        fixed.uint(self.agent_out_calls_held_to5);
        fixed.uint(self.agent_out_calls_held_time_to5);
        fixed.uint(self.handled_calls_to5);
        fixed.uint(self.handled_calls_talk_time_to5);
        fixed.uint(self.handled_calls_after_call_time_to5);
        fixed.uint(self.handled_calls_time_to5);
        fixed.uint(self.incoming_calls_held_to5);
        fixed.uint(self.incoming_calls_held_time_to5);
        fixed.uint(self.internal_calls_rcvd_to5);
        fixed.uint(self.internal_calls_rcvd_time_to5);
        fixed.uint(self.internal_calls_held_to5);
        fixed.uint(self.internal_calls_held_time_to5);
        fixed.uint(self.auto_out_calls_to5);
        fixed.uint(self.auto_out_calls_talk_time_to5);
        fixed.uint(self.auto_out_calls_time_to5);
        fixed.uint(self.auto_out_calls_held_to5);
        fixed.uint(self.auto_out_calls_held_time_to5);
        fixed.uint(self.preview_calls_to5);
        fixed.uint(self.preview_calls_talk_time_to5);
        fixed.uint(self.preview_calls_time_to5);
        fixed.uint(self.preview_calls_held_to5);
        fixed.uint(self.preview_calls_held_time_to5);
        fixed.uint(self.reservation_calls_to5);
        fixed.uint(self.reservation_calls_talk_time_to5);
        fixed.uint(self.reservation_calls_time_to5);
        fixed.uint(self.reservation_calls_held_to5);
        fixed.uint(self.reservation_calls_held_time_to5);
        fixed.uint(self.barge_in_calls_to5);
        fixed.uint(self.intercept_calls_to5);
        fixed.uint(self.monitor_calls_to5);
        fixed.uint(self.whisper_calls_to5);
        fixed.uint(self.emergency_calls_to5);
        fixed.uint(self.calls_q5);
        fixed.uint(self.calls_q_time5);
        fixed.uint(self.longest_call_q5);
        fixed.uint(self.avail_time_to_half);
        fixed.uint(self.logged_on_time_to_half);
        fixed.uint(self.not_ready_time_to_half);
        fixed.uint(self.agent_out_calls_to_half);
        fixed.uint(self.agent_out_calls_talk_time_to_half);
        fixed.uint(self.agent_out_calls_time_to_half);
        fixed.uint(self.agent_out_calls_held_to_half);
        fixed.uint(self.agent_out_calls_held_time_to_half);
        fixed.uint(self.handled_calls_to_half);
        fixed.uint(self.handled_calls_talk_time_to_half);
        fixed.uint(self.handled_calls_after_call_time_to_half);
        fixed.uint(self.handled_calls_time_to_half);
        fixed.uint(self.incoming_calls_held_to_half);
        fixed.uint(self.incoming_calls_held_time_to_half);
        fixed.uint(self.internal_calls_rcvd_to_half);
        fixed.uint(self.internal_calls_rcvd_time_to_half);
        fixed.uint(self.internal_calls_held_to_half);
        fixed.uint(self.internal_calls_held_time_to_half);
        fixed.uint(self.auto_out_calls_to_half);
        fixed.uint(self.auto_out_calls_talk_time_to_half);
        fixed.uint(self.auto_out_calls_time_to_half);
        fixed.uint(self.auto_out_calls_held_to_half);
        fixed.uint(self.auto_out_calls_held_time_to_half);
        fixed.uint(self.preview_calls_to_half);
        fixed.uint(self.preview_calls_talk_time_to_half);
        fixed.uint(self.preview_calls_time_to_half);
        fixed.uint(self.preview_calls_held_to_half);
        fixed.uint(self.preview_calls_held_time_to_half);
        fixed.uint(self.reservation_calls_to_half);
        fixed.uint(self.reservation_calls_talk_time_to_half);
        fixed.uint(self.reservation_calls_time_to_half);
        fixed.uint(self.reservation_calls_held_to_half);
        fixed.uint(self.reservation_calls_held_time_to_half);
        fixed.uint(self.barge_in_calls_to_half);
        fixed.uint(self.intercept_calls_to_half);
        fixed.uint(self.monitor_calls_to_half);
        fixed.uint(self.whisper_calls_to_half);
        fixed.uint(self.emergency_calls_to_half);
        fixed.uint(self.calls_q_half);
        fixed.uint(self.calls_q_time_half);
        fixed.uint(self.longest_call_q_half);
        fixed.uint(self.avail_time_today);
        fixed.uint(self.logged_on_time_today);
        fixed.uint(self.not_ready_time_today);
        fixed.uint(self.agent_out_calls_today);
        fixed.uint(self.agent_out_calls_talk_time_today);
        fixed.uint(self.agent_out_calls_time_today);
        fixed.uint(self.agent_out_calls_held_today);
        fixed.uint(self.agent_out_calls_held_time_today);
        fixed.uint(self.handled_calls_today);
        fixed.uint(self.handled_calls_talk_time_today);
        fixed.uint(self.handled_calls_after_call_time_today);
        fixed.uint(self.handled_calls_time_today);
        fixed.uint(self.incoming_calls_held_today);
        fixed.uint(self.incoming_calls_held_time_today);
        fixed.uint(self.internal_calls_rcvd_today);
        fixed.uint(self.internal_calls_rcvd_time_today);
        fixed.uint(self.internal_calls_held_today);
        fixed.uint(self.internal_calls_held_time_today);
        fixed.uint(self.auto_out_calls_today);
        fixed.uint(self.auto_out_calls_talk_time_today);
        fixed.uint(self.auto_out_calls_time_today);
        fixed.uint(self.auto_out_calls_held_today);
        fixed.uint(self.auto_out_calls_held_time_today);
        fixed.uint(self.preview_calls_today);
        fixed.uint(self.preview_calls_talk_time_today);
        fixed.uint(self.preview_calls_time_today);
        fixed.uint(self.preview_calls_held_today);
        fixed.uint(self.preview_calls_held_time_today);
        fixed.uint(self.reservation_calls_today);
        fixed.uint(self.reservation_calls_talk_time_today);
        fixed.uint(self.reservation_calls_time_today);
        fixed.uint(self.reservation_calls_held_today);
        fixed.uint(self.reservation_calls_held_time_today);
        fixed.uint(self.barge_in_calls_today);
        fixed.uint(self.intercept_calls_today);
        fixed.uint(self.monitor_calls_today);
        fixed.uint(self.whisper_calls_today);
        fixed.uint(self.emergency_calls_today);
        fixed.uint(self.calls_q_today);
        fixed.uint(self.calls_q_time_today);
        fixed.uint(self.longest_call_q_today);
        out.extend_from_slice(fixed.bytes());
        Some(())
    }
}

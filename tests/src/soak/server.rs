//! The server: it decodes what comes and sends it back, encoded anew.

use std::net::TcpStream;

use cti_messages::EncodeOptions;

use super::ledger::{Got, Ledger};
use super::plan::{Cutter, Plan};
use super::pool::Pool;
use super::reading::Reading;
use super::writing::Writing;

/// Answers on a connection until it ends. The version is the one that the first message names.
pub(super) fn answer(
    stream: TcpStream,
    pool: &Pool,
    ledger: &Ledger,
    plan: &Plan,
) -> Result<Got, String> {
    let mut writing = Writing::new(&stream, plan, Cutter::Answerer);
    let mut session = None;
    let mut answer = Vec::new();
    let got = Reading::new(&stream, plan, Cutter::Server).frames(&mut |number, frame| {
        let sent = ledger.item(pool, number);
        let sent = sent.ok_or("a message came that was never sent")?;
        let version = match session {
            Some(version) => version,
            None => frame
                .own_version()
                .and_then(|own| own.try_into().ok())
                .ok_or("the first message names no version")?,
        };
        session = Some(version);
        let message = sent.expect(frame, version)?;
        answer.clear();
        message
            .encode_with(version, EncodeOptions::lenient(), &mut answer)
            .map_err(|error| format!("{error}, encoding {message:?}"))?;
        if answer != sent.frame {
            return Err(format!(
                "{message:?} was encoded to other bytes than those that came"
            ));
        }
        // What came before the connection ended has still to be read, to account for it.
        writing.write(&answer)
    })?;
    let cut = writing.finish()?;
    Ok(Got {
        cut: got.cut || cut,
        ..got
    })
}

//! The long soak.
//!
//! ```text
//! cargo run --release -p cti-tests --example soak -- --messages 5000000 --minutes 30 --seed 1
//! ```

use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use cti_messages::ProtocolVersion;
use cti_tests::soak::{Pool, Report, Settings, run};

/// Exchanges random messages over connections that are cut at random points.
#[derive(Debug, Parser)]
struct Arguments {
    /// How many messages the client sends.
    #[arg(long, default_value_t = 5_000_000)]
    messages: u64,
    /// When it ends at the latest.
    #[arg(long, default_value_t = 30)]
    minutes: u64,
    /// Where all messages and cuts come from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// By how many KiB the memory may grow after the warm-up.
    #[arg(long, default_value_t = 4096)]
    growth: u64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match soak(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error (seed {}): {error}", arguments.seed);
            ExitCode::FAILURE
        }
    }
}

fn soak(arguments: &Arguments) -> Result<(), String> {
    let settings = Settings {
        seed: arguments.seed,
        messages: arguments.messages,
        connection_bytes: 512 * 1024,
        deadline: Duration::from_secs(60 * arguments.minutes),
    };
    let start = Instant::now();
    let versions: Vec<_> = ProtocolVersion::all().collect();
    let pool = Pool::new(settings.seed, &versions, 2)?;
    let made = start.elapsed().as_secs_f64();
    eprintln!(
        "seed {}: {} messages made in {made:.1} s",
        settings.seed,
        pool.len()
    );
    let mut told = Instant::now();
    let report = run(&pool, settings, &mut |report: &Report| {
        if told.elapsed() >= Duration::from_secs(10) {
            told = Instant::now();
            let (sent, cuts) = (report.sent, report.cuts);
            eprintln!("{sent} messages, {cuts} cuts, {:.0?}", report.duration);
        }
    })?;
    println!("seed                      {}", settings.seed);
    println!("{report}");
    if report.sent < settings.messages {
        return Err("the time was over before the last message".to_owned());
    }
    match report.growth() {
        Some(growth) if growth > 1024 * arguments.growth => Err("memory is not flat".to_owned()),
        _ => Ok(()),
    }
}

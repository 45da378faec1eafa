//! Client and servers in a simulated network, with a clock that jumps to whatever happens next.
//!
//! A schedule is decided by its seed: `CTI_SEED=17 cargo test -p cti-session --test simulation one -- --nocapture`
//! runs one and prints its trace; `CTI_SCHEDULES=1000000` runs so many, in release mode at best.

mod broken;
mod core;
mod network;
mod plan;
mod servers;
mod watch;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::env;

use cti_session::{Client, Server, Time};

use broken::{Broken, FLAWS, Flaw};
use plan::Plan;
use servers::{Serve, broken as broken_servers};
use world::{NewServer, World, config};

/// How many schedules the plain test run has.
const SCHEDULES: u64 = 2_000;

/// Servers without a flaw.
fn servers() -> NewServer<'static> {
    Box::new(|config| Box::new(Server::new(config).expect("a configuration")))
}

/// Runs a schedule; returns the kinds of what happened. One that breaks a rule is run again for its trace.
fn run(seed: u64) -> Result<BTreeSet<String>, String> {
    run_traced(seed, false).map(|(_, seen)| seen).map_err(|_| {
        let again = run_traced(seed, true).map(|_| "the same seed is another schedule".to_owned());
        again.unwrap_or_else(|trace| trace)
    })
}

fn run_traced(seed: u64, is_traced: bool) -> Result<(String, BTreeSet<String>), String> {
    let plan = Plan::new(seed);
    let client = Client::new(config(&plan), seed, Time::START).expect("a configuration");
    let mut world = World::new(&plan, client, servers(), is_traced);
    match world.run() {
        Ok(()) => {
            let mut seen = world.watch.seen;
            seen.extend(world.seen);
            Ok((world.trace, seen))
        }
        Err(broken) => Err(format!(
            "{}\n{plan:?}\n\nseed {seed}, at {:?}: {broken}",
            world.trace, world.now
        )),
    }
}

/// Runs a schedule with a client that has a flaw; returns the rule that was found broken.
fn run_broken(seed: u64, flaw: Flaw) -> Option<String> {
    let plan = Plan::new(seed);
    let client = Client::new(config(&plan), seed, Time::START).expect("a configuration");
    let mut world = World::new(&plan, Broken::new(client, flaw), servers(), false);
    world.run().err()
}

/// For each rule a client that breaks it: the schedules find it, and name the rule. Some break others by it, which may be
/// found first.
#[test]
fn broken_clients_are_found() {
    let mut missed = Vec::new();
    for (flaw, rule) in FLAWS {
        let mut found = (0..SCHEDULES).filter_map(|seed| run_broken(seed, *flaw));
        if !found.any(|broken| broken.starts_with(rule)) {
            missed.push(format!("{flaw:?}"));
        }
    }
    assert!(missed.is_empty(), "{missed:?} are not found");
}

/// Runs a schedule with servers that have a flaw; returns the rule that was found broken.
fn run_broken_servers(seed: u64, flaw: broken_servers::Flaw) -> Option<String> {
    let plan = Plan::new(seed);
    let client = Client::new(config(&plan), seed, Time::START).expect("a configuration");
    let servers =
        move |config| -> Box<dyn Serve> { Box::new(broken_servers::Broken::new(config, flaw)) };
    let mut world = World::new(&plan, client, Box::new(servers), false);
    world.run().err()
}

/// The same for servers.
#[test]
fn broken_servers_are_found() {
    let mut missed = Vec::new();
    for (flaw, rule) in broken_servers::FLAWS {
        let seeds = (0..SCHEDULES).filter(|seed| Plan::new(*seed).servers.others > 0);
        let mut found = seeds.filter_map(|seed| run_broken_servers(seed, *flaw));
        if !found.any(|broken| broken.starts_with(rule)) {
            missed.push(format!("{flaw:?}"));
        }
    }
    assert!(missed.is_empty(), "{missed:?} are not found");
}

fn number(name: &str) -> Option<u64> {
    let value = env::var(name).ok()?;
    Some(
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name} is no number")),
    )
}

#[test]
fn every_schedule_holds_the_rules() {
    let count = number("CTI_SCHEDULES").unwrap_or(SCHEDULES);
    let first = number("CTI_FIRST_SEED").unwrap_or(0);
    let mut missing = watch::everything();
    missing.extend(servers::watch::everything());
    for seed in first..first + count {
        match run(seed) {
            Ok(seen) => missing.retain(|kind| !seen.contains(kind)),
            Err(trace) => panic!("{trace}"),
        }
    }
    assert!(
        count < SCHEDULES || missing.is_empty(),
        "not one schedule has {missing:?}"
    );
}

/// How often each rule is broken in many schedules.
#[test]
#[ignore = "for whoever changes the client, the server or a watch"]
fn survey() {
    let mut found = BTreeMap::<String, Vec<u64>>::new();
    let count = number("CTI_SCHEDULES").unwrap_or(SCHEDULES);
    for seed in 0..count {
        let result = std::panic::catch_unwind(|| run(seed)).unwrap_or(Err("x: panic".to_owned()));
        if let Err(trace) = result {
            let rule = trace.lines().last().unwrap_or_default();
            let rule = rule.split(": ").nth(1).unwrap_or(rule);
            found.entry(rule.to_owned()).or_default().push(seed);
        }
    }
    for (rule, seeds) in &found {
        println!(
            "{:>6} {rule} {:?}",
            seeds.len(),
            &seeds[..seeds.len().min(6)]
        );
    }
    assert!(found.is_empty());
}

#[test]
fn one() {
    let seed = number("CTI_SEED").unwrap_or(0);
    match run_traced(seed, true) {
        Ok((trace, _)) => println!("{trace}"),
        Err(trace) => panic!("{trace}"),
    }
}

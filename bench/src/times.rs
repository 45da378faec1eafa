//! `times`: how long things take, each beside what it is measured by.

mod decode;
mod encode;
mod kind;
mod others;
mod split;
mod table;
mod turns;
mod typed;
mod walk;

use std::time::Duration;

use anyhow::bail;
use clap::Args;
use criterion::{Criterion, SamplingMode};

use cti_bench::mix::{self, Sample};
use kind::{Kind, Row, WHOLE};
use turns::Contender;

/// How criterion resamples is of no use here, where its estimates are not read.
const RESAMPLES: usize = 1001;

/// What is measured, and how long.
#[derive(Debug, Args)]
pub(crate) struct Settings {
    /// Only measurements whose name contains this, such as "encode", "HEARTBEAT_REQ" or
    /// "decode/the mix".
    #[arg(value_name = "FILTER")]
    filter: Option<String>,

    /// Measure for seconds, not minutes.
    #[arg(long)]
    quick: bool,
}

impl Settings {
    fn wants(&self, kind: &Kind, row: &str) -> bool {
        match &self.filter {
            Some(filter) => format!("{}/{row}", kind.name).contains(filter),
            None => true,
        }
    }

    /// Many short ones: what takes the processor away hits few of them, and no median.
    fn samples(&self) -> usize {
        if self.quick { 200 } else { 1000 }
    }

    fn criterion(&self) -> Criterion {
        let (warm_up, measurement) = if self.quick { (100, 400) } else { (500, 3000) };
        Criterion::default()
            .without_plots()
            .nresamples(RESAMPLES)
            .sample_size(self.samples())
            .warm_up_time(Duration::from_millis(warm_up))
            .measurement_time(Duration::from_millis(measurement))
    }
}

/// How a frame comes to its contenders.
type Contenders = fn(&Sample) -> Vec<Contender<'_>>;

/// What is measured with each frame of the mix, in the order of the tables.
const OF_FRAMES: [(&Kind, Contenders); 4] = [
    (&decode::KIND, decode::contenders),
    (&others::KIND, others::contenders),
    (&encode::KIND, encode::contenders),
    (&walk::KIND, walk::contenders),
];

/// Measures, then prints the tables and the ratios.
///
/// # Errors
/// If the filter leaves nothing.
pub(crate) fn run(settings: &Settings) -> anyhow::Result<()> {
    let mix = mix::mix();
    let mut tables: Vec<(&Kind, Vec<Row>)> = OF_FRAMES
        .into_iter()
        .map(|(kind, contenders)| (kind, of_frames(settings, kind, &mix, contenders)))
        .collect();
    tables.push((&split::KIND, split::rows(settings, &mix)));
    tables.retain(|(_, rows)| !rows.is_empty());
    if tables.is_empty() {
        bail!(
            "no measurement has this in its name; a name is decode, others, encode, walk or split, \
             then a slash, then a message or {WHOLE}, as in \"decode/HEARTBEAT_REQ\""
        );
    }
    for (kind, rows) in &tables {
        println!("{}\n", table::table(kind, rows));
    }
    for (kind, rows) in &tables {
        print!("{}", table::ratios(kind, rows));
    }
    Ok(())
}

/// Measures what is done to one frame, for each frame of the mix, and for all of them in turn.
fn of_frames(settings: &Settings, kind: &Kind, mix: &[Sample], contenders: Contenders) -> Vec<Row> {
    let mut criterion = settings.criterion();
    let mut group = criterion.benchmark_group(kind.name);
    group.sampling_mode(SamplingMode::Flat);
    let each = mix.iter().map(|sample| (sample.name, contenders(sample)));
    let whole = (WHOLE, of_all(mix.iter().map(contenders)));
    let wanted = each
        .chain([whole])
        .filter(|(name, _)| settings.wants(kind, name));
    wanted
        .map(|(name, contenders)| Row {
            name,
            measured: turns::by_criterion(&mut group, name, settings.samples(), contenders),
        })
        .collect()
}

/// The contenders of all frames in turn, from those of each.
fn of_all<'a>(each: impl Iterator<Item = Vec<Contender<'a>>>) -> Vec<Contender<'a>> {
    let mut parts: Vec<Vec<Contender<'a>>> = Vec::new();
    for contenders in each {
        parts.resize_with(contenders.len(), Vec::new);
        for (parts, contender) in parts.iter_mut().zip(contenders) {
            parts.push(contender);
        }
    }
    let whole = |parts: Vec<Contender<'a>>| Some(Contender::of_parts(parts.first()?.name, parts));
    parts.into_iter().filter_map(whole).collect()
}

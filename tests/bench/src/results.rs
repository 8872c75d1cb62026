//! Everything that was measured: each figure once a run, given out as medians.

use std::collections::BTreeMap;

use crate::server::Kind;

/// What was done to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scenario {
    Paced,
    Burst,
    Idle,
    Storm,
    StormFromFile,
    Slow,
    /// The same with nobody stalling.
    SlowNone,
    Ack,
    Empty,
    Million,
    Gigabyte,
}

/// What was measured; the unit is in the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Metric {
    CpuUs,
    P50Ms,
    P99Ms,
    PerSec,
    Lost,
    Doubled,
    Disordered,
    KibEach,
    TotalMib,
    CaughtUpMs,
    PeakMib,
    AckOneUs,
    AckManyUs,
    OneRate,
    ManyRate,
    SyncUs,
    ListenMs,
    PageUs,
    SmallestUs,
    FirstFindUs,
    RareUs,
    CommonUs,
}

/// Of whom: with so many subscribers.
pub(crate) type Case = (Scenario, usize, Kind);

#[derive(Debug, Default)]
pub(crate) struct Results {
    figures: BTreeMap<(Case, Metric), Vec<f64>>,
    /// What did not come to its end, and why.
    pub(crate) failures: Vec<String>,
}

impl Results {
    /// Takes one run's figures in.
    pub(crate) fn add(&mut self, case: Case, figures: &[(Metric, f64)]) {
        for (metric, value) in figures {
            self.figures.entry((case, *metric)).or_default().push(*value);
        }
    }

    /// Whether nothing was even tried.
    pub(crate) fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.failures.is_empty()
    }

    /// The median over all runs.
    pub(crate) fn median(&self, case: Case, metric: Metric) -> Option<f64> {
        median(self.figures.get(&(case, metric))?)
    }

    /// The sum over all runs: for what must never happen.
    pub(crate) fn sum(&self, case: Case, metric: Metric) -> Option<f64> {
        Some(self.figures.get(&(case, metric))?.iter().sum())
    }

    /// The subscriber counts that this scenario was run with.
    pub(crate) fn sizes(&self, scenario: Scenario) -> Vec<usize> {
        let mut sizes: Vec<_> = self
            .figures
            .keys()
            .filter(|((of, ..), _)| *of == scenario)
            .map(|((_, size, _), _)| *size)
            .collect();
        sizes.dedup();
        sizes
    }
}

/// The middle of them; of an even number the mean of the two in the middle.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }

    #[test]
    fn figures_are_kept_by_case_and_given_out_as_medians_and_sums() {
        let mut results = Results::default();
        let case = (Scenario::Paced, 100, Kind::Limit);
        for value in [5.0, 9.0, 7.0] {
            results.add(case, &[(Metric::CpuUs, value)]);
        }
        assert_eq!(results.median(case, Metric::CpuUs), Some(7.0));
        assert_eq!(results.sum(case, Metric::CpuUs), Some(21.0));
        assert_eq!(results.median(case, Metric::Lost), None);
        assert_eq!(results.sizes(Scenario::Paced), [100]);
    }
}

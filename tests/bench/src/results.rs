//! All figures: each is measured once per run, and reported as the median.

use std::collections::BTreeMap;

use crate::server::Kind;

/// A scenario that a server is put through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scenario {
    Paced,
    Burst,
    Idle,
    Storm,
    StormFromFile,
    Slow,
    /// The same without stalling readers.
    SlowNone,
    Ack,
    Files,
    FilesMemory,
    /// The chat while files come and go, and without any.
    FilesChat,
    FilesChatNone,
    Empty,
    Million,
    Gigabyte,
}

/// A measured quantity, with its unit in the name.
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
    PersonUs,
    TimeUs,
    DownloadMbS,
    UploadMbS,
    /// Uploaded in slices, as pages do it.
    SlicesMbS,
    /// The memory that many uploads at once, and a large download, took.
    UploadsMib,
    DownloadMib,
}

/// The subject of a figure: a scenario, a number of subscribers, and a server.
pub(crate) type Case = (Scenario, usize, Kind);

#[derive(Debug, Default)]
pub(crate) struct Results {
    figures: BTreeMap<(Case, Metric), Vec<f64>>,
    /// The scenarios that did not finish, with the reasons.
    pub(crate) failures: Vec<String>,
}

impl Results {
    /// Adds the figures of one run.
    pub(crate) fn add(&mut self, case: Case, figures: &[(Metric, f64)]) {
        for (metric, value) in figures {
            self.figures.entry((case, *metric)).or_default().push(*value);
        }
    }

    /// Whether no scenario was even tried.
    pub(crate) fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.failures.is_empty()
    }

    /// Returns the median over all runs.
    pub(crate) fn median(&self, case: Case, metric: Metric) -> Option<f64> {
        median(self.figures.get(&(case, metric))?)
    }

    /// Returns the sum over all runs, for events that must never happen.
    pub(crate) fn sum(&self, case: Case, metric: Metric) -> Option<f64> {
        Some(self.figures.get(&(case, metric))?.iter().sum())
    }

    /// Returns the numbers of subscribers with which this scenario was run.
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

/// Returns the middle value or, for an even number of values, the mean of the two in the middle.
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

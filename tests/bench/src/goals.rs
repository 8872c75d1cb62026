//! The goals for the figures, and the comparison with what was measured.

use crate::plan::Plan;
use crate::results::{Case, Metric, Results, Scenario};
use crate::server::Kind;

/// The largest allowed number of bytes, time or ratio, or the smallest.
enum Bound {
    AtMost(f64),
    AtLeast(f64),
}
use Bound::{AtLeast, AtMost};

impl Bound {
    fn holds(&self, value: f64) -> bool {
        match self {
            AtMost(most) => value <= *most,
            AtLeast(least) => value >= *least,
        }
    }

    fn text(&self) -> String {
        match self {
            AtMost(most) => format!("≤ {most}"),
            AtLeast(least) => format!("≥ {least}"),
        }
    }
}

struct Goals<'a> {
    results: &'a Results,
    plan: &'a Plan,
    rows: Vec<String>,
}

/// Returns each goal with the measured figure, and whether the goal is met. Goals that were not
/// measured are left out.
pub(crate) fn table_rows(results: &Results, plan: &Plan) -> Vec<String> {
    let mut goals = Goals { results, plan, rows: Vec::new() };
    goals.fanout();
    goals.idle();
    goals.storm();
    goals.slow();
    goals.logs();
    goals.ack();
    goals.files();
    goals.rows
}

impl Goals<'_> {
    fn check(&mut self, goal: &str, bound: &Bound, value: Option<f64>) {
        let Some(value) = value else { return };
        let met = if bound.holds(value) { "yes" } else { "**no**" };
        let digits = if value.abs() < 10.0 { 2 } else { 0 };
        self.rows.push(format!("{goal} | {} | {value:.digits$} | {met}", bound.text()));
    }

    fn ours(&self, scenario: Scenario, size: usize, metric: Metric) -> Option<f64> {
        self.results.median((scenario, size, Kind::Flatchat), metric)
    }

    /// Returns `one` divided by `other`.
    fn ratio(&self, one: (Case, Metric), other: (Case, Metric)) -> Option<f64> {
        Some(self.results.median(one.0, one.1)? / self.results.median(other.0, other.1)?)
    }

    fn to_other(&self, scenario: Scenario, size: usize, other: Kind, metric: Metric) -> Option<f64> {
        self.ratio(((scenario, size, Kind::Flatchat), metric), ((scenario, size, other), metric))
    }

    fn fanout(&mut self) {
        for size in [1000, 5000] {
            let cpu = self.to_other(Scenario::Paced, size, Kind::Limit, Metric::CpuUs);
            self.check(&format!("1. paced, {size}: CPU × limit"), &AtMost(1.15), cpu);
            let p99 = self.to_other(Scenario::Paced, size, Kind::Limit, Metric::P99Ms);
            self.check(&format!("1. paced, {size}: p99 × limit"), &AtMost(1.1), p99);
        }
        let cpu = self.to_other(Scenario::Paced, 100, Kind::Nchan, Metric::CpuUs);
        self.check("1. paced, 100: CPU × nchan", &AtMost(1.0), cpu);
        let cpu = self.ours(Scenario::Burst, 1000, Metric::CpuUs);
        self.check("2. burst, 1000: CPU µs per delivery", &AtMost(0.15), cpu);
        let rate = self.to_other(Scenario::Burst, 1000, Kind::Nchan, Metric::PerSec);
        self.check("2. burst, 1000: deliveries per s × nchan", &AtLeast(25.0), rate);
    }

    fn idle(&mut self) {
        let idle = self.plan.idle;
        self.check("3. idle: KiB each", &AtMost(1.0), self.ours(Scenario::Idle, idle, Metric::KibEach));
        let total = self.ours(Scenario::Idle, idle, Metric::TotalMib);
        self.check(&format!("3. idle: MiB in all with {idle}"), &AtMost(30.0), total);
    }

    fn storm(&mut self) {
        let storm = self.plan.storm;
        let slower = ((Scenario::Storm, storm, Kind::Nchan), Metric::CaughtUpMs);
        let faster = ((Scenario::Storm, storm, Kind::Flatchat), Metric::CaughtUpMs);
        self.check("4. storm: times faster than nchan", &AtLeast(11.0), self.ratio(slower, faster));
        for (name, scenario) in
            [("4. storm", Scenario::Storm), ("4. storm from the file", Scenario::StormFromFile)]
        {
            self.check(&format!("{name}: lost or doubled"), &AtMost(0.0), self.faults(scenario, storm));
        }
    }

    fn faults(&self, scenario: Scenario, size: usize) -> Option<f64> {
        let case = (scenario, size, Kind::Flatchat);
        Some(self.results.sum(case, Metric::Lost)? + self.results.sum(case, Metric::Doubled)?)
    }

    fn slow(&mut self) {
        let readers = self.plan.slow_readers();
        self.check("5. slow readers: lost or doubled", &AtMost(0.0), self.faults(Scenario::Slow, readers));
        let with = ((Scenario::Slow, readers, Kind::Flatchat), Metric::P99Ms);
        let without = ((Scenario::SlowNone, readers, Kind::Flatchat), Metric::P99Ms);
        self.check("5. slow readers: honest p99 × without", &AtMost(1.2), self.ratio(with, without));
        let peak = self.ours(Scenario::Slow, readers, Metric::PeakMib);
        self.check("5. slow readers: peak MiB", &AtMost(32.0), peak);
    }

    fn logs(&mut self) {
        let lines = self.plan.log_lines;
        let million = ((Scenario::Million, lines, Kind::Flatchat), Metric::ListenMs);
        let empty = ((Scenario::Empty, 0, Kind::Flatchat), Metric::ListenMs);
        self.check(
            &format!("6. {lines} lines: listening × empty"),
            &AtMost(1.15),
            self.ratio(million, empty),
        );
        for (scenario, lines) in [(Scenario::Million, lines), (Scenario::Gigabyte, self.plan.big_log_lines)] {
            let page = self.ours(scenario, lines, Metric::PageUs);
            self.check(&format!("6. {lines} lines: newest page, µs, round trip"), &AtMost(1000.0), page);
        }
        let rare = self.ours(Scenario::Million, lines, Metric::RareUs).map(|us| us / 1e3);
        self.check(&format!("6. {lines} lines: a rare word, ms"), &AtMost(30.0), rare);
        for (what, metric) in
            [("one line of a person", Metric::PersonUs), ("a time long ago", Metric::TimeUs)]
        {
            let found = self.ours(Scenario::Million, lines, metric).map(|us| us / 1e3);
            self.check(&format!("6. {lines} lines: {what}, ms"), &AtMost(100.0), found);
        }
        let common = self.ours(Scenario::Million, lines, Metric::CommonUs);
        self.check(&format!("6. {lines} lines: 50 of a common word, µs"), &AtMost(1000.0), common);
        let memory = self.ours(Scenario::Gigabyte, self.plan.big_log_lines, Metric::PeakMib);
        self.check("6. the largest log: peak MiB", &AtMost(57.2), memory);
    }

    fn ack(&mut self) {
        let case = (Scenario::Ack, 0, Kind::Flatchat);
        let p50 = self.ratio((case, Metric::AckOneUs), (case, Metric::SyncUs));
        self.check("7. one poster: p50 × one fdatasync", &AtMost(1.5), p50);
        let rate = self.ratio((case, Metric::ManyRate), (case, Metric::OneRate));
        self.check("7. 64 posters: rate × one poster's", &AtLeast(15.0), rate);
    }

    fn files(&mut self) {
        for (name, ours, other) in [
            ("a download", Metric::DownloadMbS, Metric::DownloadMbS),
            ("an upload in one request", Metric::UploadMbS, Metric::UploadMbS),
            ("an upload in slices", Metric::SlicesMbS, Metric::UploadMbS),
        ] {
            let case = |kind| (Scenario::Files, 0, kind);
            let rate = self.ratio((case(Kind::Flatchat), ours), (case(Kind::Nginx), other));
            self.check(&format!("8. {name}: speed × nginx"), &AtLeast(0.5), rate);
        }
        let guests = self.plan.slow_readers();
        let with = ((Scenario::FilesChat, guests, Kind::Flatchat), Metric::P99Ms);
        let without = ((Scenario::FilesChatNone, guests, Kind::Flatchat), Metric::P99Ms);
        self.check("8. chat beside files: p99 × without", &AtMost(2.0), self.ratio(with, without));
        let uploads = self.ours(Scenario::FilesMemory, 0, Metric::UploadsMib);
        self.check(
            &format!("8. {} uploads at once: MiB more", self.plan.files.uploads),
            &AtMost(32.0),
            uploads,
        );
        let download = self.ours(Scenario::FilesMemory, 0, Metric::DownloadMib);
        self.check("8. the largest download: MiB more", &AtMost(8.0), download);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_met_or_not_and_one_without_figures_is_left_out() {
        let mut results = Results::default();
        for (kind, cpu) in [(Kind::Limit, 6.0), (Kind::Flatchat, 7.2)] {
            results.add((Scenario::Paced, 1000, kind), &[(Metric::CpuUs, cpu), (Metric::P99Ms, 10.0)]);
        }
        let rows = table_rows(&results, &Plan::full());
        assert_eq!(rows.len(), 2);
        assert!(rows[0].ends_with("≤ 1.15 | 1.20 | **no**"), "{rows:?}");
        assert!(rows[1].ends_with("≤ 1.1 | 1.00 | yes"), "{rows:?}");
    }
}

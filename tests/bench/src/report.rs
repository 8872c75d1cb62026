//! The figures as tables in Markdown.

use std::fmt::Write;

use crate::goals;
use crate::plan::Plan;
use crate::results::{Case, Metric, Results, Scenario};
use crate::server::Kind;

const KINDS: [Kind; 3] = [Kind::Limit, Kind::Nchan, Kind::Flatchat];
const NOTHING: &str = "–";

/// Returns all figures, with the machine that they were measured on.
pub(crate) fn report(results: &Results, plan: &Plan, machine: &str) -> String {
    let tables = Tables { results, plan };
    let mut report = format!(
        "## What was measured\n\n{machine}. Everything over\nloopback, load generator and server on the same processors; medians of {} runs, servers in turn\nwithin each run.\n\n",
        plan.runs
    );
    report += &tables.fanout(Scenario::Paced);
    report += &tables.fanout(Scenario::Burst);
    report += &tables.idle();
    report += &tables.storm();
    report += &tables.slow();
    report += &tables.logs();
    report += &tables.ack();
    report += &tables.files();
    report += &tables.beside_files();
    report += &table("Goals", "goal | bound | measured | met", &goals::table_rows(results, plan));
    for failure in &results.failures {
        // Writing to a string cannot fail.
        let _ = writeln!(report, "\nDid not come to its end: {failure}.");
    }
    report
}

struct Tables<'a> {
    results: &'a Results,
    plan: &'a Plan,
}

impl Tables<'_> {
    fn fanout(&self, scenario: Scenario) -> String {
        let title = match scenario {
            Scenario::Paced => "Paced: 20 messages of 100 bytes a second",
            _ => "Burst: 16 publishers, each as fast as it is answered",
        };
        let head = "subscribers | server | CPU µs per delivery | × limit | deliveries per s | p50 ms | p99 ms | lost, doubled, disordered";
        let mut rows = Vec::new();
        for size in self.results.sizes(scenario) {
            rows.extend(KINDS.map(|kind| self.fanout_row((scenario, size, kind))).into_iter().flatten());
        }
        table(title, head, &rows)
    }

    fn fanout_row(&self, case: Case) -> Option<String> {
        let cpu = self.results.median(case, Metric::CpuUs)?;
        let limit = self.results.median((case.0, case.1, Kind::Limit), Metric::CpuUs);
        let ratio = limit.map_or(NOTHING.into(), |limit| format!("{:.2}", cpu / limit));
        Some(format!(
            "{} | {} | {cpu:.2} | {ratio} | {} | {} | {} | {}",
            case.1,
            case.2.name(),
            self.number(case, Metric::PerSec, 0),
            self.number(case, Metric::P50Ms, 1),
            self.number(case, Metric::P99Ms, 1),
            self.faults(case),
        ))
    }

    fn idle(&self) -> String {
        let title = format!("Idle: {} subscribers that hear nothing", self.plan.idle);
        let head = "server | KiB (PSS) each, above the first 100 | MiB in all";
        let row = |kind: Kind| {
            let case = (Scenario::Idle, self.plan.idle, kind);
            let each = self.results.median(case, Metric::KibEach)?;
            Some(format!("{} | {each:.2} | {}", kind.name(), self.number(case, Metric::TotalMib, 1)))
        };
        table(&title, head, &KINDS.into_iter().filter_map(row).collect::<Vec<_>>())
    }

    fn storm(&self) -> String {
        let title = format!(
            "Storm: {} drop out, miss {} messages, and come back at once",
            self.plan.storm, self.plan.missed
        );
        let head = "server | ms until all have all | lost, doubled, disordered | peak memory MiB";
        let cases = [
            ("nginx + nchan", Scenario::Storm, Kind::Nchan),
            ("**flatchat-server**", Scenario::Storm, Kind::Flatchat),
            ("**flatchat-server**, started anew: all from the file", Scenario::StormFromFile, Kind::Flatchat),
        ];
        let row = |(name, scenario, kind)| {
            let case = (scenario, self.plan.storm, kind);
            let took = self.results.median(case, Metric::CaughtUpMs)?;
            Some(format!(
                "{name} | {took:.0} | {} | {}",
                self.faults(case),
                self.number(case, Metric::PeakMib, 1)
            ))
        };
        table(&title, head, &cases.into_iter().filter_map(row).collect::<Vec<_>>())
    }

    fn slow(&self) -> String {
        let title = format!(
            "Slow readers: 10 of 100 stall for {} s, {} messages of 1 KiB from 16 publishers",
            self.plan.stall.as_secs(),
            self.plan.slow_messages
        );
        let head = "server | p50 ms of the honest | p99 ms | lost, doubled, disordered | peak memory MiB";
        let cases = [
            ("nginx + nchan", Scenario::Slow, Kind::Nchan),
            ("**flatchat-server**", Scenario::Slow, Kind::Flatchat),
            ("**flatchat-server**, nobody stalls", Scenario::SlowNone, Kind::Flatchat),
        ];
        let row = |(name, scenario, kind)| {
            let case = (scenario, self.plan.slow_readers(), kind);
            let p50 = self.results.median(case, Metric::P50Ms)?;
            Some(format!(
                "{name} | {p50:.1} | {} | {} | {}",
                self.number(case, Metric::P99Ms, 1),
                self.faults(case),
                self.number(case, Metric::PeakMib, 1)
            ))
        };
        table(&title, head, &cases.into_iter().filter_map(row).collect::<Vec<_>>())
    }

    fn logs(&self) -> String {
        let head = "log | ms until it listens | µs for the newest page | µs for the smallest answer | \
                    ms for a rare word, first time and later | \
                    ms for the one line of a person, for a time before the first line | µs for the 50 newest of a common word | peak memory MiB";
        let cases = [
            (Scenario::Empty, 0),
            (Scenario::Million, self.plan.log_lines),
            (Scenario::Gigabyte, self.plan.big_log_lines),
        ];
        let row = |(scenario, lines): (Scenario, usize)| {
            let case = (scenario, lines, Kind::Flatchat);
            let ms = |metric| {
                self.results.median(case, metric).map_or(NOTHING.into(), |us| format!("{:.1}", us / 1e3))
            };
            let listens = self.results.median(case, Metric::ListenMs)?;
            Some(format!(
                "{lines} lines, {} MB | {listens:.1} | {} | {} | {}, {} | {}, {} | {} | {}",
                lines / 10_000,
                self.number(case, Metric::PageUs, 0),
                self.number(case, Metric::SmallestUs, 0),
                ms(Metric::FirstFindUs),
                ms(Metric::RareUs),
                ms(Metric::PersonUs),
                ms(Metric::TimeUs),
                self.number(case, Metric::CommonUs, 0),
                self.number(case, Metric::PeakMib, 1)
            ))
        };
        let title = "Opening a log; times of answers as a client on the same machine sees them";
        table(title, head, &cases.into_iter().filter_map(row).collect::<Vec<_>>())
    }

    fn ack(&self) -> String {
        let case = (Scenario::Ack, 0, Kind::Flatchat);
        let row = |who: &str, p50, rate| {
            let p50 = self.results.median(case, p50)?;
            Some(format!(
                "{who} | {p50:.0} | {}",
                rate_or_nothing(rate, p50, |rate| self.number(case, rate, 0))
            ))
        };
        let rows = [
            row("write and fdatasync, nothing else", Metric::SyncUs, None),
            row("one poster", Metric::AckOneUs, Some(Metric::OneRate)),
            row("64 posters", Metric::AckManyUs, Some(Metric::ManyRate)),
        ];
        let title = "Acknowledged: on the disk";
        table(title, "who | p50 µs | per s", &rows.into_iter().flatten().collect::<Vec<_>>())
    }

    fn files(&self) -> String {
        let title =
            format!("Files of {} MiB, one at a time, uploads on the disk", self.plan.files.bytes >> 20);
        let head = "server | MB/s down | MB/s up in one request | MB/s up in slices";
        let row = |kind: Kind| {
            let case = (Scenario::Files, 0, kind);
            let down = self.results.median(case, Metric::DownloadMbS)?;
            let [up, slices] = [Metric::UploadMbS, Metric::SlicesMbS].map(|way| self.number(case, way, 0));
            Some(format!("{} | {down:.0} | {up} | {slices}", kind.name()))
        };
        table(&title, head, &[Kind::Nginx, Kind::Flatchat].into_iter().filter_map(row).collect::<Vec<_>>())
    }

    fn beside_files(&self) -> String {
        let guests = self.plan.slow_readers();
        let row = |name: &str, scenario| {
            let case = (scenario, guests, Kind::Flatchat);
            let p50 = self.results.median(case, Metric::P50Ms)?;
            Some(format!("{name} | {p50:.1} | {}", self.number(case, Metric::P99Ms, 1)))
        };
        let rows = [
            row("nothing", Scenario::FilesChatNone),
            row("one file comes, another goes, all the time", Scenario::FilesChat),
        ];
        let title = format!("Chat of {guests} guests, 20 messages a second, beside files");
        table(&title, "beside it | p50 ms | p99 ms", &rows.into_iter().flatten().collect::<Vec<_>>())
    }

    fn faults(&self, case: Case) -> String {
        [Metric::Lost, Metric::Doubled, Metric::Disordered]
            .map(|metric| self.results.sum(case, metric).map_or(NOTHING.into(), |sum| format!("{sum:.0}")))
            .join(", ")
    }

    fn number(&self, case: Case, metric: Metric, decimals: usize) -> String {
        self.results.median(case, metric).map_or(NOTHING.into(), |value| format!("{value:.decimals$}"))
    }
}

fn rate_or_nothing(rate: Option<Metric>, p50_us: f64, show: impl Fn(Metric) -> String) -> String {
    rate.map_or_else(|| format!("{:.0}", 1e6 / p50_us), show)
}

/// Returns a table with its title, or an empty text if there are no rows.
pub(crate) fn table(title: &str, head: &str, rows: &[String]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let line = head.split('|').map(|_| "---").collect::<Vec<_>>().join("|");
    let rows: String = rows.iter().map(|row| format!("| {row} |\n")).collect();
    format!("### {title}\n\n| {head} |\n|{line}|\n{rows}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_line_for_each_row_and_is_nothing_without() {
        assert_eq!(table("T", "a | b", &["1 | 2".into()]), "### T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n");
        assert_eq!(table("T", "a | b", &[]), "");
    }

    #[test]
    fn what_was_not_measured_is_not_shown() {
        let report = report(&Results::default(), &Plan::quick(), "a machine");
        assert!(report.contains("a machine") && !report.contains("### Paced"), "{report}");
    }
}

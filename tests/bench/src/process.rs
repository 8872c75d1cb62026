//! What a process and its children cost, from /proc.

use std::fs;
use std::iter::Sum;
use std::ops::Add;

/// The kernel's clock ticks a second, in which `stat` counts. The same on every Linux that Rust runs on.
const TICKS_PER_SEC: f64 = 100.0;

/// How far the two clocks may differ for the finer to be believed.
const TICKS_AMISS_SECS: f64 = 0.03;

/// CPU time used so far, in seconds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cpu {
    /// Of all threads there ever were, in whole ticks.
    ticks: f64,
    /// Of the threads there are now, to the nanosecond.
    threads: f64,
}

impl Cpu {
    /// Used between `earlier` and now, in seconds: the finer figure, unless threads have ended meanwhile.
    pub(crate) fn secs_since(self, earlier: Cpu) -> f64 {
        let (ticks, threads) = (self.ticks - earlier.ticks, self.threads - earlier.threads);
        if (ticks - threads).abs() <= TICKS_AMISS_SECS { threads } else { ticks }
    }
}

impl Add for Cpu {
    type Output = Cpu;

    fn add(self, other: Cpu) -> Cpu {
        Cpu { ticks: self.ticks + other.ticks, threads: self.threads + other.threads }
    }
}

impl Sum for Cpu {
    fn sum<I: Iterator<Item = Cpu>>(all: I) -> Cpu {
        all.fold(Cpu::default(), Add::add)
    }
}

/// CPU time of a process and its children.
pub(crate) fn cpu(pid: u32) -> Cpu {
    family(pid).into_iter().map(cpu_of_one).sum()
}

/// Memory that is the process' own, with its share of what it shares (PSS), in KiB.
pub(crate) fn pss_kib(pid: u32) -> f64 {
    sum_of(pid, "smaps_rollup", "Pss:")
}

/// Resident memory now, in KiB.
pub(crate) fn rss_kib(pid: u32) -> f64 {
    sum_of(pid, "status", "VmRSS:")
}

/// The most resident memory there ever was, in KiB.
pub(crate) fn peak_kib(pid: u32) -> f64 {
    sum_of(pid, "status", "VmHWM:")
}

fn sum_of(pid: u32, file: &str, field: &str) -> f64 {
    let one =
        |pid| fs::read_to_string(format!("/proc/{pid}/{file}")).ok().and_then(|text| kib_in(&text, field));
    family(pid).into_iter().filter_map(one).sum()
}

fn kib_in(text: &str, field: &str) -> Option<f64> {
    let value = text.lines().find_map(|line| line.strip_prefix(field))?;
    value.trim().trim_end_matches("kB").trim().parse().ok()
}

fn family(pid: u32) -> Vec<u32> {
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let children = children.split_whitespace().filter_map(|child| child.parse().ok());
    std::iter::once(pid).chain(children).collect()
}

fn cpu_of_one(pid: u32) -> Cpu {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let run_ns = |text: String| text.split(' ').next().and_then(|ns| ns.parse::<f64>().ok());
    let threads =
        tasks.filter_map(|task| fs::read_to_string(task.path().join("schedstat")).ok().and_then(run_ns));
    Cpu { ticks: ticks_in(&stat).unwrap_or(0.0) / TICKS_PER_SEC, threads: threads.sum::<f64>() / 1e9 }
}

/// utime + stime: the 14th and 15th field of `stat`, whose second may hold anything.
fn ticks_in(stat: &str) -> Option<f64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some(fields.next()?.parse::<f64>().ok()? + fields.next()?.parse::<f64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_behind_an_odd_name() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194560 99 0 1 0 250 50 0 0 20 0 5 0 1234";
        assert_eq!(ticks_in(stat), Some(300.0));
        assert_eq!(kib_in("VmPeak:\t 10 kB\nVmHWM:\t    2048 kB\n", "VmHWM:"), Some(2048.0));
        assert_eq!(kib_in("", "VmHWM:"), None);
    }

    #[test]
    fn the_finer_clock_counts_unless_threads_have_ended() {
        let at = |ticks, threads| Cpu { ticks, threads };
        assert_eq!(at(1.01, 1.004).secs_since(at(0.5, 0.5)), 0.504);
        assert_eq!(at(2.0, 0.7).secs_since(at(0.5, 0.5)), 1.5);
    }
}

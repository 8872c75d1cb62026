//! The cost of a process and its children, from /proc.

use std::fs;
use std::iter::Sum;
use std::ops::Add;

/// The kernel's clock ticks per second, in which `stat` counts. This is the same on every Linux
/// that Rust supports.
const TICKS_PER_SEC: f64 = 100.0;

/// How far the two clocks may differ before the finer one is not trusted.
const TICKS_AMISS_SECS: f64 = 0.03;

/// CPU time used so far, in seconds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cpu {
    /// The time of all threads that ever existed, in whole ticks.
    ticks: f64,
    /// The time of the threads that exist now, to the nanosecond.
    threads: f64,
}

impl Cpu {
    /// Returns the time between `earlier` and now, in seconds. This is the finer figure, unless
    /// threads have ended meanwhile.
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

/// Returns the CPU time of a process and its children.
pub(crate) fn cpu(pid: u32) -> Cpu {
    family(pid).into_iter().map(cpu_of_one).sum()
}

/// Returns the process's own memory and its part of the shared memory (PSS), in KiB.
pub(crate) fn pss_kib(pid: u32) -> f64 {
    sum_of(pid, "smaps_rollup", "Pss:")
}

/// Returns the resident memory now, in KiB.
pub(crate) fn rss_kib(pid: u32) -> f64 {
    sum_of(pid, "status", "VmRSS:")
}

/// Returns the most resident memory so far, in KiB.
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

/// Returns utime + stime, the 14th and 15th field of `stat`. The second field may have any text.
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

//! The machine on which the figures were measured, described from /proc.

use std::fs;
use std::path::Path;

/// Describes the machine in one line: processors, memory, kernel, disk.
pub(crate) fn describe(folder: &Path) -> String {
    let cpus = std::thread::available_parallelism().map_or(0, usize::from);
    let cpuinfo = read("/proc/cpuinfo");
    let model = field(&cpuinfo, "model name").or_else(|| field(&cpuinfo, "Model")).unwrap_or("unknown model");
    let memory = field(&read("/proc/meminfo"), "MemTotal").and_then(gib_of).unwrap_or_default();
    let (system, kernel) = (read("/proc/sys/kernel/ostype"), read("/proc/sys/kernel/osrelease"));
    let disk = disk(&read("/proc/mounts"), folder).unwrap_or_else(|| "unknown".to_owned());
    format!(
        "{cpus} × {model}, {memory:.0} GiB of memory, {} {}, log on {disk}",
        system.trim(),
        // Builders append their own name to the version.
        kernel.trim().split('-').next().unwrap_or_default()
    )
}

/// Returns how busy the machine is with other things: the load average over the last minute.
pub(crate) fn load() -> f64 {
    read("/proc/loadavg").split(' ').next().and_then(|load| load.parse().ok()).unwrap_or(0.0)
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim())
    })
}

fn gib_of(kib: &str) -> Option<f64> {
    Some(kib.split(' ').next()?.parse::<f64>().ok()? / 1024.0 / 1024.0)
}

/// Returns the file system that `folder` is on, and its device.
fn disk(mounts: &str, folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let mounts = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ');
        Some((fields.next()?, fields.next()?, fields.next()?))
    });
    let (device, _, system) =
        mounts.filter(|(_, on, _)| folder.starts_with(on)).max_by_key(|(_, on, _)| on.len())?;
    Some(format!("{system} ({})", device.strip_prefix("/dev/").unwrap_or(device)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_proc_are_found() {
        assert_eq!(field("processor\t: 0\nmodel name\t: Fast 9\n", "model name"), Some("Fast 9"));
        assert_eq!(gib_of("2097152 kB"), Some(2.0));
    }

    #[test]
    fn the_innermost_mount_is_the_disk() {
        let mounts = "none / overlay rw 0 0\n/dev/nosuch /tmp ext4 rw 0 0\n";
        assert_eq!(disk(mounts, Path::new("/")).as_deref(), Some("overlay (none)"));
    }
}

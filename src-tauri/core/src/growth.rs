//! How much more work a larger input makes, for tests. They compare two sizes, because how long one
//! takes depends on the computer.

use std::time::Duration;

/// How many times larger the larger input is.
const LARGER: usize = 16;

/// The most for work that grows with the input. With the square of the input it is 256.
pub(crate) const LINEAR: f64 = 64.0;

/// The most for work that hardly grows, as where something is looked up.
pub(crate) const STEADY: f64 = 8.0;

/// Other programs, and memory that is new, only ever make one run longer.
const RUNS: usize = 5;

/// Returns how many times longer the work takes for sixteen times the input. `input` gets the size,
/// which is 1 or 16. The work is done several times with each.
pub(crate) fn growth<I>(input: impl Fn(usize) -> I, work: impl Fn(&mut I)) -> f64 {
    let [one, many] = [1, LARGER].map(|size| {
        let mut input = input(size);
        (0..RUNS).map(|_| cost(|| work(&mut input))).min().unwrap_or_default()
    });
    many.as_secs_f64() / one.as_secs_f64()
}

/// Returns how long the processor works. What other programs do meanwhile does not count.
#[cfg(target_os = "linux")]
fn cost(work: impl FnOnce()) -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let now = || Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default();
    let began = now();
    work();
    now().saturating_sub(began)
}

#[cfg(not(target_os = "linux"))]
fn cost(work: impl FnOnce()) -> Duration {
    let began = std::time::Instant::now();
    work();
    began.elapsed()
}

#[test]
fn growth_with_the_square_is_told_from_linear_growth() {
    let numbers = |size| (0..1_000 * size).collect::<Vec<usize>>();
    let sum = |numbers: &[usize]| {
        let _ = std::hint::black_box(numbers.iter().fold(0, |sum, number| sum ^ number));
    };
    let once = growth(numbers, |numbers| sum(numbers));
    let again_and_again = growth(numbers, |numbers| (0..numbers.len()).for_each(|at| sum(&numbers[at..])));
    assert!(once > STEADY && once < LINEAR && again_and_again > LINEAR, "{once}, {again_and_again}");
}

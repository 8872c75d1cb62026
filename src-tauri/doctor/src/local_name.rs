//! The `.local` name, which guests may type in place of an address. Without it they can join all the same.

use flatchat_core::lan::Announcement;

use crate::check::{Check, Remedy, Step};

/// Judges what multicast DNS says of the room; `None`: nothing is to be announced, or not yet.
pub(super) fn check(announcement: &Announcement) -> Option<Check> {
    match (&announcement.name, &announcement.error) {
        (_, Some(why)) => Some(
            Check::unclear(Step::Name, format!("The room has no name on the network: {why}."))
                .detail("Links with an address work without it; so does the QR code.")
                .remedy(Remedy::by_hand(
                    "Let multicast DNS (UDP port 5353) through this computer's firewall.",
                )),
        ),
        (Some(name), None) => Some(
            Check::good(Step::Name, format!("On the network, the room is {name}."))
                .detail("Many Android phones do not know such names. The QR code has an address for them."),
        ),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Verdict;

    fn judged(name: Option<&str>, error: Option<&str>) -> Option<Check> {
        check(&Announcement { name: name.map(str::to_owned), error: error.map(str::to_owned) })
    }

    #[test]
    fn a_name_that_nobody_took_is_told_and_keeps_nobody_out() {
        let check = judged(None, Some("the network takes no multicast: refused")).unwrap();
        assert!(check.verdict == Verdict::Unclear && check.finding.contains("no multicast"), "{check}");
        assert!(check.details[0].contains("an address"), "{check}");
    }

    #[test]
    fn a_name_that_is_known_is_told() {
        let check = judged(Some("flatchat.local"), None).unwrap();
        assert!(check.verdict == Verdict::Good && check.finding.contains("flatchat.local"), "{check}");
    }

    #[test]
    fn what_is_not_announced_is_no_step() {
        assert_eq!(judged(None, None), None);
    }
}

//! The `.local` name, which guests may type instead of an address. They can join without it.

use flatchat_core::lan::Announcement;

use crate::check::{Check, Remedy, Step};

/// Judges the room's announcement. `None`: the room is not to be announced, or not yet.
pub(super) fn check(announcement: &Announcement) -> Option<Check> {
    match (&announcement.name, &announcement.error) {
        (_, Some(why)) => Some(
            Check::unclear(Step::Name, format!("The room has no name on the network: {why}."))
                .detail("Links with an address work without it; so does the QR code.")
                .remedy(Remedy::by_hand(
                    "Let multicast DNS (UDP port 5353) through this computer's firewall.",
                )),
        ),
        (Some(name), None) => {
            Some(Check::good(Step::Name, format!("On the network, the room is {name}.")).detail(
                "Many Android phones cannot resolve such names. The QR code has an address for them.",
            ))
        }
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
    fn an_announcement_that_failed_is_reported_and_keeps_nobody_out() {
        let check = judged(None, Some("the network does not accept multicast: refused")).unwrap();
        assert!(check.verdict == Verdict::Unclear && check.finding.contains("multicast"), "{check}");
        assert!(check.details[0].contains("an address"), "{check}");
    }

    #[test]
    fn a_name_that_is_known_is_shown() {
        let check = judged(Some("flatchat.local"), None).unwrap();
        assert!(check.verdict == Verdict::Good && check.finding.contains("flatchat.local"), "{check}");
    }

    #[test]
    fn what_is_not_announced_is_no_step() {
        assert_eq!(judged(None, None), None);
    }
}

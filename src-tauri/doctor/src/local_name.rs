//! The `.local` name, which guests may type instead of an address. They can join without it.

use flatchat_core::lan::{AnnounceError, Announcement};

use crate::advice::Advice;
use crate::check::{Check, Remedy, Step};
use crate::finding::Finding;

/// Judges the room's announcement. `None`: the room is not to be announced, or not yet.
pub(super) fn check(announcement: &Announcement) -> Option<Check> {
    match (&announcement.name, &announcement.error) {
        (_, Some(why)) => Some(
            Check::unclear(Step::Name, unnamed(why))
                .detail(Finding::AddressesWork)
                .remedy(Remedy::by_hand(Advice::AllowMdns)),
        ),
        (Some(name), None) => {
            let finding = Finding::Named { name: name.clone() };
            Some(Check::good(Step::Name, finding).detail(Finding::AndroidNames))
        }
        (None, None) => None,
    }
}

fn unnamed(why: &AnnounceError) -> Finding {
    match why.clone() {
        AnnounceError::Port(cause) => Finding::MdnsPortTaken { cause },
        AnnounceError::Multicast(cause) => Finding::NoMulticast { cause },
        AnnounceError::Silence => Finding::AnnouncementLost,
        AnnounceError::Daemon(cause) => Finding::NotAnnounced { cause },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Verdict;

    fn judged(name: Option<&str>, error: Option<AnnounceError>) -> Option<Check> {
        check(&Announcement { name: name.map(str::to_owned), error })
    }

    #[test]
    fn an_announcement_that_failed_is_reported_and_keeps_nobody_out() {
        let cause = "refused".to_owned();
        let check = judged(None, Some(AnnounceError::Multicast(cause.clone()))).unwrap();
        assert_eq!((check.verdict, check.finding), (Verdict::Unclear, Finding::NoMulticast { cause }));
        assert_eq!(check.details, [Finding::AddressesWork]);
    }

    #[test]
    fn a_name_that_is_known_is_shown() {
        let check = judged(Some("flatchat.local"), None).unwrap();
        assert!(check.verdict == Verdict::Good && check.to_string().contains("flatchat.local"), "{check}");
    }

    #[test]
    fn what_is_not_announced_is_no_step() {
        assert_eq!(judged(None, None), None);
    }
}

//! macOS' application firewall, as `socketfilterfw` tells it.

use super::Look;
use crate::check::Remedy;

/// The program that asks and tells the firewall.
pub(super) const TOOL: &str = "/usr/libexec/ApplicationFirewall/socketfilterfw";

/// Judges what `--getglobalstate`, `--getblockall` and `--getappblocked PROGRAM` said, one after the other.
pub(super) fn look(said: &str, program: &str) -> Look {
    let lower = said.to_lowercase();
    let block_all = lower.contains("state = 2")
        || lower.contains("block all non-essential")
        || lower.contains("block all enabled");
    if lower.contains("state = 0") || lower.contains("firewall is disabled") {
        Look::open("macOS' firewall is off.")
    } else if !lower.contains("firewall is enabled") && !block_all {
        Look::unread("macOS' firewall: its program told nothing of it.")
    } else if block_all {
        Look::blocks("macOS' firewall blocks all incoming connections.").remedy(Remedy::by(
            format!("sudo {TOOL} --setblockall off"),
            "Let programs take connections again:",
        ))
    } else if lower.contains("is blocked") {
        Look::blocks("macOS' firewall blocks Flatchat.")
            .remedy(Remedy::by(format!("sudo {TOOL} --unblockapp {}", quoted(program)), "Let Flatchat in:"))
    } else if lower.contains("is permitted") {
        Look::open("macOS' firewall lets Flatchat in.")
    } else {
        Look::hidden("macOS' firewall is on, and does not know Flatchat yet.")
            .remedy(Remedy::by_hand("If macOS asks whether Flatchat may take connections, choose Allow."))
            .remedy(Remedy::by(
                format!("sudo {TOOL} --add {0} && sudo {TOOL} --unblockapp {0}", quoted(program)),
                "Or let Flatchat in by a command:",
            ))
    }
}

/// As a shell takes a text as it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::super::Seen;
    use super::*;

    const PROGRAM: &str = "/Applications/Flatchat.app/Contents/MacOS/flatchat";
    const ON: &str = "Firewall is enabled. (State = 1) \nBlock all DISABLED! \n";

    fn judged(app: &str) -> Look {
        look(&format!("{ON}{app}"), PROGRAM)
    }

    #[test]
    fn each_of_its_answers_is_understood() {
        assert_eq!(look("Firewall is disabled. (State = 0)", PROGRAM).seen, Seen::Open);
        assert_eq!(judged(&format!("Incoming connection to {PROGRAM} is permitted \n")).seen, Seen::Open);
        assert_eq!(judged(&format!("Incoming connection to {PROGRAM} is blocked \n")).seen, Seen::Blocks);
        assert_eq!(judged("The application is not part of the firewall \n").seen, Seen::Hidden);
        assert_eq!(look("", PROGRAM).seen, Seen::Unread);
    }

    #[test]
    fn blocking_everything_goes_before_what_it_says_of_the_program() {
        let all = "Firewall is set to block all non-essential incoming connections. (State = 2)\n\
                   Incoming connection to it is permitted\n";
        assert_eq!(look(all, PROGRAM).seen, Seen::Blocks);
    }

    #[test]
    fn the_remedy_names_this_program() {
        let command = judged("Incoming connection is blocked").remedies[0].command.clone().unwrap();
        assert_eq!(command, format!("sudo {TOOL} --unblockapp '{PROGRAM}'"));
    }
}

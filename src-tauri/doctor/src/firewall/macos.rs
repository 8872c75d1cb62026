//! The application firewall of macOS, as `socketfilterfw` reports it.

use super::Inspection;
use crate::advice::Advice;
use crate::check::Remedy;
use crate::finding::Finding;

/// The program that reads and changes the firewall's settings.
pub(super) const TOOL: &str = "/usr/libexec/ApplicationFirewall/socketfilterfw";

/// Judges the output of `--getglobalstate`, `--getblockall` and `--getappblocked PROGRAM`, one
/// after the other.
pub(super) fn judge(output: &str, program: &str) -> Inspection {
    let lower = output.to_lowercase();
    let block_all = lower.contains("state = 2")
        || lower.contains("block all non-essential")
        || lower.contains("block all enabled");
    if lower.contains("state = 0") || lower.contains("firewall is disabled") {
        Inspection::open(Finding::MacOff)
    } else if !lower.contains("firewall is enabled") && !block_all {
        Inspection::unread(Finding::MacUnread)
    } else if block_all {
        Inspection::blocks(Finding::MacBlocksAll)
            .remedy(Remedy::by(format!("sudo {TOOL} --setblockall off"), Advice::MacStopBlocking))
    } else if lower.contains("is blocked") {
        Inspection::blocks(Finding::MacBlocks)
            .remedy(Remedy::by(format!("sudo {TOOL} --unblockapp {}", quoted(program)), Advice::MacLetIn))
    } else if lower.contains("is permitted") {
        Inspection::open(Finding::MacLetsIn)
    } else {
        Inspection::hidden(Finding::MacDoesNotKnow).remedy(Remedy::by_hand(Advice::MacAllow)).remedy(
            Remedy::by(
                format!("sudo {TOOL} --add {0} && sudo {TOOL} --unblockapp {0}", quoted(program)),
                Advice::MacAllowByCommand,
            ),
        )
    }
}

/// A text in quotes, which a shell takes as it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::super::Effect;
    use super::*;

    const PROGRAM: &str = "/Applications/Flatchat.app/Contents/MacOS/flatchat";
    const ON: &str = "Firewall is enabled. (State = 1) \nBlock all DISABLED! \n";

    fn judged(app: &str) -> Inspection {
        judge(&format!("{ON}{app}"), PROGRAM)
    }

    #[test]
    fn each_of_its_answers_is_understood() {
        assert_eq!(judge("Firewall is disabled. (State = 0)", PROGRAM).effect, Effect::Open);
        assert_eq!(judged(&format!("Incoming connection to {PROGRAM} is permitted \n")).effect, Effect::Open);
        assert_eq!(judged(&format!("Incoming connection to {PROGRAM} is blocked \n")).effect, Effect::Blocks);
        assert_eq!(judged("The application is not part of the firewall \n").effect, Effect::Hidden);
        assert_eq!(judge("", PROGRAM).effect, Effect::Unread);
    }

    #[test]
    fn blocking_everything_goes_before_what_it_says_of_the_program() {
        let all = "Firewall is set to block all non-essential incoming connections. (State = 2)\n\
                   Incoming connection to it is permitted\n";
        assert_eq!(judge(all, PROGRAM).effect, Effect::Blocks);
    }

    #[test]
    fn the_remedy_names_this_program() {
        let command = judged("Incoming connection is blocked").remedies[0].command.clone().unwrap();
        assert_eq!(command, format!("sudo {TOOL} --unblockapp '{PROGRAM}'"));
    }
}

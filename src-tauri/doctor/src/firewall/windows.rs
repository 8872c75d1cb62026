//! The firewall of Windows, as PowerShell reports it. Rules let a program in for the kind of
//! network that a card is on. A user who refuses Windows' question at the first start leaves a rule
//! that blocks the program silently and for ever.

use serde::Deserialize;

use super::Inspection;
use crate::advice::Advice;
use crate::check::Remedy;
use crate::finding::{Finding, Profile};

/// Prints the report that [`judge`] reads. `PROGRAM` is this program's path in quotes.
const SCRIPT: &str = "$ErrorActionPreference = 'SilentlyContinue'; \
    $networks = @(Get-NetConnectionProfile | ForEach-Object { @{ card = \"$($_.InterfaceAlias)\"; kind = \"$($_.NetworkCategory)\" } }); \
    $profiles = @(Get-NetFirewallProfile | ForEach-Object { @{ name = \"$($_.Name)\"; enabled = \"$($_.Enabled)\"; inbound = \"$($_.DefaultInboundAction)\" } }); \
    $rules = @(Get-NetFirewallApplicationFilter -Program PROGRAM | Get-NetFirewallRule | ForEach-Object { @{ enabled = \"$($_.Enabled)\"; direction = \"$($_.Direction)\"; action = \"$($_.Action)\"; profiles = \"$($_.Profile)\" } }); \
    ConvertTo-Json -Compress -Depth 3 @{ networks = $networks; profiles = $profiles; rules = $rules }";

#[derive(Deserialize)]
struct Report {
    networks: Vec<Network>,
    profiles: Vec<ProfileState>,
    rules: Vec<ProgramRule>,
}

#[derive(Deserialize)]
struct Network {
    card: String,
    /// `Public`, `Private` or `DomainAuthenticated`.
    kind: String,
}

#[derive(Deserialize)]
struct ProfileState {
    name: String,
    enabled: String,
    inbound: String,
}

#[derive(Deserialize)]
struct ProgramRule {
    enabled: String,
    direction: String,
    action: String,
    /// `Any`, or several of the profiles' names.
    profiles: String,
}

/// The script for PowerShell that reports on the program at this path.
pub(super) fn script(program: &str) -> String {
    SCRIPT.replace("PROGRAM", &quoted(program))
}

/// Judges what the script printed, for a guest who comes in by `card`.
pub(super) fn judge(json: &str, card: &str, program: &str) -> Inspection {
    let Ok(report) = serde_json::from_str::<Report>(json.trim()) else {
        return Inspection::unread(Finding::WindowsUnread);
    };
    let network = report.networks.iter().find(|one| one.card == card).or(report.networks.first());
    let profile = profile_of(network.map_or("Public", |network| network.kind.as_str()));
    let profile_name = profile.to_string();
    let state = report.profiles.iter().find(|state| state.name == profile_name);
    if state.is_some_and(|one| one.enabled == "False" || one.inbound == "Allow") {
        return Inspection::open(Finding::WindowsOpen { profile });
    }
    let rules = |action: &str| report.rules.iter().any(|rule| rule.decides(action, &profile_name));
    if rules("Block") {
        return Inspection::blocks(Finding::WindowsBlocks)
            .remedy(Remedy::by(unblock(program), Advice::WindowsUnblock));
    }
    if rules("Allow") {
        return Inspection::open(Finding::WindowsLetsIn { profile });
    }
    let hidden = Inspection::hidden(Finding::WindowsHasNoRule { profile });
    let hidden = match network {
        Some(network) if profile == Profile::Public => hidden.remedy(Remedy::by(
            format!(
                "Set-NetConnectionProfile -InterfaceAlias {} -NetworkCategory Private",
                quoted(&network.card)
            ),
            Advice::WindowsPrivate,
        )),
        _ => hidden,
    };
    hidden.remedy(Remedy::by(allow(program), Advice::WindowsAllow))
}

/// The profile whose rules hold on a network of this kind, as PowerShell calls it.
fn profile_of(kind: &str) -> Profile {
    match kind {
        "DomainAuthenticated" => Profile::Domain,
        "Private" => Profile::Private,
        _ => Profile::Public,
    }
}

impl ProgramRule {
    fn decides(&self, action: &str, profile: &str) -> bool {
        let concerns = self.profiles.split(',').any(|one| ["Any", profile].contains(&one.trim()));
        self.enabled == "True" && self.direction == "Inbound" && self.action == action && concerns
    }
}

fn allow(program: &str) -> String {
    format!(
        "New-NetFirewallRule -DisplayName Flatchat -Direction Inbound -Action Allow -Profile Private,Domain -Program {}",
        quoted(program)
    )
}

fn unblock(program: &str) -> String {
    format!(
        "Get-NetFirewallApplicationFilter -Program {} | Get-NetFirewallRule | Where-Object Action -eq Block | \
         Remove-NetFirewallRule; {}",
        quoted(program),
        allow(program)
    )
}

/// A text in quotes, which PowerShell takes as it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::super::Effect;
    use super::*;

    const PROGRAM: &str = r"C:\Users\O'Neil\Flatchat\flatchat.exe";

    fn judged(kind: &str, profile: &str, rules: &str) -> Inspection {
        let json = format!(
            r#"{{"networks":[{{"card":"Wi-Fi","kind":"{kind}"}}],"profiles":[{profile}],"rules":[{rules}]}}"#
        );
        judge(&json, "Wi-Fi", PROGRAM)
    }

    const PUBLIC: &str = r#"{"name":"Public","enabled":"True","inbound":"NotConfigured"}"#;
    const ALLOWED: &str =
        r#"{"enabled":"True","direction":"Inbound","action":"Allow","profiles":"Domain, Private"}"#;

    #[test]
    fn the_rule_of_a_refused_question_is_found() {
        let rule = r#"{"enabled":"True","direction":"Inbound","action":"Block","profiles":"Public"}"#;
        let inspection = judged("Public", PUBLIC, &format!("{ALLOWED},{rule}"));
        assert_eq!(inspection.effect, Effect::Blocks);
        let command = inspection.remedies[0].command.as_deref().unwrap();
        assert!(command.contains(r"'C:\Users\O''Neil\Flatchat\flatchat.exe'"), "{command}");
    }

    #[test]
    fn a_rule_for_private_networks_does_not_open_a_public_one() {
        let inspection = judged("Public", PUBLIC, ALLOWED);
        assert_eq!(inspection.effect, Effect::Hidden);
        let command = inspection.remedies[0].command.as_deref().unwrap();
        assert_eq!(command, "Set-NetConnectionProfile -InterfaceAlias 'Wi-Fi' -NetworkCategory Private");
        assert_eq!(judged("Private", PUBLIC, ALLOWED).effect, Effect::Open);
        assert_eq!(judged("DomainAuthenticated", PUBLIC, ALLOWED).effect, Effect::Open);
    }

    #[test]
    fn a_firewall_that_is_off_stops_nobody() {
        assert_eq!(judged("Public", &PUBLIC.replace("True", "False"), "").effect, Effect::Open);
    }

    #[test]
    fn a_rule_that_is_off_or_for_the_way_out_does_not_count() {
        assert_eq!(judged("Private", PUBLIC, &ALLOWED.replace("True", "False")).effect, Effect::Hidden);
        assert_eq!(judged("Private", PUBLIC, &ALLOWED.replace("Inbound", "Outbound")).effect, Effect::Hidden);
    }

    #[test]
    fn what_is_no_report_is_said_to_be_unread() {
        assert_eq!(judge("", "Wi-Fi", PROGRAM).effect, Effect::Unread);
    }
}

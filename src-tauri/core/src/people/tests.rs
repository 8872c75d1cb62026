//! Tests of who holds which name, and for how long.

use super::kept::Claim;
use super::*;
use crate::growth::{STEADY, growth};
use crate::log::Cursor;

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn session(n: u32) -> SessionId {
    SessionId::parse(&format!("{n:032x}")).unwrap()
}

#[test]
fn a_name_that_looks_like_a_held_one_is_refused_with_a_free_one() {
    let mut people = People::default();
    people.take(&SessionId::host(), name("Ana"), Cursor::START, 0).unwrap();
    people.take(&session(1), name("ana 2"), Cursor::START, 0).unwrap();
    assert_eq!(suggestion(people.take(&session(2), name("аna"), Cursor::START, 0)), "аna 3");
    assert_eq!(people.take(&session(1), name("ANA 2"), Cursor::START, 0), Ok(()));
}

fn suggestion(taken: Result<(), NotTaken>) -> String {
    match taken {
        Err(NotTaken::Alike(name)) => name.to_string(),
        other => panic!("{other:?}"),
    }
}

/// A room that holds as many names as it can: `guest 0`, `guest 1` and so on, all of sessions that
/// have only joined.
fn full() -> People {
    let mut people = People::default();
    for n in 0..MAX_SESSIONS as u32 {
        people
            .take(&session(n), name(&format!("guest {n}")), Cursor::START, 1 + u64::from(n) / 1_000)
            .unwrap();
    }
    people
}

#[test]
fn a_free_variation_is_found_in_a_few_steps_however_many_are_taken() {
    let with_variations = |size: usize| {
        let mut people = People::default();
        people.take(&session(0), name("ana"), Cursor::START, 0).unwrap();
        for n in 2..(MAX_SESSIONS / 16 * size) as u32 {
            people.take(&session(n), name(&format!("ana {n}")), Cursor::START, 0).unwrap();
        }
        people
    };
    let growth = growth(with_variations, |people| {
        for _ in 0..20 {
            let free = suggestion(people.take(&SessionId::host(), name("ana"), Cursor::START, 0));
            assert_eq!(people.take(&SessionId::host(), name(&free), Cursor::START, 0), Ok(()), "{free}");
        }
    });
    assert!(growth < STEADY, "{growth}");
}

#[test]
fn newcomers_push_out_who_only_joined_and_nobody_who_listened_or_spoke() {
    let mut people = full();
    people.stream_opened(&session(0));
    people.stream_ended(&session(0), Instant::now(), 0);
    people.speaks(&session(1), 0);
    people.stream_opened(&session(2));
    for n in 0..1_000 {
        let newcomer = session(MAX_SESSIONS as u32 + n);
        people.take(&newcomer, name(&format!("newcomer {n}")), Cursor::START, 100).unwrap();
    }
    for n in 0..3 {
        assert_eq!(people.name_of(&session(n)), Some(&name(&format!("guest {n}"))), "{n}");
    }
    assert_eq!(people.name_of(&session(3)), None);
    assert_eq!((people.members.len(), people.absent.len()), (MAX_SESSIONS, MAX_SESSIONS - 1));
}

#[test]
fn newcomers_are_refused_where_every_name_has_words_in_the_log_of_the_last_30_days() {
    let mut people = full();
    for n in 0..MAX_SESSIONS as u32 {
        people.speaks(&session(n), 0);
    }
    let newcomer = session(u32::MAX);
    assert_eq!(people.take(&newcomer, name("newcomer"), Cursor::START, 1_000), Err(NotTaken::Full));
    assert_eq!(
        people.take(&session(7), name("another name"), Cursor::START, 1_000),
        Ok(()),
        "who is in may be renamed"
    );
    assert_eq!(
        people.take(&newcomer, name("newcomer"), Cursor::START, FORGOTTEN_AFTER.as_secs() + 1),
        Ok(())
    );
    assert_eq!(people.name_of(&session(0)), None);
}

#[test]
fn what_is_saved_is_what_changed() {
    let mut people = full();
    let Saving::Changes(changes) = people.save() else { panic!("only changes") };
    assert_eq!(changes.len(), MAX_SESSIONS);
    assert!(matches!(people.save(), Saving::Nothing));
    people.leave(&session(7));
    people.speaks(&session(8), 0);
    people.speaks(&session(8), 1);
    let Saving::Changes(changes) = people.save() else { panic!("only changes") };
    assert_eq!(changes.len(), 2, "{changes:?}");
    assert!(changes.contains(&Change::Gone(session(7))));
}

#[test]
fn of_more_names_than_can_be_held_those_with_words_and_those_seen_last_stay() {
    let mut kept = full().kept();
    let more =
        |n: u32| Claim { session: session(n), name: format!("more {n}"), seen: 0, ..kept.held[0].clone() };
    let mut spoke = more(u32::MAX);
    spoke.standing = Standing::Spoke;
    let more: Vec<Claim> = (60_000..70_000).map(more).chain([spoke]).collect();
    kept.held.splice(0..0, more);
    let people = People::restore(kept, 0);
    assert_eq!(people.members.len(), MAX_SESSIONS);
    assert!(people.name_of(&session(u32::MAX)).is_some() && people.name_of(&session(49_999)).is_some());
    assert!(people.name_of(&session(60_000)).is_none());
}

#[tokio::test(start_paused = true)]
async fn a_ticket_is_used_once_and_once_more_only_by_whoever_had_no_answer() {
    let [home, away] = ["192.0.2.1", "192.0.2.2"].map(|address| address.parse().unwrap());
    let mut people = People::default();
    people.take(&session(1), name("ana"), Cursor::START, 0).unwrap();
    let now = Instant::now();
    assert!(people.arrives(&session(1), 0, home, now));
    assert!(people.arrives(&session(1), 0, home, now) && !people.arrives(&session(1), 0, away, now));
    assert!(!people.arrives(&session(1), 0, home, now + Duration::from_secs(60)));
    let mut again = People::restore(people.kept(), 0);
    assert!(!again.arrives(&session(1), 0, home, now), "nor after a restart");
    assert!(again.arrives(&session(1), 1, away, now));
    assert!(!again.arrives(&session(2), 0, away, now), "a session that is not known");
}

#[test]
fn a_new_name_frees_the_old_one() {
    let mut people = People::default();
    people.take(&session(1), name("ana"), Cursor::START, 0).unwrap();
    people.take(&session(1), name("bo"), Cursor::START, 0).unwrap();
    assert_eq!(people.take(&session(2), name("ana"), Cursor::START, 0), Ok(()));
    assert!(people.take(&session(2), name("bo"), Cursor::START, 0).is_err());
}

/// A guest who takes a freed name must not also get the lines of its former owner.
#[test]
fn a_name_is_held_since_it_was_taken_also_after_a_restart() {
    let end = |offset| Cursor { offset, check: 7 };
    let mut people = People::default();
    people.take(&session(1), name("ana"), end(10), 0).unwrap();
    people.take(&session(1), name("ana"), end(20), 0).unwrap();
    let since = |people: &People, n| people.members[&session(n)].since;
    assert_eq!(since(&people, 1), Some(end(10)), "it has held the name all the time");
    people.leave(&session(1));
    people.take(&session(2), name("ana"), end(30), 0).unwrap();
    assert_eq!(since(&People::restore(people.kept(), 0), 2), Some(end(30)));
    people.take(&session(2), name("Ana"), end(40), 0).unwrap();
    assert_eq!(since(&people, 2), Some(end(40)));
    let written = serde_json::to_string(&people.kept()).unwrap();
    assert!(written.contains(r#""since":"40-7""#), "{written}");
    let mut kept: Kept = serde_json::from_str(&written.replace(r#","since":"40-7""#, "")).unwrap();
    assert_eq!(kept.held.pop().unwrap().since, None, "a file of an earlier version");
}

#[test]
fn a_session_that_left_is_over_also_after_a_restart() {
    let mut people = People::default();
    people.take(&session(1), name("ana"), Cursor::START, 0).unwrap();
    people.leave(&session(1));
    assert!(!people.may_return(&session(1)));
    assert!(!People::restore(people.kept(), 1).may_return(&session(1)));
}

/// There are two crashes. After the first, only some guests came back before the second.
#[test]
fn those_who_came_back_after_a_crash_lock_nobody_else_out() {
    let made_at = |ms: u64| SessionId::parse(&format!("{ms:012x}{:020x}", 7)).unwrap();
    let [ana, bo, cy] = [1_100, 1_200, 1_300].map(made_at);
    let kept = Kept { since: 1_000, until: 1_000, ..Kept::default() };
    let mut people = People::restore(kept, 2_000);
    for session in [&ana, &bo, &cy] {
        assert!(people.may_return(session));
    }
    people.take(&ana, name("ana"), Cursor::START, 2).unwrap();
    people.take(&cy, name("cy"), Cursor::START, 2).unwrap();
    people.leave(&cy);
    let people = People::restore(people.kept(), 3_000);
    assert_eq!(people.name_of(&ana).map(Name::as_str), Some("ana"));
    assert!(people.may_return(&bo));
    assert!(!people.may_return(&cy), "who left stays out");
}

#[tokio::test(start_paused = true)]
async fn a_big_room_is_told_how_many_who_hosts_and_whether_the_host_is_away() {
    let mut people = People::default();
    people.take(&SessionId::host(), name("host"), Cursor::START, 0).unwrap();
    people.stream_opened(&SessionId::host());
    for n in 0..MAX_LISTED as u32 {
        people.take(&session(n), name(&format!("guest number {n}")), Cursor::START, 0).unwrap();
        people.stream_opened(&session(n));
    }
    let told = people.summary(Instant::now());
    assert_eq!((told.count, told.people.len()), (MAX_LISTED + 1, 1));
    assert_eq!(people.here(Instant::now()).people.len(), MAX_LISTED + 1);
    people.looks_elsewhere(&SessionId::host(), Instant::now());
    assert!(!people.summary(Instant::now()).people[0].away);
    assert!(people.summary(Instant::now() + member::AWAY_AFTER).people[0].away);
}

#[test]
fn names_are_held_over_a_restart_but_not_for_ever() {
    let mut people = People::default();
    people.take(&session(1), name("ana"), Cursor::START, 1000).unwrap();
    let soon = People::restore(people.kept(), 2_000_000);
    assert_eq!(soon.name_of(&session(1)), Some(&name("ana")));
    let late = People::restore(people.kept(), (1000 + FORGOTTEN_AFTER.as_secs()) * 1_000);
    assert_eq!(late.name_of(&session(1)), None);
}

#[tokio::test(start_paused = true)]
async fn a_reload_is_no_departure_and_a_departure_is_told_in_time() {
    let mut people = People::default();
    people.take(&session(1), name("ana"), Cursor::START, 0).unwrap();
    people.stream_opened(&session(1));
    let now = Instant::now();
    people.stream_ended(&session(1), now, 0);
    assert_eq!(people.here(now).count, 1);
    let change = people.next_change(now).unwrap();
    assert_eq!(people.here(change).count, 0);
    assert_eq!(people.next_change(change), None);
}

#[tokio::test(start_paused = true)]
async fn typing_ends_by_itself_or_with_the_message() {
    let mut people = People::default();
    people.take(&session(1), name("ana"), Cursor::START, 0).unwrap();
    let now = Instant::now();
    people.types(&session(1), now);
    assert_eq!(people.typing(now).names, ["ana"]);
    assert!(people.typing(now + TYPING).names.is_empty());
    assert!(people.speaks(&session(1), 0));
    assert!(!people.speaks(&session(1), 0));
    assert!(people.typing(now).names.is_empty());
}

#[tokio::test(start_paused = true)]
async fn somebody_who_looks_at_something_else_counts_as_away_after_a_while_and_until_a_sign_of_life() {
    type Sign = fn(&mut People, Instant);
    let signs: [(&str, Sign); 4] = [
        ("the page is looked at", |people, _| assert!(people.looks_here(&session(1)))),
        ("a message", |people, _| assert!(people.speaks(&session(1), 0))),
        ("typing", |people, now| people.types(&session(1), now)),
        ("another page opens", |people, _| drop(people.stream_opened(&session(1)))),
    ];
    for (sign, give) in signs {
        let mut people = People::default();
        people.take(&session(1), name("ana"), Cursor::START, 0).unwrap();
        people.stream_opened(&session(1));
        let is_away = |people: &People, now| people.here(now).people[0].away;
        let now = Instant::now();
        people.looks_elsewhere(&session(1), now);
        people.looks_elsewhere(&session(1), now + Duration::from_secs(60)); // another of her pages
        let change = people.next_change(now).expect("it changes by itself");
        assert!(!is_away(&people, change - Duration::from_millis(1)), "a glance is no absence");
        assert!(is_away(&people, change), "{sign}");
        assert_eq!(people.next_change(change), None, "and nothing more changes: {sign}");
        give(&mut people, change);
        assert!(!is_away(&people, change), "{sign}");
    }
}

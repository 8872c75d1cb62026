//! Names: which are allowed, who may take them, and how long a guest keeps one.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use flatchat_tests::raw::post_from;
use flatchat_tests::server::new_folder;
use flatchat_tests::wait::until;
use flatchat_tests::{Guest, Server, chat};
use serde_json::{Value, json};
use tempfile::TempDir;

async fn refused_name(server: &Server, name: &str) -> Value {
    let answer = Guest::stranger(server).post_json("/join", &json!({ "name": name })).await;
    assert_eq!(answer.cookie(), None, "a refused name brings no session: {answer}");
    answer.refused(400, "bad_name")
}

#[tokio::test]
async fn names_that_could_forge_hide_or_deceive_are_refused() {
    let server = Server::start(&[]);
    let longer = "x".repeat(33);
    let names = [
        "",
        " ",
        "\t",
        "\n",
        "a:b",
        "bo said: hi",
        ":",
        "a\nb",
        "a\rb",
        "a\u{0}b",
        "a\u{1b}[1m",
        "a\tb",
        "a\u{b}b",
        "a\u{85}b",
        "a\u{2028}b",
        "a\u{2029}b",
        "a\u{200B}b",
        "a\u{200D}b",
        "a\u{FEFF}b",
        "a\u{202E}b",
        "a\u{2066}b",
        "a\u{AD}b",
        "\u{3164}",
        "\u{2800}",
        "\u{FFFC}",
        "👍\u{FFFC}",
        "a\u{E000}b",
        "a\u{FE0F}b",
        "👩\u{200D}a",
        "\u{34F}",
        "\u{FE0F}",
        "\u{17B4}",
        "\u{180B}",
        "\u{200E}\u{200F}",
        "\u{301}",
        "\u{301}ana",
        "x\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{309}",
        &longer,
    ];
    for name in names {
        refused_name(&server, name).await;
    }
    assert_eq!(Guest::stranger(&server).get("/people").await.json()["count"], 0);
}

#[tokio::test]
async fn names_of_any_script_and_up_to_32_characters_are_taken() {
    let server = Server::start(&[]);
    let longest = "é".repeat(32);
    let names = [
        "Zoë",
        "李小龍",
        "Ünal Ağa",
        "שרה",
        "مريم",
        "Олена",
        "नेहा",
        "👩\u{FE0F}🚀",
        "O'Brien-Smith",
        "r2d2",
        "Jo 👩‍💻",
        "علی‌رضا",
        "ශ්‍රීනාත්",
        "🏳️‍🌈 Kim",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿 Max",
        "র‍্যাচেল",
        "👨‍👩‍👧‍👦 Eva",
        &longest,
    ];
    for name in names {
        let guest = Guest::join(&server, name).await;
        let receipt = guest.say("hello").await;
        assert_eq!(receipt["entry"]["name"], name);
        assert_eq!(guest.get("/room").await.json()["me"]["name"], name);
    }
    assert_eq!(chat::said(&server.log()).last().unwrap().name, longest);
}

#[tokio::test]
async fn a_name_is_tidied_as_typed_names_need_it() {
    let server = Server::start(&[]);
    let answer =
        Guest::stranger(&server).post_json("/join", &json!({ "name": "  Jose\u{301}   Luis " })).await;
    assert_eq!(answer.json()["name"], "José Luis");
}

#[tokio::test]
async fn directional_marks_that_a_name_was_pasted_with_are_stripped() {
    let server = Server::start(&[]);
    for (typed, meant) in [
        ("\u{200E}Ana\u{200E}", "Ana"),
        ("\u{202A}Bo\u{202C}", "Bo"),
        ("\u{FEFF}Cy\u{200B}", "Cy"),
        ("\u{2067}דנה\u{2069} \u{200F}כהן", "דנה כהן"),
        ("Dara\u{AD}", "Dara"),
    ] {
        let guest = Guest::stranger(&server);
        let answer = guest.post_json("/join", &json!({ "name": typed })).await.expect(200);
        assert_eq!(answer.json()["name"], meant, "{typed:?}");
    }
}

#[tokio::test]
async fn what_khmer_and_indic_keyboards_type_unseen_is_dropped_and_a_second_such_name_is_taken() {
    let server = Server::start(&[]);
    for (typed, meant) in
        [("ស្រី\u{200B}មុំ", "ស្រីមុំ"), ("မင်း\u{200B}သူ", "မင်းသူ"), ("శ్రీ\u{200C}వాణి", "శ్రీవాణి"), ("উৎ\u{200C}সব", "উৎসব")]
    {
        let answer = Guest::stranger(&server).post_json("/join", &json!({ "name": typed })).await.expect(200);
        assert_eq!(answer.json()["name"], meant, "{typed:?}");
        for again in [typed, meant] {
            let answer = Guest::stranger(&server).post_json("/join", &json!({ "name": again })).await;
            answer.refused(409, "name_taken");
        }
    }
}

#[tokio::test]
async fn names_with_a_japanese_ring_and_without_it_are_two() {
    let server = Server::start(&[]);
    for name in ["はは", "ばば", "ぱぱ", "ホン", "ポン"] {
        Guest::join(&server, name).await;
    }
}

#[tokio::test]
async fn a_name_with_an_invisible_character_inside_is_refused_with_words_that_help() {
    let server = Server::start(&[]);
    let problem = refused_name(&server, "An\u{200B}a").await;
    let message = problem["message"].as_str().unwrap();
    assert!(message.contains("invisible") && message.contains("U+200B"), "{message}");
}

#[tokio::test]
async fn names_that_only_a_close_look_tells_apart_are_alike() {
    let server = Server::start(&[]);
    for (held, alike) in [
        ("Ana 👩‍💻", "Ana 👩💻"),
        ("علی‌رضا", "علیرضا"),
        ("🏳️‍🌈", "🏳🌈"),
        ("❤️", "❤"),
        ("---", "———"),
        ("…", ". . ."),
        ("日本", "日夲"),
        ("www", "vvww"),
        ("marn", "mam"),
        ("clara", "dara"),
    ] {
        let _held = Guest::join(&server, held).await;
        let stranger = Guest::stranger(&server);
        let problem = stranger.post_json("/join", &json!({ "name": alike })).await.refused(409, "name_taken");
        let suggestion = &problem["suggestion"];
        let taken = stranger.post_json("/join", &json!({ "name": suggestion })).await.expect(200);
        assert_eq!(taken.json()["name"], *suggestion, "for {alike:?}");
    }
}

#[tokio::test]
async fn a_line_by_a_name_of_an_older_version_stays_a_statement() {
    // Such names could be taken before accents were limited.
    let folder = flatchat_tests::server::new_folder();
    let old = "x\u{301}\u{301}\u{301}";
    std::fs::write(folder.path().join("chat.txt"), format!("{old} said: before\n")).unwrap();
    let server = Server::start_in(folder, &[]);
    let page = Guest::stranger(&server).page("").await;
    assert_eq!((&page["entries"][0]["name"], &page["entries"][0]["text"]), (&json!(old), &json!("before")));
}

#[tokio::test]
async fn a_name_that_holds_a_verb_forges_nothing() {
    let server = Server::start(&[]);
    let guest = Guest::join(&server, "bo said").await;
    let receipt = guest.say("x said: y").await;
    assert_eq!(receipt["entry"]["name"], "bo said");
    assert_eq!(receipt["entry"]["text"], "x said: y");
    assert_eq!(guest.all_entries().await, [chat::fresh(&receipt["entry"])]);
}

#[tokio::test]
async fn a_look_alike_is_refused_with_a_suggestion_that_works() {
    let server = Server::start(&[]);
    let _ana = Guest::join(&server, "Ana Maria").await;
    let alike = [
        "Ana Maria",
        "ana maria",
        "ANA MARIA",
        "АnaMaria",
        "Аnа Mаriа",
        "AnaMaria",
        "Ana  Maria",
        "Ana\u{A0}Maria",
        "Ａｎａ Ｍａｒｉａ",
        "Ana-Maria",
        "Ana.Maria",
        "𝐀na Maria",
        "Ana Marıa",
    ];
    for name in alike {
        let stranger = Guest::stranger(&server);
        let answer = stranger.post_json("/join", &json!({ "name": name })).await;
        let problem = answer.refused(409, "name_taken");
        assert_eq!(answer.cookie(), None);
        let suggestion = problem["suggestion"].as_str().expect("a suggestion");
        let taken = stranger.post_json("/join", &json!({ "name": suggestion })).await.expect(200);
        assert_eq!(taken.json()["name"], suggestion, "for {name:?}");
    }
    let other = Guest::join(&server, "Ana Mario").await;
    other.say("I am somebody else").await;
}

#[tokio::test]
async fn a_name_stays_with_its_session_over_a_restart_and_a_crash() {
    let mut server = Server::start(&[]);
    let mut ana = Guest::join(&server, "ana").await;
    server.terminate().await;
    for _ in 0..2 {
        server.start_again();
        ana = ana.at(&server);
        let thief = Guest::stranger(&server).post_json("/join", &json!({ "name": "ana" })).await;
        let view = ana.get("/room").await.json();
        assert_eq!(view["me"]["name"], "ana", "{view}");
        thief.refused(409, "name_taken");
        assert_eq!(ana.say("still me").await["entry"]["name"], "ana");
        server.kill9();
    }
}

#[tokio::test]
async fn a_session_survives_the_loss_of_the_names_file() {
    let mut server = Server::start(&[]);
    let ana = Guest::join(&server, "Ana 李").await;
    server.terminate().await;
    std::fs::remove_file(server.path("names.json")).unwrap();
    server.start_again();
    let ana = ana.at(&server);
    assert_eq!(ana.say("the cookie knows me").await["entry"]["name"], "Ana 李");
    let thief = Guest::stranger(&server).post_json("/join", &json!({ "name": "ana 李" })).await;
    thief.refused(409, "name_taken");
}

#[tokio::test]
async fn leaving_frees_the_name_and_clears_the_cookie() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let left = ana.post("/leave", "text/plain", "").await.expect(204);
    let cleared = left.header("set-cookie");
    assert!(cleared.contains("Max-Age=0") && cleared.contains("Path=/"), "{left}");
    let next = Guest::join(&server, "ana").await;
    next.say("the new ana").await;
    // A guest with the old cookie is not recognised any more.
    assert_eq!(ana.get("/room").await.json()["me"], Value::Null);
    ana.try_say("the old ana").await.refused(401, "join_first");
    let nobody = Guest::stranger(&server).post("/leave", "text/plain", "").await;
    assert_eq!(nobody.status, 204, "leaving twice is leaving: {nobody}");
}

#[tokio::test]
async fn renaming_keeps_the_session_and_frees_the_old_name() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let bo = Guest::join(&server, "bo").await;
    ana.post_json("/join", &json!({ "name": "Bo" })).await.refused(409, "name_taken");
    assert_eq!(ana.get("/room").await.json()["me"]["name"], "ana", "a refused name changes nothing");
    let renamed = ana.post_json("/join", &json!({ "name": "anna" })).await.expect(200);
    assert_eq!(renamed.json()["name"], "anna");
    assert_eq!(ana.say("hello").await["entry"]["name"], "anna");
    let _ = bo.post_json("/join", &json!({ "name": "ana" })).await.expect(200);
    // A guest's own name in another spelling does not count as similar.
    let _ = ana.post_json("/join", &json!({ "name": "ANNA" })).await.expect(200);
    assert_eq!(ana.say("HELLO").await["entry"]["name"], "ANNA");
}

#[tokio::test]
async fn a_foreign_or_tampered_cookie_is_nobodys() {
    let (server, elsewhere) = (Server::start(&[]), Server::start(&[]));
    let ana = Guest::join(&server, "ana").await;
    let foreign = Guest::join(&elsewhere, "ana").await;
    let (own_name, own_value) = ana.cookie().split_once('=').unwrap();
    let (foreign_name, foreign_value) = foreign.cookie().split_once('=').unwrap();
    assert_ne!(own_name, foreign_name, "rooms on one machine share a browser's cookies");
    let last = if own_value.ends_with('a') { 'b' } else { 'a' };
    let tampered = [
        format!("{own_name}={foreign_value}"),
        foreign.cookie().to_owned(),
        format!("{own_name}={}{last}", &own_value[..own_value.len() - 1]),
        ana.cookie().replace("ana", "bob"),
        format!("{own_name}="),
        format!("{own_name}=host.ana"),
        format!("{own_name}=\u{1}%00;=;;="),
        format!("{own_name}=00000000000000000000000000000000.ana"),
    ];
    for cookie in tampered {
        let nobody = ana.with_cookie(&cookie.replace('\u{1}', "?"));
        assert_eq!(nobody.get("/room").await.expect(200).json()["me"], Value::Null, "{cookie}");
        nobody.try_say("forged").await.refused(401, "join_first");
    }
    for other in [foreign.cookie().to_owned(), format!("{own_name}={foreign_value}")] {
        let both = ana.with_cookie(&format!("{other}; {}", ana.cookie()));
        assert_eq!(both.get("/room").await.json()["me"]["name"], "ana", "after {other}");
    }
    assert_eq!(server.log(), b"");
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_and_other_sites() {
    let server = Server::start(&[]);
    let answer = Guest::stranger(&server).post_json("/join", &json!({ "name": "ana" })).await.expect(200);
    let cookie = answer.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{part} is missing: {cookie}");
    }
    assert!(!cookie.contains("Secure"), "rooms are served over plain http: {cookie}");
    assert!(!cookie.contains("Domain"), "{cookie}");
}

/// Creates a folder whose `names.json` holds this many names, in the form of an older version,
/// which kept everything in one value. Their sessions were seen later than any session that joins
/// now.
fn folder_with_names(names: impl Iterator<Item = String>) -> Arc<TempDir> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let held: Vec<Value> = names
        .enumerate()
        .map(|(n, name)| json!({ "session": format!("{n:032x}"), "name": name, "seen": now + 1_000 }))
        .collect();
    let folder = new_folder();
    let kept = json!({ "held": held, "ended": [] });
    std::fs::write(folder.path().join("names.json"), kept.to_string()).unwrap();
    // A new key would free all of these names.
    let key: Vec<u8> = (0..68).map(|_| fastrand::u8(..)).collect();
    std::fs::write(folder.path().join("session.key"), key).unwrap();
    folder
}

fn names_in_file(server: &Server) -> String {
    std::fs::read_to_string(server.path("names.json")).unwrap_or_default()
}

async fn until_kept(server: &Server, name: &str) {
    until("the name is in names.json", async || {
        names_in_file(server).contains(&format!("{name:?}")).then_some(()).ok_or("not yet")
    })
    .await;
}

/// Attack: 50,000 joins from many addresses. Without the defence, they push out the session that
/// was not seen for the longest time. Its name is then free, and its owner gets 401.
#[tokio::test]
async fn many_joins_do_not_push_out_an_absent_guest_who_has_words_in_the_log() {
    let folder = folder_with_names((1..50_000).map(|n| format!("guest number {n}")));
    let server = Server::start_in(folder, &[]);
    let ana = Guest::join(&server, "ana").await;
    ana.say("these words are mine").await;
    for n in 0..30 {
        let from = [127, 0, 6, n].into();
        assert_eq!(post_from(&server, from, "/join", &format!("name=newcomer+{n}")).await, 200);
    }
    let thief = Guest::stranger(&server).post_json("/join", &json!({ "name": "ana" })).await;
    thief.refused(409, "name_taken");
    assert_eq!(ana.say("still mine").await["entry"]["name"], "ana");
}

/// Attack: `ana 2`, `ana 3` and so on are taken, and then many guests ask for `ana`. Without the
/// defence, each refusal tries all numbers, under the lock that everybody's posts need.
#[tokio::test]
async fn a_refused_name_costs_no_more_however_many_variations_on_it_are_taken() {
    let names = ["ana", "bo"].map(str::to_owned).into_iter();
    let folder = folder_with_names(names.chain((2..30_000).map(|n| format!("ana {n}"))));
    let server = Server::start_in(folder, &["--guests-per-address", "0"]);
    let mut took = [Duration::ZERO; 2];
    for _ in 0..20 {
        for (n, name) in ["bo", "ana"].into_iter().enumerate() {
            let stranger = Guest::stranger(&server);
            let asked = Instant::now();
            let answer = stranger.post_json("/join", &json!({ "name": name })).await;
            took[n] += asked.elapsed();
            let suggestion = answer.refused(409, "name_taken")["suggestion"].clone();
            let _ = stranger.post_json("/join", &json!({ "name": suggestion })).await.expect(200);
        }
    }
    assert!(took[1] < 4 * took[0], "{took:?} for 20 without and with many variations");
}

/// Attack, or just a large room: held names make each join expensive. Without the defence, the
/// whole file is written again every two seconds in which somebody joins: 3.5 MB per join with
/// 50,000 names.
#[tokio::test]
async fn a_join_writes_one_name_however_many_are_held() {
    let folder = folder_with_names((0..20_000).map(|n| format!("guest number {n}")));
    let server = Server::start_in(folder, &[]);
    let _first = Guest::join(&server, "first").await;
    until_kept(&server, "first").await;
    let written = || {
        let io = std::fs::read_to_string(format!("/proc/{}/io", server.pid())).unwrap();
        io.lines().find_map(|line| line.strip_prefix("wchar: ")).unwrap().parse::<u64>().unwrap()
    };
    let before = written();
    for name in ["ana", "bo", "cy"] {
        let _ = Guest::join(&server, name).await;
        until_kept(&server, name).await;
    }
    let bytes = written() - before;
    assert!(bytes < 100_000, "{bytes} bytes for 3 joins");
}

/// Attack, or a restored file: far more names than a room can hold. Without the defence, each one
/// beyond 50,000 causes a search for the oldest, and the start takes half a minute.
#[tokio::test]
async fn a_file_of_too_many_names_does_not_hold_the_start_up() {
    let folder = folder_with_names((0..120_000).map(|n| format!("guest number {n}")));
    let server = Server::start_in(folder, &[]);
    server.until_it_reports("120000 names are held; 50000 of them stay").await;
    let _newcomer = Guest::join(&server, "ana").await;
}

#[tokio::test]
async fn a_name_taken_just_before_a_crash_is_not_lost() {
    let mut server = Server::start(&[]);
    let earlier = Guest::join(&server, "bo").await;
    until_kept(&server, "bo").await;
    let ana = Guest::join(&server, "ana").await;
    server.kill9();
    server.start_again();
    for (guest, name) in [(ana, "ana"), (earlier, "bo")] {
        let guest = guest.at(&server);
        assert_eq!(guest.say("still me").await["entry"]["name"], name);
    }
}

/// A crash in the middle of a write, or a full disk, has cut off the file's last line.
#[tokio::test]
async fn a_change_that_was_cut_off_costs_no_other_name() {
    let mut server = Server::start(&[]);
    let guests = [Guest::join(&server, "ana").await, Guest::join(&server, "bo").await];
    until_kept(&server, "bo").await;
    server.kill9();
    let whole = names_in_file(&server);
    std::fs::write(server.path("names.json"), format!("{whole}{{\"held\":{{\"session\":\"00")).unwrap();
    for _ in 0..2 {
        server.start_again();
        let again = Guest::join(&server, "cy").await;
        until_kept(&server, "cy").await;
        for (guest, name) in guests.iter().zip(["ana", "bo"]) {
            assert_eq!(guest.at(&server).get("/room").await.json()["me"]["name"], name);
        }
        let _ = again.post("/leave", "text/plain", "").await;
        server.terminate().await;
    }
}

/// Attack: an old cookie of a session that has left. It is never accepted, no matter how the room
/// was ended and started meanwhile.
#[tokio::test]
async fn the_cookie_of_a_session_that_left_opens_nothing_after_a_restart() {
    let mut server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let _ = ana.post("/leave", "text/plain", "").await.expect(204);
    for n in 0..50 {
        let next = Guest::join(&server, &format!("guest {n}")).await;
        let _ = next.post("/leave", "text/plain", "").await.expect(204);
    }
    server.terminate().await;
    server.start_again();
    assert_eq!(ana.at(&server).get("/room").await.json()["me"], Value::Null);
    ana.at(&server).try_say("a ghost").await.refused(401, "join_first");
}

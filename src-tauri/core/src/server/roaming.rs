//! Roaming: how guests follow the room to another of its addresses.
//!
//! A browser keeps its cookies, and the text that is being written, for one address only. So while
//! a page is connected, it holds a [`Ticket`], which proves who it is at the other address. The
//! ticket comes with a question that only this room can answer, so that the page does not give it
//! to another server that has the old or the new address by now. Over plain http, more than this is
//! not possible: somebody who reads the network's traffic can take both.
//!
//! * A ticket is signed with the room's key, opens one session once, and is valid for a day. It
//!   contains how many times the session arrived with a ticket before. The room keeps this number
//!   over restarts. So using one ticket uses up all others of the session, and no list of used
//!   tickets is needed.
//! * The page searches from a worker (`/scout.js`), which has a Content-Security-Policy of its own:
//!   the page itself connects only to its server.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::extract::cookie::Key;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::App;
use super::body::{Kind, Posted};
use super::error::Error;
use super::page;
use super::session::{Caller, JoinedCaller, Reader};
use crate::people::SessionId;
use crate::refusal::Refusal;
use crate::room::Me;

/// How long a ticket is valid: a laptop may sleep overnight and wake up elsewhere.
const HOLDS_SECS: i64 = 24 * 60 * 60;

/// The length of a random word, in hex digits.
const WORD_CHARS: usize = 32;

/// The longest question of a ticket: a time, a word, and a seal in hex.
const MAX_QUESTION_BYTES: usize = 20 + 1 + WORD_CHARS + 1 + 64;

/// The data with which a page finds the room at another address and keeps its identity there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Ticket {
    /// The ticket, which opens this session once at another address, within a day.
    pub ticket: String,
    /// The question to ask there. Only this room recognises it, and answers it for a day.
    pub question: String,
    /// The answer that only this room can give.
    pub answer: String,
}

/// The purpose of a seal. A seal for one purpose is never valid for another, nor as a cookie's
/// signature.
#[derive(Clone, Copy)]
enum Purpose {
    Ticket,
    Question,
    Answer,
}

fn mac(key: &Key, purpose: Purpose, text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.master()).expect("HMAC takes keys of any length");
    mac.update(match purpose {
        Purpose::Ticket => b"flatchat ticket\n",
        Purpose::Question => b"flatchat question\n",
        Purpose::Answer => b"flatchat answer\n",
    });
    mac.update(text.as_bytes());
    mac
}

fn seal(key: &Key, purpose: Purpose, text: &str) -> String {
    hex(&mac(key, purpose, text).finalize().into_bytes())
}

fn is_sealed(key: &Key, purpose: Purpose, text: &str, seal: &str) -> bool {
    unhex(seal).is_some_and(|seal| mac(key, purpose, text).verify_slice(&seal).is_ok())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.bytes().map(|digit| char::from(digit).to_digit(16)).collect::<Option<Vec<u32>>>()?;
    let pairs = digits.chunks_exact(2);
    let whole = pairs.remainder().is_empty();
    let bytes = pairs.map(|pair| u8::try_from(pair[0] * 16 + pair[1])).collect::<Result<_, _>>().ok()?;
    whole.then_some(bytes)
}

fn issue(
    key: &Key,
    (session, name): (&SessionId, &str),
    arrivals: u32,
    now: i64,
) -> Result<Ticket, getrandom::Error> {
    let mut word = [0; WORD_CHARS / 2];
    getrandom::fill(&mut word)?;
    let word = hex(&word);
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let until = now + HOLDS_SECS;
    let text = format!("{session}.{name}.{arrivals}.{until}.{word}");
    let ticket = format!("{text}.{}", seal(key, Purpose::Ticket, &text));
    let asked = format!("{until}.{word}");
    let question = format!("{asked}.{}", seal(key, Purpose::Question, &asked));
    Ok(Ticket { ticket, answer: seal(key, Purpose::Answer, &question), question })
}

/// Returns the answer to a question, if its ticket is still valid.
fn answer(key: &Key, question: &str, now: i64) -> Option<String> {
    let (asked, sealed) = question.rsplit_once('.')?;
    let (until, _) = asked.split_once('.')?;
    let holds = is_sealed(key, Purpose::Question, asked, sealed) && until.parse::<i64>().ok()? > now;
    holds.then(|| seal(key, Purpose::Answer, question))
}

struct Holder {
    session: SessionId,
    name: String,
    /// How many times the session had arrived with a ticket when it got this one.
    arrivals: u32,
}

fn read(key: &Key, ticket: &str, now: i64) -> Option<Holder> {
    let (text, seal) = ticket.rsplit_once('.')?;
    if !is_sealed(key, Purpose::Ticket, text, seal) {
        return None;
    }
    let [session, name, arrivals, until, _word] = text.split('.').collect::<Vec<_>>().try_into().ok()?;
    let name = percent_decode_str(name).decode_utf8().ok()?.into_owned();
    let holds = until.parse::<i64>().ok()? > now;
    holds.then_some(Holder { session: SessionId::parse(session)?, name, arrivals: arrivals.parse().ok()? })
}

/// `GET /ticket`
pub(super) async fn ticket(State(app): State<App>, member: JoinedCaller) -> Result<Json<Ticket>, Error> {
    let me = app.room.view(Some(&member.session)).me.ok_or(Refusal::JoinFirst)?;
    let arrivals = app.room.arrivals(&member.session).ok_or(Refusal::JoinFirst)?;
    let holder = (&member.session, me.name.as_str());
    let issued = issue(&app.keyring.key, holder, arrivals, Timestamp::now().as_second());
    Ok(Json(issued.map_err(|_| Refusal::NoSession)?))
}

#[derive(Deserialize)]
struct ArrivalRequest {
    ticket: String,
}

/// `POST /arrive`
pub(super) async fn arrive(
    State(app): State<App>,
    caller: Caller,
    posted: Posted,
) -> Result<(SignedCookieJar, Json<Me>), Error> {
    let ArrivalRequest { ticket } = match posted.kind {
        Kind::Json => posted.json()?,
        _ => return Err(Error::WrongType),
    };
    let holder = read(&app.keyring.key, &ticket, Timestamp::now().as_second()).ok_or(Refusal::BadTicket)?;
    // A link with another guest's ticket must not turn this guest into them.
    if caller.session.as_ref().is_some_and(|session| *session != holder.session) {
        return Err(Refusal::OtherSession.into());
    }
    let me = match app.room.view(caller.session.as_ref()).me {
        // Another tab of this browser has already arrived.
        Some(me) => me,
        None => app.room.arrive(&holder.session, &holder.name, holder.arrivals, caller.address)?,
    };
    Ok((app.keyring.sign(&holder.session, &me.name), Json(me)))
}

#[derive(Deserialize)]
pub(super) struct Asked {
    question: String,
}

#[derive(Serialize)]
struct AnswerBody {
    answer: String,
}

/// `GET /whereabouts`, for pages of this room that were opened at another of its addresses.
///
/// Any website can make its visitors' browsers send this request. Without a question from a ticket
/// of this room, it gets a refusal, which its script cannot even read. A real answer would reveal
/// where rooms are, and would identify this room for a long time.
pub(super) async fn whereabouts(
    State(app): State<App>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Error> {
    let Query(Asked { question }) = asked.map_err(|error| Error::BadRequest(error.body_text()))?;
    if question.len() > MAX_QUESTION_BYTES || !question.contains('.') {
        return Err(Error::BadRequest("ask with the question of a ticket".to_owned()));
    }
    let now = Timestamp::now().as_second();
    let answer = answer(&app.keyring.key, &question, now).ok_or(Refusal::BadTicket)?;
    Ok(([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], Json(AnswerBody { answer })).into_response())
}

/// `GET /scout.js`, a script that may connect to the room's current links and to nothing else.
pub(super) async fn scout(State(app): State<App>, _reader: Reader) -> Result<Response, Error> {
    let sources: Vec<String> = app.room.facts().links.iter().map(|link| source(link)).collect();
    let policy = format!("default-src 'none'; connect-src {}", sources.join(" "));
    let mut response = page::script("scout.js")?;
    let policy = HeaderValue::from_str(&policy).map_err(|_| Error::NotFound)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Turns a link into a source for a policy. A policy cannot name an IPv6 address, so any host with
/// the link's port stands for it.
fn source(link: &str) -> String {
    let origin = link.trim_end_matches('/');
    match origin.split_once("://[").and_then(|(scheme, rest)| Some((scheme, rest.split_once(']')?.1))) {
        Some((scheme, port)) => format!("{scheme}://*{port}"),
        None => origin.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn key() -> Key {
        Key::from(&[7; 64])
    }

    #[test]
    fn a_ticket_opens_its_session_for_a_day() {
        let session = SessionId::random().unwrap();
        let issued = issue(&key(), (&session, "Ana. Ünal"), 3, NOW).unwrap();
        let holder = read(&key(), &issued.ticket, NOW + HOLDS_SECS - 1).unwrap();
        assert_eq!((holder.session, holder.name.as_str()), (session, "Ana. Ünal"));
        assert_eq!(holder.arrivals, 3);
        assert!(read(&key(), &issued.ticket, NOW + HOLDS_SECS).is_none());
    }

    #[test]
    fn a_ticket_that_was_changed_or_is_of_another_room_opens_nothing() {
        let issued = issue(&key(), (&SessionId::random().unwrap(), "Ana"), 0, NOW).unwrap();
        let later = issued.ticket.replace(&(NOW + HOLDS_SECS).to_string(), &(NOW * 2).to_string());
        assert_ne!(later, issued.ticket);
        assert!(read(&key(), &later, NOW).is_none());
        assert!(read(&Key::from(&[8; 64]), &issued.ticket, NOW).is_none());
        for broken in ["", ".", "a.b.c.d.e", &issued.ticket[1..], &issued.answer] {
            assert!(read(&key(), broken, NOW).is_none(), "{broken}");
        }
    }

    #[test]
    fn a_seal_of_one_purpose_is_none_of_another() {
        let seals = [Purpose::Answer, Purpose::Question, Purpose::Ticket].map(|one| seal(&key(), one, "x"));
        assert!(seals[0] != seals[1] && seals[1] != seals[2] && seals[0] != seals[2]);
    }

    #[test]
    fn only_the_questions_of_this_rooms_tickets_are_answered_for_a_day() {
        let issued = issue(&key(), (&SessionId::random().unwrap(), "Ana"), 0, NOW).unwrap();
        let Ticket { question, answer: expected, ticket } = issued;
        assert_eq!(answer(&key(), &question, NOW + HOLDS_SECS - 1), Some(expected));
        assert_eq!(answer(&key(), &question, NOW + HOLDS_SECS), None);
        assert_eq!(answer(&Key::from(&[8; 64]), &question, NOW), None);
        let later = question.replace(&(NOW + HOLDS_SECS).to_string(), &(NOW * 2).to_string());
        let word = "0".repeat(WORD_CHARS);
        for made_up in [&later, &ticket, &word, &format!("{}.{word}.{word}", NOW * 2), "", ".", ".."] {
            assert_eq!(answer(&key(), made_up, NOW), None, "{made_up}");
        }
        assert!(question.len() <= MAX_QUESTION_BYTES);
    }

    #[test]
    fn a_policy_names_links_and_the_port_of_those_that_it_cannot_name() {
        assert_eq!(source("http://192.0.2.7:8765/"), "http://192.0.2.7:8765");
        assert_eq!(source("http://flatchat.local:8765/"), "http://flatchat.local:8765");
        assert_eq!(source("http://[fd00::1]:8765/"), "http://*:8765");
    }

    #[test]
    fn hex_is_read_back() {
        assert_eq!(unhex(&hex(&[0, 127, 255])), Some(vec![0, 127, 255]));
        assert!(unhex("0").is_none() && unhex("zz").is_none() && unhex("é").is_none());
    }
}

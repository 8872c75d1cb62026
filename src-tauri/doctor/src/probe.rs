//! The third step: the server answers at this computer's own addresses, as it would answer a guest.
//!
//! Such a request never leaves the computer, so it says nothing about firewalls.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::advice::Advice;
use crate::check::{Check, Remedy, Step};
use crate::finding::Finding;

/// How long an answer may take, in seconds.
const WITHIN_SECS: u32 = 3;
const MOST_BYTES: usize = 16 * 1024;

/// The result of a request to one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Probe {
    pub(super) address: SocketAddr,
    pub(super) outcome: Outcome,
}

/// What answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A room.
    Room,
    /// Another program.
    Stranger,
    /// Nothing: no program listens there.
    Refused,
    /// There was no answer in time.
    Silent,
    /// There is no way there, in the system's words.
    Failed(String),
}

/// Sends a request for the room's health to each of these addresses.
pub(super) async fn probe_all(ips: &[IpAddr], port: u16) -> Vec<Probe> {
    let probing = ips.iter().map(|ip| {
        let address = SocketAddr::new(*ip, port);
        async move { Probe { address, outcome: probe(address).await } }
    });
    futures_util::future::join_all(probing).await
}

async fn probe(address: SocketAddr) -> Outcome {
    match tokio::time::timeout(Duration::from_secs(WITHIN_SECS.into()), get_health(address)).await {
        Ok(Ok(body)) if is_room(&body) => Outcome::Room,
        Ok(Ok(_)) => Outcome::Stranger,
        Ok(Err(Failure::Connecting(error))) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            Outcome::Refused
        }
        Ok(Err(Failure::Connecting(error))) => Outcome::Failed(error.to_string()),
        Ok(Err(Failure::Speaking)) => Outcome::Stranger,
        Err(_) => Outcome::Silent,
    }
}

enum Failure {
    Connecting(std::io::Error),
    /// The answer was not HTTP, or it was too long.
    Speaking,
}

async fn get_health(address: SocketAddr) -> Result<Vec<u8>, Failure> {
    let stream = TcpStream::connect(address).await.map_err(Failure::Connecting)?;
    let io = TokioIo::new(stream);
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(io).await.map_err(|_| Failure::Speaking)?;
    let request = Request::get("/health")
        .header(header::HOST, address.to_string())
        .header(header::CONNECTION, "close")
        .body(Empty::<Bytes>::new())
        .map_err(|_| Failure::Speaking)?;
    let asking = async {
        let response = sender.send_request(request).await.map_err(|_| Failure::Speaking)?;
        let body = Limited::new(response.into_body(), MOST_BYTES).collect().await;
        body.map(http_body_util::Collected::to_bytes).map_err(|_| Failure::Speaking)
    };
    // The connection needs to be polled while the request runs, and ends with it.
    let mut asking = std::pin::pin!(asking);
    let body = tokio::select! {
        body = &mut asking => body,
        _ = connection => asking.await,
    };
    body.map(|body| body.to_vec())
}

/// `{"status": "ok"}`, or another status while the disk is in trouble.
fn is_room(body: &[u8]) -> bool {
    let health: Option<serde_json::Value> = serde_json::from_slice(body).ok();
    health.is_some_and(|health| matches!(health["status"].as_str(), Some("ok" | "trouble")))
}

/// Judges the answers of the server in this program.
pub(super) fn check(answers: &[Probe]) -> Check {
    let failed: Vec<&Probe> = answers.iter().filter(|one| one.outcome != Outcome::Room).collect();
    // A known fault goes before a possible one.
    let worst = failed.iter().min_by_key(|one| one.outcome.is_silence());
    match (answers, worst) {
        ([], _) => Check::unclear(Step::Answer, Finding::NowhereToTry),
        (_, None) => {
            let addresses = answers.iter().map(|one| one.address).collect();
            Check::good(Step::Answer, Finding::Answers { addresses })
        }
        (_, Some(worst)) => {
            let others = failed.iter().filter(|one| *one != worst);
            others.fold(failure(worst), |check, one| check.detail(describe(one)))
        }
    }
}

/// The most significant answer: that of a room, then that of another program, then silence.
pub(super) fn best(answers: &[Probe]) -> &Outcome {
    let worth = |outcome: &&Outcome| match outcome {
        Outcome::Room => 0,
        Outcome::Stranger => 1,
        Outcome::Silent | Outcome::Failed(_) => 2,
        Outcome::Refused => 3,
    };
    answers.iter().map(|answer| &answer.outcome).min_by_key(worth).unwrap_or(&Outcome::Refused)
}

/// Judges the answers of a server in another program on this computer, if there is one. `home` is
/// the answer at loopback.
pub(super) fn check_elsewhere(port: u16, home: &Outcome, answers: &[Probe]) -> Check {
    let answers_here = |one: &Probe| one.outcome == Outcome::Room;
    let open = || Check::good(Step::Server, Finding::RoomElsewhere { port });
    match home {
        _ if answers.iter().any(answers_here) => open(),
        // Without a network it is unknown where the room listens, and the next step reports what is
        // wrong.
        Outcome::Room if answers.is_empty() => open(),
        Outcome::Room if answers.iter().any(|one| one.outcome.is_silence()) => {
            answers.iter().fold(open(), |check, one| check.detail(describe(one)))
        }
        Outcome::Room => Check::problem(Step::Server, Finding::ElsewhereForItself { port }).remedy(
            Remedy::by(format!("flatchat-server --listen 0.0.0.0:{port} --data DIR"), Advice::ListenOnAll),
        ),
        Outcome::Stranger => Check::problem(Step::Server, Finding::StrangerElsewhere { port })
            .remedy(Remedy::by_hand(Advice::GivePort)),
        Outcome::Refused | Outcome::Silent | Outcome::Failed(_) => {
            Check::problem(Step::Server, Finding::NothingElsewhere { port })
                .remedy(Remedy::by_hand(Advice::StartOrGivePort))
        }
    }
}

impl Outcome {
    /// Whether something may have swallowed the request.
    fn is_silence(&self) -> bool {
        matches!(self, Outcome::Silent | Outcome::Failed(_))
    }
}

fn failure(answer: &Probe) -> Check {
    let finding = describe(answer);
    match answer.outcome {
        // A firewall that stops everybody also stops this computer itself.
        Outcome::Silent | Outcome::Failed(_) => {
            Check::unclear(Step::Answer, finding).remedy(Remedy::by_hand(Advice::FirewallFirst))
        }
        Outcome::Stranger => {
            Check::problem(Step::Answer, finding).remedy(Remedy::by_hand(Advice::ChoosePort))
        }
        Outcome::Refused | Outcome::Room => {
            Check::problem(Step::Answer, finding).remedy(Remedy::by_hand(Advice::ReopenRoom))
        }
    }
}

fn describe(answer: &Probe) -> Finding {
    let address = answer.address;
    match &answer.outcome {
        Outcome::Room => Finding::AnswersAt { address },
        Outcome::Stranger => Finding::StrangerAt { address },
        Outcome::Refused => Finding::NothingAt { address },
        Outcome::Silent => Finding::NoAnswerAt { address, seconds: WITHIN_SECS },
        Outcome::Failed(cause) => Finding::FailedAt { address, cause: cause.clone() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Verdict;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    fn answer(address: &str, outcome: Outcome) -> Probe {
        Probe { address: address.parse().unwrap(), outcome }
    }

    /// Answers one connection with these bytes, and gives the outcome of the request.
    async fn outcome_of(bytes: &'static [u8]) -> Outcome {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut request = [0; 1024];
            let read = socket.read(&mut request).await.unwrap();
            socket.write_all(bytes).await.unwrap();
            String::from_utf8_lossy(&request[..read]).into_owned()
        });
        let outcome = probe(address).await;
        let request = serving.await.unwrap().to_lowercase();
        assert!(
            request.starts_with("get /health") && request.contains(&format!("host: {address}")),
            "{request}"
        );
        outcome
    }

    #[tokio::test]
    async fn a_room_is_distinguished_from_another_program() {
        assert_eq!(
            outcome_of(b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}").await,
            Outcome::Room
        );
        let trouble =
            b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n{\"status\":\"trouble\"}";
        assert_eq!(outcome_of(trouble).await, Outcome::Room);
        assert_eq!(
            outcome_of(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno").await,
            Outcome::Stranger
        );
        assert_eq!(outcome_of(b"SSH-2.0-OpenSSH_9.2\r\n").await, Outcome::Stranger);
    }

    #[tokio::test]
    async fn a_port_on_which_nothing_listens_refuses() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        assert_eq!(probe(address).await, Outcome::Refused);
    }

    #[test]
    fn one_address_without_an_answer_is_named() {
        let silent = answer("10.0.0.5:8765", Outcome::Silent);
        let well = answer("192.168.1.5:8765", Outcome::Room);
        let perhaps = check(&[well.clone(), silent.clone()]);
        let expected = Finding::NoAnswerAt { address: silent.address, seconds: WITHIN_SECS };
        assert_eq!((perhaps.verdict, perhaps.finding), (Verdict::Unclear, expected));
        let stranger = answer("172.16.0.5:8765", Outcome::Stranger);
        let surely = check(&[well, silent, stranger.clone()]);
        let expected = Finding::StrangerAt { address: stranger.address };
        assert_eq!((surely.verdict, &surely.finding), (Verdict::Problem, &expected));
        assert_eq!(surely.details.len(), 1, "{surely}");
    }

    #[test]
    fn loopback_has_two_addresses_and_one_of_them_is_enough() {
        let home = [answer("127.0.0.1:1", Outcome::Refused), answer("[::1]:1", Outcome::Room)];
        assert_eq!(
            (best(&home), best(&home[..1]), best(&[])),
            (&Outcome::Room, &Outcome::Refused, &Outcome::Refused)
        );
    }

    #[test]
    fn a_room_elsewhere_is_judged_by_where_it_answers() {
        let lan = |outcome| vec![answer("192.168.1.5:8765", outcome)];
        let judged = |home: Outcome, outcome| check_elsewhere(8765, &home, &lan(outcome));
        assert_eq!(judged(Outcome::Room, Outcome::Room).verdict, Verdict::Good);
        let silent = judged(Outcome::Room, Outcome::Silent);
        assert!(silent.verdict == Verdict::Good && silent.to_string().contains("no answer"), "{silent}");
        let port = 8765;
        assert_eq!(judged(Outcome::Room, Outcome::Refused).finding, Finding::ElsewhereForItself { port });
        let without_network = check_elsewhere(8765, &Outcome::Room, &[]);
        assert_eq!(without_network.verdict, Verdict::Good, "nothing says that it does not listen everywhere");
        let nothing = judged(Outcome::Refused, Outcome::Refused);
        assert_eq!(nothing.finding, Finding::NothingElsewhere { port });
        let stranger = judged(Outcome::Stranger, Outcome::Stranger);
        assert_eq!(stranger.finding, Finding::StrangerElsewhere { port });
    }
}

//! The publishers: keep-alive connections on one thread, which send at a given pace or as fast as
//! they get answers.

use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use hdrhistogram::Histogram;
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

use crate::frames::text;
use crate::http::Response;
use crate::tally::{Times, histogram};

/// The times at which messages are sent.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pace {
    /// This many per second, regardless of the answers.
    PerSecond(f64),
    /// Each publisher sends as soon as its last message was answered.
    Answered,
}

/// The messages to publish, and the way to publish them.
#[derive(Clone, Debug)]
pub(crate) struct Speech {
    pub(crate) server: SocketAddr,
    /// The request's head, without the length and the last line end.
    pub(crate) request: String,
    pub(crate) publishers: usize,
    pub(crate) message_bytes: usize,
    pub(crate) pace: Pace,
}

/// The result of publishing.
pub(crate) struct Published {
    pub(crate) answered: usize,
    pub(crate) first_ns: u64,
    pub(crate) last_ns: u64,
    pub(crate) answer_us: Histogram<u64>,
}

struct Publisher {
    socket: TcpStream,
    response: Response,
    /// Its next message. Message n belongs to publisher n mod P.
    next: usize,
    asked_ns: Option<u64>,
}

struct Publishing<'a> {
    speech: &'a Speech,
    times: &'a Times,
    range: Range<usize>,
    poll: Poll,
    start: Instant,
    publishers: Vec<Publisher>,
    published: Published,
}

/// Publishes the messages of `range`. Returns once all are answered, `stop` is set, or `until` has
/// come.
pub(crate) fn publish(
    speech: &Speech,
    times: &Times,
    range: Range<usize>,
    stop: &AtomicBool,
    until: Instant,
) -> anyhow::Result<Published> {
    let mut publishing = Publishing::open(speech, times, range)?;
    let mut events = Events::with_capacity(256);
    while publishing.published.answered < publishing.range.len() {
        if stop.load(Ordering::Relaxed) || Instant::now() > until {
            break;
        }
        publishing.send_due()?;
        match publishing.poll.poll(&mut events, Some(publishing.patience())) {
            Err(error) if error.kind() != ErrorKind::Interrupted => return Err(error.into()),
            _ => {}
        }
        for event in events.iter().filter(|event| event.is_readable()) {
            publishing.read(event.token().0)?;
        }
    }
    Ok(publishing.published)
}

impl<'a> Publishing<'a> {
    fn open(speech: &'a Speech, times: &'a Times, range: Range<usize>) -> anyhow::Result<Publishing<'a>> {
        let poll = Poll::new()?;
        let publishers = (0..speech.publishers)
            .map(|n| {
                let socket = std::net::TcpStream::connect(speech.server)?;
                socket.set_nodelay(true)?;
                socket.set_nonblocking(true)?;
                let mut socket = TcpStream::from_std(socket);
                poll.registry().register(&mut socket, Token(n), Interest::READABLE)?;
                let next =
                    (range.start..).find(|number| number % speech.publishers == n).unwrap_or(range.end);
                Ok(Publisher { socket, response: Response::default(), next, asked_ns: None })
            })
            .collect::<anyhow::Result<_>>()?;
        let published =
            Published { answered: 0, first_ns: times.now_ns(), last_ns: 0, answer_us: histogram() };
        Ok(Publishing { speech, times, range, poll, start: Instant::now(), publishers, published })
    }

    /// Returns when message `number` may be sent.
    fn due(&self, number: usize) -> Instant {
        match self.speech.pace {
            Pace::Answered => self.start,
            Pace::PerSecond(rate) => {
                self.start + Duration::from_secs_f64((number - self.range.start) as f64 / rate)
            }
        }
    }

    fn next_due(&self) -> Option<Instant> {
        let free = self.publishers.iter().filter(|publisher| publisher.asked_ns.is_none());
        free.filter(|publisher| publisher.next < self.range.end)
            .map(|publisher| self.due(publisher.next))
            .min()
    }

    fn patience(&self) -> Duration {
        let longest = Duration::from_millis(100);
        self.next_due().map_or(longest, |due| due.saturating_duration_since(Instant::now()).min(longest))
    }

    fn send_due(&mut self) -> anyhow::Result<()> {
        for n in 0..self.publishers.len() {
            let Publisher { next, asked_ns, .. } = self.publishers[n];
            if asked_ns.is_none() && next < self.range.end && self.due(next) <= Instant::now() {
                self.send(n)?;
            }
        }
        Ok(())
    }

    fn send(&mut self, n: usize) -> anyhow::Result<()> {
        let publisher = &mut self.publishers[n];
        let text = text(publisher.next, self.speech.message_bytes);
        let request = format!("{}Content-Length: {}\r\n\r\n{text}", self.speech.request, text.len());
        let now_ns = self.times.now_ns();
        self.times.set_sent(publisher.next, now_ns);
        publisher.asked_ns = Some(now_ns);
        publisher.next += self.speech.publishers;
        ensure!(publisher.socket.write(request.as_bytes())? == request.len(), "a socket took half a message");
        Ok(())
    }

    fn read(&mut self, n: usize) -> anyhow::Result<()> {
        let publisher = &mut self.publishers[n];
        let mut buffer = [0; 16 * 1024];
        loop {
            match publisher.socket.read(&mut buffer) {
                Ok(0) => bail!("the server ended a publisher's connection"),
                Ok(read) => publisher.response.feed(&buffer[..read], &mut |_| {})?,
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        if publisher.response.is_done()
            && let Some(asked_ns) = publisher.asked_ns.take()
        {
            let status = std::mem::take(&mut publisher.response).status;
            ensure!((200..300).contains(&status), "a message was answered with {status}");
            self.published.answered += 1;
            self.published.last_ns = self.times.now_ns();
            self.published.answer_us.saturating_record((self.published.last_ns - asked_ns) / 1000);
        }
        Ok(())
    }
}

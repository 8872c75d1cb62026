//! Connections to a server on this machine.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};

use mio::net::TcpStream;
use socket2::{Domain, Socket, Type};

/// Subscribers come from this many addresses, so that there are enough ports.
const SOURCES: usize = 64;

/// Returns the loopback address of the `n`th subscriber. Only Linux has more than one such address.
fn source(n: usize) -> Ipv4Addr {
    match cfg!(target_os = "linux") {
        true => Ipv4Addr::new(127, 0, 1, (1 + n % SOURCES) as u8),
        false => Ipv4Addr::LOCALHOST,
    }
}

/// Starts to connect the `n`th subscriber.
pub(crate) fn connect(to: SocketAddr, n: usize, receive_buffer: Option<usize>) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    socket.set_tcp_nodelay(true)?;
    if let Some(bytes) = receive_buffer {
        socket.set_recv_buffer_size(bytes)?;
    }
    socket.bind(&SocketAddrV4::new(source(n), 0).into())?;
    // Each system reports "in progress" as another error. The real result is known when the socket
    // is writable.
    let _ = socket.connect(&to.into());
    Ok(TcpStream::from_std(socket.into()))
}

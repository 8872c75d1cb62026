//! What the tests of behaviour share: fixtures that stop what they started when they are dropped.
//!
//! | module | what |
//! |---|---|
//! | [`server`] | a running `flatchat-server` on a folder of its own |
//! | [`guest`] | a browser without a window: a session and its requests |
//! | [`answer`] | what came back, with words for what was expected |
//! | [`stream`] | an open event stream, of ours or of `curl -N` |
//! | [`frames`] | the bytes of an event stream as frames |
//! | [`raw`] | bytes on a socket, for what no HTTP client would send |
//! | [`chat`] | what `chat.txt` says |
//! | [`wait`] | waiting with a deadline |
//! | [`program`] | a program that a test starts, with all that it starts |
//! | [`display`] | a display that nobody sees |
//! | [`screen`] | the windows on it, and what a person does with them |
//! | [`bus`] | a session bus of a test's own |
//! | [`tray`] | a tray on that bus |
//! | [`sleep`] | those who keep a computer awake, on that bus |
//! | [`driver`] | the programs that drive browsers |
//! | [`browser`] | what a person does with a page, and what they see of it |
//! | [`device`] | the screen, the letters and the fingers that a page is seen with |
//! | [`guests_browser`] | which browser guests use: Chromium, or MiniBrowser |
//! | [`visitor`] | what people do in the room's page |
//! | [`window`] | the desktop app with its real window |
//! | [`late_host`] | the window's page in Chromium, with a host whose answers come when the test says so |
//! | [`geometry`] | where everything is that can be pressed, before and after something changes |
//! | [`notifier`] | a desktop's notification daemon |
//! | [`proxy`] | a real nginx or Caddy in front of a room |
//! | [`relay`] | a network between guests and a server, for when it fails |
//! | [`netns`] | a network for a test alone, of computers that are network namespaces |
//! | [`responder`] | a computer's own multicast DNS |
//! | [`evidence`] | what a failed test leaves behind |

pub mod answer;
pub mod browser;
pub mod bus;
pub mod chat;
pub mod device;
pub mod display;
pub mod driver;
pub mod evidence;
pub mod frames;
pub mod geometry;
pub mod guest;
pub mod guests_browser;
pub mod late_host;
pub mod netns;
pub mod notifier;
pub mod program;
pub mod proxy;
pub mod raw;
pub mod relay;
pub mod responder;
pub mod screen;
pub mod server;
pub mod sleep;
pub mod stream;
pub mod tray;
pub mod visitor;
pub mod wait;
pub mod window;

pub use answer::Answer;
pub use guest::Guest;
pub use server::Server;
pub use stream::EventStream;

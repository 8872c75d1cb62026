//! Code that the tests of behaviour share: fixtures, which stop what they started when they are
//! dropped.
//!
//! | module | content |
//! |---|---|
//! | [`server`] | a running `flatchat-server` on a folder of its own |
//! | [`guest`] | a guest without a browser: a session and its requests |
//! | [`answer`] | an HTTP answer, with methods for what a test expects |
//! | [`stream`] | an open event stream, ours or that of `curl -N` |
//! | [`frames`] | the bytes of an event stream as frames |
//! | [`raw`] | bytes on a socket, for requests that no HTTP client would send |
//! | [`chat`] | the content of `chat.txt` |
//! | [`samples`] | real files of each kind, and files in a room's folder |
//! | [`wait`] | waiting with a deadline |
//! | [`program`] | a program that a test starts, with all processes that it starts |
//! | [`display`] | a display without a screen |
//! | [`screen`] | the windows on a display, and what a person does with them |
//! | [`selection`] | what another program offers: files that are dragged, the clipboard |
//! | [`bus`] | a session bus of a test's own |
//! | [`tray`] | a tray on that bus |
//! | [`sharing`] | what guests do to share files, and what is then on the disk |
//! | [`sleep`] | services that keep a computer awake, on that bus |
//! | [`driver`] | the programs that drive browsers |
//! | [`browser`] | what a person does with a page, and what they see of it |
//! | [`pointing`] | the pointer and the finger on a page |
//! | [`device`] | the screen, the letters and the fingers of a device |
//! | [`guests_browser`] | the browser that guests use: Chromium, MiniBrowser or Firefox |
//! | `firefox` | Firefox as the browser of guests |
//! | [`files_browser`] | files that people share from a page |
//! | [`host_files`] | files that the host shares from the app's window |
//! | [`visitor`] | what people do in the room's page |
//! | [`window`] | the desktop app with its real window |
//! | [`late_host`] | the window's page in Chromium, with a host that answers when the test tells it to |
//! | [`tour`] | a way through all screens of the page |
//! | [`stops`] | where Tab leads, and whether the focus is seen there |
//! | [`tree`] | what the browser gives to screen readers |
//! | [`axe`] | axe-core, which finds what keeps people with disabilities out |
//! | [`paper`] | a page on paper |
//! | [`gaps`] | the frames of a page while something is done |
//! | [`geometry`] | the places of everything that can be pressed, before and after a change |
//! | [`notifier`] | a desktop's notification daemon |
//! | [`proxy`] | a real nginx or Caddy in front of a room |
//! | [`relay`] | a network between guests and a server that can fail |
//! | [`netns`] | a network for one test, whose computers are network namespaces |
//! | [`responder`] | a computer's own multicast DNS |
//! | [`evidence`] | the text and picture of a page when a test fails |

pub mod answer;
pub mod axe;
pub mod browser;
pub mod bus;
pub mod chat;
pub mod device;
pub mod display;
pub mod driver;
pub mod evidence;
pub mod files_browser;
mod firefox;
pub mod frames;
pub mod gaps;
pub mod geometry;
pub mod guest;
pub mod guests_browser;
pub mod host_files;
pub mod late_host;
pub mod netns;
pub mod notifier;
pub mod paper;
pub mod pointing;
pub mod program;
pub mod proxy;
pub mod raw;
pub mod relay;
pub mod responder;
pub mod samples;
pub mod screen;
pub mod selection;
pub mod server;
pub mod sharing;
pub mod sleep;
pub mod stops;
pub mod stream;
pub mod tour;
pub mod tray;
pub mod tree;
pub mod visitor;
pub mod wait;
pub mod window;

pub use answer::Answer;
pub use guest::Guest;
pub use server::Server;
pub use stream::EventStream;

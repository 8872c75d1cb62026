//! The words that the programs show by themselves, without the page: the tray, notifications and
//! dialogs of the app, the room without JavaScript, and exports. `ui/src/strings` has the words of
//! the page.
//!
//! | file | content |
//! |---|---|
//! | `language` | the languages, and which of them a person understands |
//! | `table` | which words a language must have |
//! | `tables` | the words of each language |
//! | `forms` | a noun with its number |
//! | `en`, `ar`, `de`, … | the words of one language |
//!
//! Each language is a constant of the type [`Words`]. A word that a language lacks does not
//! compile. `docs/translating.md` says how to add a language.

mod ar;
mod de;
mod en;
mod es;
mod forms;
mod fr;
mod hi;
mod ja;
mod language;
mod pt;
mod table;
mod tables;
mod zh;

pub use forms::Forms;
pub use language::Language;
pub use table::{Around, Dialogs, Export, Notifications, Plain, Refusals, Signpost, Start, Tray, Words};

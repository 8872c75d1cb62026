//! The lines of a conversation with everything that a row can be.

/// Lines of a log, whose ids are known.
#[derive(Debug, Default)]
pub struct Lines {
    text: String,
    minutes: u32,
}

impl Lines {
    /// Adds a line without a stamp, and returns its id.
    pub fn write(&mut self, line: &str) -> usize {
        let id = self.text.len();
        self.text += line;
        self.text.push('\n');
        id
    }

    /// Adds a statement a minute after the one before, and returns its id. VT breaks a line.
    pub fn add(&mut self, statement: &str) -> usize {
        self.minutes += 1;
        let stamp = format!("2026-01-02T{:02}:{:02}:05Z", 3 + self.minutes / 60, self.minutes % 60);
        self.write(&format!("{stamp} {statement}"))
    }

    /// Returns the bytes of the log.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// A conversation in which everything occurs. "Ana" is the person who looks at it.
    ///
    /// | row | can be found by |
    /// |---|---|
    /// | one with every kind of mark | its beginning, "marks:" |
    /// | an edited one with reactions | "with other words" |
    /// | the newest one | "the newest" |
    #[must_use]
    pub fn lively() -> Lines {
        let mut lines = Lines::default();
        lines.blocks();
        lines.references();
        lines.write("backup: done");
        lines.write("printer said: plate 2 of 3 is done");
        lines.add("دانة said: يعمل، شكرًا!");
        lines.add("bo said: \u{1f389}\u{1f44b}");
        lines.add(&format!("bo said: {}the end of a long one", "line\u{b}".repeat(400)));
        lines.add("bo said: the newest");
        lines
    }

    fn blocks(&mut self) {
        self.add("bo said: marks: `code`, *em*, **strong**, ~~struck~~ and http://a.example/1");
        self.add("bo said: ```rust\u{b}fn main() {\u{b}    println!(\"a line that is wider than a phone: {}\", 1 + 1);\u{b}}\u{b}```");
        self.add("bo said: name\tsize\u{b}one\t1\u{b}two\t2");
        self.add("cy said: - milk\u{b}- bread\u{b}1. first\u{b}2. second");
        self.add("cy said: > quoted words\u{b}and an answer");
        self.add("Ana said: mine, with `code`, a [link](http://a.example/) and http://p\u{430}ypal.com");
    }

    fn references(&mut self) {
        let asked = self.add("bo said: who brings bread?");
        let answer = self.add(&format!("Ana replied to {asked}: me"));
        let changed = self.add("bo said: some words");
        self.add(&format!("bo edited {changed}: with other words"));
        for (name, emoji) in [("cy", "👍"), ("Ana", "👍"), ("bo", "❤️")] {
            self.add(&format!("{name} reacted to {changed}: {emoji}"));
        }
        let removed = self.add("cy said: a mistake");
        self.add(&format!("cy removed {removed}: "));
        self.add(&format!("cy replied to {removed}: what was that?"));
        self.add("hanna set topic: tonight: soldering for beginners");
        for id in [asked, answer] {
            self.add(&format!("hanna pinned {id}: "));
        }
    }
}

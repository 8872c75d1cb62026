//! Strings that occur often, each stored once under a number.

use std::collections::HashMap;
use std::sync::Arc;

/// The number of a string in its [`Table`].
pub(super) type Number = u32;

#[derive(Debug, Default)]
pub(super) struct Table {
    strings: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, Number>,
}

impl Table {
    /// Returns the number of this string, which is stored if it is new.
    pub(super) fn number(&mut self, string: &str) -> Number {
        if let Some(number) = self.numbers.get(string) {
            return *number;
        }
        let number = Number::try_from(self.strings.len()).expect("a log has fewer lines than this");
        let string: Arc<str> = string.into();
        self.strings.push(Arc::clone(&string));
        self.numbers.insert(string, number);
        number
    }

    pub(super) fn get(&self, number: Number) -> &str {
        &self.strings[number as usize]
    }
}

#[cfg(test)]
impl Table {
    /// About how many bytes this takes.
    pub(super) fn bytes(&self) -> usize {
        let place = 2 * (size_of::<(Arc<str>, Number)>() + 1) + size_of::<Arc<str>>();
        self.strings.iter().map(|string| string.len() + 32 + place).sum()
    }
}

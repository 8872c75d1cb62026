//! The page for the figures: the text between two marks is replaced, and the rest is kept.

use anyhow::{Context, ensure};

const BEGIN: &str = "<!-- BEGIN: written by `make bench` -->";
const END: &str = "<!-- END -->";

/// Returns the page with `report` between its marks.
///
/// # Errors
/// When the page does not have the marks.
pub(crate) fn replace(page: &str, report: &str) -> anyhow::Result<String> {
    let (before, rest) = page.split_once(BEGIN).context("the page has no mark where the figures begin")?;
    let (_, after) = rest.split_once(END).context("the page has no mark where the figures end")?;
    ensure!(!after.contains(BEGIN), "the page has more than one place for the figures");
    Ok(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", report.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_marks_is_replaced() {
        let page = format!("# Title\n\n{BEGIN}\nold\n{END}\n\nkept\n");
        let once = replace(&page, "new\n").unwrap();
        assert_eq!(once, format!("# Title\n\n{BEGIN}\n\nnew\n\n{END}\n\nkept\n"));
        assert_eq!(replace(&once, "new").unwrap(), once);
    }

    #[test]
    fn a_page_without_marks_stays_as_it_is() {
        assert!(replace("# Title\n", "new").is_err());
        assert!(replace(&format!("{BEGIN}\n"), "new").is_err());
    }
}

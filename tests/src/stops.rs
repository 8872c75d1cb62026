//! Where Tab leads: the stops of the keyboard, as screen readers name them, and whether the focus
//! is seen there.

use std::fmt;

use fantoccini::wd::WebDriverCompatibleCommand;
use reqwest::{Method, Url};
use serde_json::{Value, json};

use crate::browser::{Browser, keys};

const STOPS: &str = include_str!("stops.js");

/// More stops than any screen has.
const MOST_STOPS: usize = 120;

/// An element that has the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The role, as the browser computes it.
    pub role: String,
    /// The name, as the browser computes it.
    pub name: String,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.role, self.name)
    }
}

/// WebDriver's question for the computed role or label of an element.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as std::str::FromStr>::Err> {
        base.join(&format!("session/{}/element/{}/{}", session.unwrap_or_default(), self.element, self.what))
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}

impl Browser {
    /// Returns the element with the focus.
    ///
    /// # Panics
    /// When the driver does not answer.
    pub async fn stop(&self) -> Stop {
        let focused = self.client.active_element().await.expect("something has the focus");
        let element = focused.element_id().to_string();
        let ask = async |what| {
            let answer = self.client.issue_cmd(Computed { element: element.clone(), what }).await;
            answer.expect("the driver knows it").as_str().unwrap_or_default().trim().to_owned()
        };
        Stop { role: ask("computedrole").await, name: ask("computedlabel").await }
    }

    /// Walks by Tab from the beginning of the page, or of the dialog on top, and returns all stops.
    pub async fn walk(&self) -> Vec<Stop> {
        let mut stops = Vec::new();
        self.run(&format!("{STOPS}; window.stops = new Stops()"), &[]).await;
        while stops.len() < MOST_STOPS {
            self.keys(keys::TAB).await;
            if self.run("return window.stops.isNew()", &[]).await != json!(true) {
                break;
            }
            stops.push(self.stop().await);
        }
        stops
    }

    /// Walks by Tab through the page, or the dialog on top, and returns what is wrong: what Tab
    /// does not reach, and stops that are not seen. The focus is then where it was.
    pub async fn faults_of_the_walk(&self) -> Vec<String> {
        self.run(&format!("{STOPS}; window.stops = new Stops()"), &[]).await;
        for _ in 0..MOST_STOPS {
            self.keys(keys::TAB).await;
            if self.run("return window.stops.isNew()", &[]).await != json!(true) {
                break;
            }
        }
        let faults: Value = self.run("return window.stops.end()", &[]).await;
        serde_json::from_value(faults).expect("a list of texts")
    }
}

//! What the browser gives to screen readers: its accessible tree, by Chromium's DevTools.

use std::collections::HashMap;
use std::fmt;

use serde_json::{Value, json};

use crate::browser::Browser;

/// Nodes that only group others or hold parts of a text.
const PLAIN: [&str; 5] = ["generic", "none", "InlineTextBox", "LineBreak", "paragraph"];

/// A node of the accessible tree with all below it, without nodes that screen readers skip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// The role, as Chromium calls it. A text has `StaticText`.
    pub role: String,
    /// The name. For a text, its words.
    pub name: String,
    /// The description.
    pub description: String,
    /// The states and properties that are set.
    pub properties: HashMap<String, Value>,
    /// The nodes below it.
    pub children: Vec<Node>,
}

impl Node {
    /// Returns the first node with this role and a name that begins like this, at any depth.
    pub fn find(&self, role: &str, name: &str) -> Option<&Node> {
        self.all().into_iter().find(|node| node.role == role && node.name.starts_with(name))
    }

    /// Returns all nodes with this role, at any depth.
    pub fn all_of(&self, role: &str) -> Vec<&Node> {
        self.all().into_iter().filter(|node| node.role == role).collect()
    }

    /// Returns this node and all below it, in the order of the page.
    pub fn all(&self) -> Vec<&Node> {
        std::iter::once(self).chain(self.children.iter().flat_map(Node::all)).collect()
    }

    /// Returns all words of this node, as a screen reader reads them on.
    pub fn text(&self) -> String {
        let texts = self.all_of("StaticText").into_iter().map(|node| node.name.trim());
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Returns the roles of all nodes below it, without its texts.
    pub fn roles(&self) -> Vec<&str> {
        let below = self.children.iter().flat_map(Node::all);
        below.map(|node| &*node.role).filter(|role| *role != "StaticText").collect()
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn write(node: &Node, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let Node { role, name, description, .. } = node;
            writeln!(f, "{:1$}{role} {name:?} {description:?}", "", depth * 2)?;
            node.children.iter().try_for_each(|child| write(child, depth + 1, f))
        }
        write(self, 0, f)
    }
}

impl Browser {
    /// Returns the accessible tree of the page as it is now. The test must open its browser with
    /// [`Browser::with_dev_tools`].
    ///
    /// # Panics
    /// When Chromium gives no tree.
    pub async fn accessible(&self) -> Node {
        self.dev_tools("Accessibility.enable", json!({})).await;
        let tree = self.dev_tools("Accessibility.getFullAXTree", json!({})).await;
        let nodes = tree["nodes"].as_array().expect("a tree has nodes");
        let by_id: HashMap<&str, &Value> =
            nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
        let root = nodes.first().expect("a tree has a root");
        let mut read = read(root, &by_id);
        read.pop().expect("the root is not ignored")
    }
}

/// Returns the node, or those below it if it is one that screen readers skip.
fn read(node: &Value, by_id: &HashMap<&str, &Value>) -> Vec<Node> {
    let children = node["childIds"].as_array().into_iter().flatten();
    let children = children.filter_map(|id| by_id.get(id.as_str()?).copied());
    let children: Vec<Node> = children.flat_map(|child| read(child, by_id)).collect();
    let value = |key: &str| node[key]["value"].as_str().unwrap_or_default().to_owned();
    let role = value("role");
    if node["ignored"] == json!(true) || PLAIN.contains(&&*role) {
        return children;
    }
    let properties = node["properties"].as_array().into_iter().flatten();
    let properties = properties
        .filter_map(|one| Some((one["name"].as_str()?.to_owned(), one["value"]["value"].clone())))
        .collect();
    vec![Node { role, name: value("name"), description: value("description"), properties, children }]
}

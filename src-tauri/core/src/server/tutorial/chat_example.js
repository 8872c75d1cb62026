// The tutorial's flow: a name, Connect, Disconnect, Submit Text. What people typed is only ever text.
"use strict";

const byId = (id) => document.getElementById(id);
let stream = null;

function tell(words) {
  byId("status").textContent = words;
}

async function post(fields) {
  const answer = await fetch("chat_intake.php", {
    method: "POST",
    // Marks the request as this room's page's own, also behind a proxy.
    headers: { "X-Flatchat-Page": "1" },
    body: new URLSearchParams(fields),
  });
  const words = await answer.text();
  if (!answer.ok) throw new Error(words);
  return words;
}

function show(text) {
  const line = document.createElement("p");
  line.dir = "auto";
  line.textContent = text;
  byId("messages").append(line);
  byId("messages").scrollTop = byId("messages").scrollHeight;
}

function connect() {
  stream = new EventSource("server.php");
  stream.onopen = () => tell("Connected.");
  stream.onmessage = (event) => show(event.data);
  stream.onerror = () => tell(stream.readyState === EventSource.CLOSED ? "The room refused the connection." : "Connection lost, trying again…");
  showConnected(true);
}

function disconnect() {
  stream.close();
  stream = null;
  tell("Disconnected.");
  showConnected(false);
}

function showConnected(connected) {
  byId("connect").disabled = connected;
  byId("disconnect").disabled = !connected;
}

byId("door").addEventListener("submit", async (event) => {
  event.preventDefault();
  const fields = { uname: byId("uname").value };
  if (byId("code").value) fields.code = byId("code").value;
  try {
    await post(fields);
    byId("door").hidden = true;
    byId("room").hidden = false;
    tell("Welcome. Press Connect to see what is said.");
    byId("connect").focus();
  } catch (error) {
    tell(error.message);
  }
});

byId("composer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const typed = byId("text").value;
  try {
    await post({ text: typed });
    if (byId("text").value === typed) byId("text").value = "";
    tell("Sent.");
  } catch (error) {
    tell(`Not sent: ${error.message}`);
  }
});

byId("connect").addEventListener("click", connect);
byId("disconnect").addEventListener("click", disconnect);

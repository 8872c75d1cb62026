// The first words at the door. A guest comes in; the host opens the room.
export type Greeting = { title: string; lead: string };

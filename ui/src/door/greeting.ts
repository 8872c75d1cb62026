// The first words at the door. They differ for guests and for the host.
export type Greeting = { title: string; lead: string; join?: string };

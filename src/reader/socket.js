/** The browser's own constructor, before the lockdown removes it. */
export const Socket = WebSocket;

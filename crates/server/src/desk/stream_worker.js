// The shared worker that holds the stream of news for all tabs.
import { joinStream } from "./stream.js";

addEventListener("connect", (event) => joinStream(/** @type {MessageEvent} */ (event).ports[0]));

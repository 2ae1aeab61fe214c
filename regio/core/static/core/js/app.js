/* The script of every page. Rooms bring their own modules; heavy ones are loaded when they come into view (parts/lazy.js). */
import "./parts/toast.js";
import "./parts/suggest.js";
import "./parts/dialog.js";
import "./parts/lazy.js";
import "./parts/worker.js";
import "./parts/unread.js";
import "./parts/share.js";

/* Small helpers of the account pages. */
import "./parts/passkey.js";
import "./parts/print.js";

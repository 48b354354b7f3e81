/** Claude's stream-json as messages in and out (facts: spec agent-clis 1a and 1b). */
@NullMarked
package dev.agentpool.protocol.streamjson;

import org.jspecify.annotations.NullMarked;

/** HTTP over a daemon's unix socket: requests, answers, event streams. May use: nothing of ours. */
@NullMarked
package dev.agentpool.api.client;

import org.jspecify.annotations.NullMarked;

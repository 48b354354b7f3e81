/** HTTP over a daemon's unix socket: requests, answers, event streams. */
@NullMarked
package dev.agentpool.api.client;

import org.jspecify.annotations.NullMarked;

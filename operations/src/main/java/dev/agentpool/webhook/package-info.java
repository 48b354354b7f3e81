/** Webhooks: which there are, what fires them, and how they are delivered. */
@NullMarked
package dev.agentpool.webhook;

import org.jspecify.annotations.NullMarked;

/**
 * Webhooks: which there are, what fires them, and how they are delivered. May use: core, {@code
 * engine}, {@code node}, {@code plan}, {@code wire}.
 */
@NullMarked
package dev.agentpool.webhook;

import org.jspecify.annotations.NullMarked;

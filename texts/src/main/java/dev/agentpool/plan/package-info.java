/**
 * Chains and workflows: reading them, checking them, rendering their templates. May use: core's
 * budget, settings, task.
 */
@NullMarked
package dev.agentpool.plan;

import org.jspecify.annotations.NullMarked;

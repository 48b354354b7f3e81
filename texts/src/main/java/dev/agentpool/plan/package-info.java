/** Chains and workflows: reading them, checking them, rendering their templates. */
@NullMarked
package dev.agentpool.plan;

import org.jspecify.annotations.NullMarked;

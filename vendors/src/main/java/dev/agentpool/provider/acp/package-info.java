/** Agents that speak the Agent Client Protocol; each one is a row of data. */
@NullMarked
package dev.agentpool.provider.acp;

import org.jspecify.annotations.NullMarked;

/** What answers an agent's question for permission when no person is needed. */
@NullMarked
package dev.agentpool.policy;

import org.jspecify.annotations.NullMarked;

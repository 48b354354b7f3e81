/** Secrets of this user, and the tokens by which the processes of a session name it. */
@NullMarked
package dev.agentpool.node.token;

import org.jspecify.annotations.NullMarked;

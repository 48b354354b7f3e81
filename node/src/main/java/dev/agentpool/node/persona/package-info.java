/** What an attempt has of somebody beside its node: words before its prompt, tools of the pool. */
@NullMarked
package dev.agentpool.node.persona;

import org.jspecify.annotations.NullMarked;

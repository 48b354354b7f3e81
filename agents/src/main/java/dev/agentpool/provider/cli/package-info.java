/** How an agent CLI is found, checked and started; nothing of what is said with it. */
@NullMarked
package dev.agentpool.provider.cli;

import org.jspecify.annotations.NullMarked;

/**
 * Durable children: a session folder with its input, output and exit code, followed and ended. May
 * use: {@code walls}.
 */
@NullMarked
package dev.agentpool.process;

import org.jspecify.annotations.NullMarked;

/**
 * Durable children: a session folder with its input, output and exit code, followed and ended; uses
 * the JDK, Jackson and SLF4J only.
 */
@NullMarked
package dev.agentpool.process;

import org.jspecify.annotations.NullMarked;

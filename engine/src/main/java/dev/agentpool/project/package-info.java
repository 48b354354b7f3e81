/** From a project's folder to its open pool. May use: core, {@code config}, {@code node}. */
@NullMarked
package dev.agentpool.project;

import org.jspecify.annotations.NullMarked;
